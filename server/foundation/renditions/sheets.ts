import { read, utils, type WorkBook } from '@e965/xlsx'

export interface Sheet {
  name: string
  rows: string[][]
  /** There are more rows than these. */
  more: boolean
}

const most = { sheets: 50, rows: 1000, columns: 200, letters: 2000 }

function open(bytes: Buffer, rows: number): WorkBook {
  return read(bytes, {
    ...{ type: 'buffer', dense: true, sheetRows: rows },
    ...{ cellFormula: false, cellHTML: false, cellStyles: false, bookVBA: false },
  })
}

/** The first rows of each sheet of a spreadsheet, each cell as its own format shows it. */
export function tablesOf(bytes: Buffer): Sheet[] {
  const book = open(bytes, most.rows + 1)
  return book.SheetNames.slice(0, most.sheets).map((name) => {
    const rows = rowsOf(book, name)
    return { name, rows: rows.slice(0, most.rows), more: rows.length > most.rows }
  })
}

function rowsOf(book: WorkBook, name: string): string[][] {
  const rows = utils.sheet_to_json<string[]>(book.Sheets[name]!, {
    ...{ header: 1, raw: false, defval: '', blankrows: true },
  })
  return rows.map((row) =>
    row.slice(0, most.columns).map((cell) => String(cell).slice(0, most.letters)),
  )
}

/** The words by which searches find a spreadsheet: its cells, row by row, up to a limit. */
export function textOfSheets(bytes: Buffer, enough: number): string {
  const book = open(bytes, 20_000)
  const parts: string[] = []
  let letters = 0
  for (const name of book.SheetNames) {
    parts.push(name)
    for (const row of rowsOf(book, name)) {
      if (letters > enough) return parts.join('\n')
      const line = row.filter(Boolean).join('\t')
      letters += line.length
      if (line) parts.push(line)
    }
  }
  return parts.join('\n')
}
