import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { startDatabase } from '../../test/world/instance.ts'
import { anyText } from '../../test/world/texts.ts'
import { folded } from './plain-text.ts'

const database = await startDatabase()
after(database.stop)

/** The texts as the database folds them, and whether its Unicode version knows every character. */
function inSql(texts: string[]): Promise<{ key: string; known: boolean }[]> {
  return database.db.rows({
    text: `select folded(t) as key, unicode_assigned(t) as known from unnest($1::text[]) with ordinality as u (t, at) order by at`,
    values: [texts],
  })
}

async function mustAgree(texts: string[]): Promise<void> {
  const kept = texts.filter((text) => !text.includes('\0'))
  const rows = await inSql(kept)
  for (const [at, { key, known }] of rows.entries())
    if (known) assert.equal(key, folded(kept[at]!), JSON.stringify(kept[at]))
}

test('G2, Q1 · the database folds each character of Unicode as the server does', async () => {
  for (let plane = 0; plane < 0x32000; plane += 0x4000) {
    const points = Array.from({ length: 0x4000 }, (_, at) => plane + at)
    const characters = points.filter((point) => point > 0 && (point < 0xd800 || point > 0xdfff))
    await mustAgree(characters.map((point) => `a${String.fromCodePoint(point)}b`))
  }
})

test('G2, Q1 · the database folds any text as the server does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 50, maxLength: 50 }), mustAgree),
    { numRuns: 40 },
  )
})

test('folding does not hang upon the locale of a column', async () => {
  const row = await database.db.row<{ key: string }>({
    text: `select folded('ΚΑΡΑΚΑΣ' collate "C") as key`,
  })
  assert.equal(row?.key, folded('ΚΑΡΑΚΑΣ'))
})
