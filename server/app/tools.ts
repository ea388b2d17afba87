import type { Tool } from '../kernel/tool.ts'
import { documents } from '../tools/documents/tool.ts'
import { notes } from '../tools/notes/tool.ts'

/** The one list of all tools. */
export const tools: Tool[] = [documents, notes]
