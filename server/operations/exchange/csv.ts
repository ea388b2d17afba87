import { field } from '../../foundation/history/history.ts'

type Cell = string | number

/** RFC 4180 with a byte order mark; no field is a formula (X115). */
export function csvOf(columns: readonly string[], rows: Cell[][]): string {
  const lines = [columns, ...rows].map((row) => row.map((cell) => field(cell)).join(','))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}
