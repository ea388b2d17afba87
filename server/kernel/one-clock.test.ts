import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

/** Every statement and comparison of the server's own code, by file. */
const sources = readdirSync('server', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.includes('.test.') && !file.includes('demo/'))
  .map((file) => ({ file, text: readFileSync(`server/${file}`, 'utf8') }))

test('X44 · whether a link, ticket, session or token has ended is asked by the clock of the database alone', () => {
  // Sweeps delete what ended before a time that is passed to them (`<`).
  const other = /expires_at\s*(?:>=?|<=)(?!\s*the_time\(\))/
  const found = sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => other.test(line))
      .map(() => file),
  )
  assert.deepEqual([...new Set(found)], sweeping)
})

/** Background work that decides nobody's rights, and that tests run at another time. */
const sweeping = [
  'foundation/membership/governance-store.ts',
  'foundation/membership/over-time-store.ts',
]

test('X44 · no end that the database keeps is compared with the clock of this process', () => {
  const clocks = /(?:expiresAt|until|endsAt)\b.*(?:<|>)=?\s*(?:ctx\.now|Date\.now|new Date\(\))/
  const found = sources.filter(({ text }) => clocks.test(text)).map(({ file }) => file)
  assert.deepEqual(found, asked)
})

/** Checks a date when somebody types it. */
const asked = ['foundation/credentials/access-tokens.ts']
