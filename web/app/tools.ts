import type { WebTool } from '../kernel/pages.ts'
import { documentsTool } from '../tools/documents/tool.ts'
import { notesTool } from '../tools/notes/tool.ts'

/** The one list of all tools, in the order of the rail. */
export const tools: readonly WebTool[] = [documentsTool, notesTool]
