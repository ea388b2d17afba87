import '../shelves/load.ts'
import { tools } from '../../server/app/tools.ts'
import { startInstance } from '../world/instance.ts'
import { toolSpecification } from './tool-specification.ts'

/** The cases that every tool must pass, for each tool in the list and the one that exists only in the tests. */
const declare = await toolSpecification(tools, await startInstance())
declare()
