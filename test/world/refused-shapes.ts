import { readFileSync } from 'node:fs'

const list = 'server/kernel/distributed.txt'
const clock = String.raw`\b(?:the_time|now|statement_timestamp|clock_timestamp)\(\)`

/**
 * Shapes that a distributed PostgreSQL (Citus) refuses. It takes no stable function in SET and ON CONFLICT: the clock must be
 * a parameter or `excluded`.
 */
export const shapes: [string, RegExp][] = [
  [
    'the clock in ON CONFLICT',
    new RegExp(String.raw`\bon conflict\b(?:(?!\breturning\b)[\s\S])*${clock}`),
  ],
  [
    'the clock in SET',
    new RegExp(
      String.raw`\bupdate\b(?:(?!\bon conflict\b|\bwhere\b)[\s\S])*\bset\b(?:(?!\bwhere\b|\breturning\b)[\s\S])*${clock}`,
    ),
  ],
  ['FOR UPDATE over several spaces', /\bspace_id = any\([\s\S]*\bfor (?:no key )?update\b/],
  ['LATERAL … LIMIT over unnest', /\bfrom unnest\([\s\S]*\blateral \([\s\S]*\blimit\b/],
  ['LEFT JOIN LATERAL', /\bleft join lateral\b/],
]

/** The names of the refused shapes that a statement has. */
export const refusedShapes = (text: string): string[] =>
  shapes.filter(([, shape]) => shape.test(text)).map(([name]) => name)

/** The statements that may still have one: `file name: shape`, and the reason. */
export function listed(): [string, string | undefined][] {
  return readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(' — ') as [string, string | undefined])
}
