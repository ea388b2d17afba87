export interface Row {
  /** The line number in the file, from 1. */
  line: number
  cells: string[]
}

/** Cells of a table that are read; the cost of a hostile file ends here, whatever its size. */
const mostCells = 200_000

/**
 * Parses RFC 4180 and the variants that spreadsheets write: separated by comma, semicolon, tab or bar, with or without a byte
 * order mark or a first line that names the separator. A quote that is not closed is an ordinary character. Returns undefined
 * for more than 200,000 cells, empty lines included.
 */
export function rowsOf(text: string): Row[] | undefined {
  const [, named, content = ''] = /^\uFEFF?(?:sep=([,;|\t])\r?\n)?([^]*)$/i.exec(text)!
  const separator = named ?? separatorOf(content)
  const next = cellsBetween(separator)
  const rows: Row[] = []
  let line = named === undefined ? 1 : 2
  let row: Row = { line, cells: [] }
  for (let cells = 0; cells < mostCells; cells++) {
    const [whole, quoted, plain = '', end = ''] = next.exec(content)!
    row.cells.push((quoted?.replaceAll('""', '"') ?? plain).trim())
    line += whole.match(/\r?\n|\r/g)?.length ?? 0
    if (end === separator) continue
    if (row.cells.some(Boolean)) rows.push(row)
    if (end === '') return rows
    row = { line, cells: [] }
  }
  return undefined
}

/** One cell, quoted or not, and the separator or the end of line after it. */
function cellsBetween(separator: string): RegExp {
  const sign = separator === '|' ? String.raw`\|` : separator
  return new RegExp(
    String.raw`(?: *"((?:[^"]|"")*)" *|([^${separator}\r\n]*))(${sign}|\r?\n|\r|$)`,
    'y',
  )
}

/** The most frequent separator in the first line, outside quotes. */
function separatorOf(content: string): string {
  const first = content.slice(0, content.search(/[\r\n]|$/)).replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]!.sign
}
