import type { WebTool } from '../kernel/pages.ts'

/** The one list of all tools, in the order of the rail. */
export const tools: readonly WebTool[] = []
