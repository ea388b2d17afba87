import type { Language } from '../../kernel/i18n.ts'
import type { DocumentNode } from './document.ts'

// Notes that leave as one document: PDF, DOCX, ODT or HTML. The writers take plain data, so that a worker can run them.

/** What a note can be exported as. */
export const formats = ['markdown', 'html', 'pdf', 'docx', 'odt'] as const
export type Format = (typeof formats)[number]

export interface Book {
  title: string
  /** Who wrote it; empty where there are several. */
  author: string
  language: Language
  /** Milliseconds since 1970. */
  made: number
  /** A book of several notes begins with its title and a list of contents. */
  contents: boolean
  chapters: Chapter[]
  /** The pictures, by their addresses in the texts; those that are missing are replaced by their descriptions. */
  pictures: Record<string, Size>
}

/** A note, or with no `content` a notebook or folder whose chapters follow. */
export interface Chapter {
  title: string
  /** 1 for the outermost. */
  level: number
  /** *Mina Kovac, 3 November 2026*; empty for a notebook. */
  byline: string
  content?: DocumentNode
}

export interface Size {
  width: number
  height: number
  /** The name in the file that is written: `1.png`. */
  name: string
}

/** Text for XML 1.0: characters that it does not allow are left out. */
export function xml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** Whether most letters of a text are written from right to left. */
export function isRightToLeft(text: string): boolean {
  const [right, left] = [
    /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/gu,
    /\p{L}/gu,
  ]
  const count = (pattern: RegExp) => text.slice(0, 2000).match(pattern)?.length ?? 0
  return count(right) * 2 > count(left)
}

export function textIn({ text = '', content = [] }: DocumentNode): string {
  return text + content.map(textIn).join('')
}

/** The first number of an ordered list. */
export function startOf(attrs: Record<string, unknown>): number {
  const start = Math.trunc(Number(attrs['start'] ?? 1))
  return start >= 0 && start < 1_000_000 ? start : 1
}

/** A cell of a table in its grid: where it begins, how far it reaches. */
export interface Cell {
  node: DocumentNode
  row: number
  column: number
  rows: number
  columns: number
}

/** The cells of a table in rows of equal length: merged cells appear at each place that they cover. */
export function gridOf({ content: rows = [] }: DocumentNode): Cell[][] {
  const grid: Cell[][] = rows.map(() => [])
  rows.forEach(({ content: cells = [] }, row) => {
    let column = 0
    for (const node of cells) {
      while (grid[row]![column]) column++
      const columns = Math.max(1, Number(node.attrs?.['colspan'] ?? 1))
      const reach = Math.max(1, Number(node.attrs?.['rowspan'] ?? 1))
      const cell = { node, row, column, rows: Math.min(reach, rows.length - row), columns }
      for (let down = 0; down < cell.rows; down++)
        for (let along = 0; along < columns; along++) grid[row + down]![column + along] ??= cell
    }
  })
  const width = Math.max(0, ...grid.map((each) => each.length))
  return grid.map((each, row) =>
    Array.from({ length: width }, (_, column) => each[column] ?? emptyCell(row, column)),
  )
}

function emptyCell(row: number, column: number): Cell {
  const node = { type: 'tableCell', content: [{ type: 'paragraph' }] }
  return { node, row, column, rows: 1, columns: 1 }
}

export function isHead({ node }: Cell): boolean {
  return node.type === 'tableHeader'
}
