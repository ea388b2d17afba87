import type { WebTool } from '../../../web/kernel/pages.ts'
import { notesTool } from '../../../web/tools/notes/tool.ts'
import { shelvesTool } from './tool.ts'

/** Takes the place of web/app/tools.ts in the bundle of the tests. */
export const tools: readonly WebTool[] = [notesTool, shelvesTool]
