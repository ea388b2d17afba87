export interface Row {
  /** In the file, from 1. */
  line: number
  cells: string[]
}

/** Reads a table as RFC 4180 has it, and as spreadsheets write it: comma, semicolon or tab, with or without a byte order mark. */
export function rowsOf(text: string): Row[] {
  const content = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(content)
  const next = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^${separator}\\r\\n]*))(${separator}|\\r?\\n|\\r|$)`,
    'y',
  )
  const rows: Row[] = []
  let row: Row = { line: 1, cells: [] }
  let line = 1
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

function separatorOf(content: string): string {
  const first = content.slice(0, content.search(/[\r\n]|$/))
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]!.sign
}
