import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '../../server/kernel/db.ts'
import { startDatabase } from '../world/instance.ts'
import { fill } from './fixture.ts'
import { furnish } from './furnished.ts'
import { asker, planOf } from './plans.ts'
import { hotStatements } from './statements.ts'

const size = { people: 1_000, groups: 200, items: 8_000 }
const big =
  'item|note|access_grant|flat_membership|membership|container|change|comment|tag|item_version|live_text|live_text_update|favourite|follow|recent|search_row'

const database = await startDatabase()
const db = openDatabase({ ...database.connection, max: 1 })
after(async () => {
  await db.close()
  await database.stop()
})

test('the statements that requests wait for most can be answered from indexes, and read no big table from end to end', async () => {
  await fill(db, size)
  await furnish(db)
  // So small a house would be read from end to end for being small; what is still read so has no index that would do.
  await db.run({ text: 'set enable_seqscan = off' })
  const statements = await hotStatements({ db }, asker)
  assert.ok(statements.length >= 10)
  for (const each of statements) {
    const plan = await planOf({ db }, each)
    assert.deepEqual(readWhole(plan), [], `${each.name}\n${plan}`)
  }
})

test('a statement that no index answers is found', async () => {
  const values: unknown[] = []
  const statement = { name: 'by-version', text: 'select from item where version = 7', values }
  await db.rows(statement)
  assert.equal(readWhole(await planOf({ db }, statement)).length, 1)
})

/** Scans of big tables, or of an index of theirs, that have no condition to begin with. */
function readWhole(plan: string): string[] {
  const lines = plan.split('\n')
  return lines.filter((line, at) => {
    if (new RegExp(String.raw`Seq Scan on (${big})\b`).test(line)) return true
    const byIndex = new RegExp(String.raw`Index (Only )?Scan .*on (${big})\b`).test(line)
    return byIndex && !lines[at + 1]?.includes('Index Cond')
  })
}
