import '../shelves/load.ts'
import { notes } from '../../server/tools/notes/tool.ts'
import { shelves } from '../shelves/tool.ts'
import { startInstance } from '../world/instance.ts'
import { toolSpecification } from './tool-specification.ts'

/** The cases that every tool must pass, for notes and the tool that exists only in the tests. */
const specifications = [
  await toolSpecification(notes, await startInstance()),
  await toolSpecification(shelves, await startInstance()),
]
for (const specify of specifications) specify()
