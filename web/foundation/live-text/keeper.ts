import type { WordKeeper } from '../../kernel/pages.ts'

let keeper: WordKeeper | undefined

/** The tool that can store unsaved text as an item of its own. */
export function wordsAreKeptBy(tool: WordKeeper | undefined): void {
  keeper = tool
}

export function wordKeeper(): WordKeeper | undefined {
  return keeper
}
