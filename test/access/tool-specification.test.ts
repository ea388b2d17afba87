import '../shelves/load.ts'
import { notes } from '../../server/tools/notes/tool.ts'
import { shelves } from '../shelves/tool.ts'
import { startInstance } from '../world/instance.ts'
import { toolSpecification } from './tool-specification.ts'

/** What every tool owes: notes, and the tool that lives only in the tests. */
await toolSpecification(notes, await startInstance())
await toolSpecification(shelves, await startInstance())
