import type { WordKeeper } from '../../kernel/pages.ts'

let keeper: WordKeeper | undefined

/** The tool that makes an item of what could not be saved where it was written. */
export function wordsAreKeptBy(tool: WordKeeper | undefined): void {
  keeper = tool
}

export function wordKeeper(): WordKeeper | undefined {
  return keeper
}
