import type { Bilingual } from '../../kernel/words.ts'

/** A file, or text that was pasted. */
export type Source = File | string

/** The tool, and the kind of items that are made. */
type Taking = { tool: string; takes: string }

/** What a tool gives to the import of files and pasted text, each of which becomes an item. */
export type ImportOf = {
  put: Taking
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
}

/** What a tool gives to the import of a table as CSV, each row of which becomes an item. Its fields come from its door. */
export type TableImportOf = {
  put: Taking
  /** The address of its door, with `{space}` and `{container}`. */
  door: string
}

/** How the server reads a table. */
export type Table = {
  fields: readonly { name: string; label: string; required: boolean }[]
  columns: readonly { title: string; first: readonly string[]; field: string | null }[]
  encoding: string
  rows: number
  /** Rows without a problem. */
  fitting: number
  problems: readonly RowProblem[]
  imported: readonly string[]
}

/** `field` is null for the line at which an import stopped. */
export type RowProblem = { line: number; field: string | null; detail: string }

export type Imported = {
  id: string
  /** The encoding with which the file was read. */
  encoding?: string
}
