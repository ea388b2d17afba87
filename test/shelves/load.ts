import { tools } from '../../server/app/tools.ts'
import { shelves } from './tool.ts'

/** Puts the tool into the list of all tools, for the processes of the tests that import this first. */
tools.push(shelves)
