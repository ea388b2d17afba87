import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startDatabase } from '../../test/world/instance.ts'
import { migrate, pendingMigrations } from './migrate.ts'

const { db, stop } = await startDatabase()
after(stop)

test('Z3 · a database that is up to date is left as it is', async () => {
  assert.deepEqual(await migrate(db), [])
  assert.deepEqual(await pendingMigrations(db), [])
})

test('Z3 · an older rule book is replaced whole, also where a function now answers something else', async () => {
  await db.run({
    text: 'create function left_behind() returns integer language sql as $$ select 1 $$',
  })
  await db.run({ text: 'drop function rights_left cascade' })
  await db.run({
    text: 'create function rights_left(space uuid, of_tool text) returns integer language sql as $$ select 1 $$',
  })
  await db.run({ text: `update migration set sha256 = 'older' where name = 'access'` })
  assert.deepEqual(await migrate(db), ['access'])
  const row = await db.row<{ bits: number }>({
    text: `select bits from rights_left(gen_random_uuid(), 'notes')`,
  })
  assert.equal(row!.bits, 63)
  const gone = await db.row<{ gone: boolean }>({
    text: `select to_regproc('left_behind') is null as gone`,
  })
  assert.equal(gone!.gone, true)
})

test('Z3 · a migration that was changed after it had been applied is refused by name', async () => {
  await db.run({ text: `update migration set sha256 = 'other' where name like '0003%'` })
  await assert.rejects(migrate(db), /0003_the_spine\.sql was changed/)
})
