import type { Put } from '../spaces/places.ts'
import type { Bilingual } from '../../kernel/words.ts'

/** A file, or text that was pasted. */
export type Source = File | string

/** What a tool gives to the import of files and pasted text, each of which becomes an item. */
export type ImportOf = {
  put: Put
  /** As for a file input: `.md,text/markdown`. */
  accept: string
  words: Bilingual<ImportWords>
  bring: (to: { space: string; container: string }, source: Source) => Promise<Imported>
}

export type ImportWords = {
  /** The menu entry and the heading: “Import Markdown”. */
  title: string
  help: string
  paste: string
  pasteHelp: string
  /** “Import 3 notes”, “3 notes imported.” */
  verb: (count: number) => string
  done: (count: number) => string
}

export type Imported = {
  id: string
  /** The encoding with which the file was read. */
  encoding?: string
}
