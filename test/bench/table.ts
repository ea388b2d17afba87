import type { Row } from './measure.ts'

/** The rows for a reader's eye: Markdown, so that it can be pasted. */
export function table(rows: Row[]): string {
  const lines = [
    ['what', 'value', 'ceiling', 'ratio', 'target', ''],
    ['---', '---:', '---:', '---:', '---', '---'],
    ...rows.map(({ name, value, unit, ceiling, ratio, target, ok }) => [
      name,
      `${short(value)} ${unit}`,
      ceiling === null ? '' : `${short(ceiling)} ${unit}`,
      ratio === null ? '' : ratio.toFixed(2),
      target,
      ok ? 'met' : 'MISSED',
    ]),
  ]
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length)),
  )
  return lines
    .map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`)
    .join('\n')
}

function short(value: number): string {
  return Math.abs(value) >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)))
}
