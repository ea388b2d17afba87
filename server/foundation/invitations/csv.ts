export interface Row {
  /** The line number in the file, from 1. */
  line: number
  cells: string[]
}

/**
 * Parses RFC 4180 and the variants that spreadsheets write: separated by comma, semicolon, tab or bar, with or without a byte
 * order mark or a first line that names the separator.
 */
export function rowsOf(text: string): Row[] {
  const [, named, content = ''] = /^\uFEFF?(?:sep=([,;|\t])\r?\n)?([^]*)$/i.exec(text)!
  const separator = named ?? separatorOf(content)
  const next = new RegExp(
    String.raw`(?: *"((?:[^"]|"")*)" *|([^${separator}\r\n]*))(${separator === '|' ? String.raw`\|` : separator}|\r?\n|\r|$)`,
    'y',
  )
  const rows: Row[] = []
  let row: Row = { line: named === undefined ? 1 : 2, cells: [] }
  let line = named === undefined ? 1 : 2
  for (;;) {
    const [whole, quoted, plain = '', end = ''] = next.exec(content)!
    row.cells.push((quoted?.replaceAll('""', '"') ?? plain).trim())
    line += whole.match(/\r?\n|\r/g)?.length ?? 0
    if (end === separator) continue
    if (row.cells.some(Boolean)) rows.push(row)
    if (end === '') return rows
    row = { line, cells: [] }
  }
}

/** The most frequent separator in the first line, outside quotes. */
function separatorOf(content: string): string {
  const first = content.slice(0, content.search(/[\r\n]|$/)).replaceAll(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]!.sign
}
