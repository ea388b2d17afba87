import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { emptyDatabase, startDatabase } from '../../test/world/instance.ts'
import { CannotStart } from './cannot-start.ts'
import type { Database } from './db.ts'
import { migrate, pendingMigrations } from './migrate.ts'

async function migrated(t: TestContext): Promise<Database> {
  const { db, stop } = await startDatabase()
  t.after(stop)
  return db
}

async function empty(t: TestContext): Promise<Database> {
  const { db, stop } = await emptyDatabase()
  t.after(stop)
  return db
}

const olderRuleBook = `update migration set sha256 = 'older' where name = 'access'`

const isThere = async (db: Database, name: string) =>
  (await db.row<{ there: boolean }>({
    text: `select to_regclass($1) is not null or to_regproc($1) is not null as there`,
    values: [name],
  }))!.there

/** The contents of the database, for comparison. */
const contents = (db: Database) =>
  db.rows({
    text: `select n.nspname, c.relname, c.relkind from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'atelier') order by 1, 2`,
  })

test('Z3 · a database that is up to date is left as it is', async (t) => {
  const db = await migrated(t)
  assert.deepEqual(await migrate(db), [])
  assert.deepEqual(await pendingMigrations(db), [])
})

test('Z3 · an older rule book is replaced whole, also where a function now answers something else', async (t) => {
  const db = await migrated(t)
  await db.run({
    text: 'create function of_an_older_version() returns integer language sql as $$ select 1 $$',
  })
  await db.run({ text: 'drop function rights_left cascade' })
  await db.run({
    text: 'create function rights_left(space uuid, of_tool text) returns integer language sql as $$ select 1 $$',
  })
  await db.run({ text: olderRuleBook })
  assert.deepEqual(await migrate(db), ['access'])
  const row = await db.row<{ bits: number }>({
    text: `select bits from rights_left(gen_random_uuid(), 'notes')`,
  })
  assert.equal(row!.bits, 63)
  assert.equal(await isThere(db, 'of_an_older_version'), false)
})

for (const schema of ['public', 'atelier'])
  test(`Z3 · pg_stat_statements in the schema ${schema} stays when the rule book is replaced`, async (t) => {
    const db = await migrated(t)
    await db.run({ text: `create extension pg_stat_statements schema ${schema}` })
    await db.run({ text: olderRuleBook })
    assert.deepEqual(await migrate(db), ['access'])
    assert.ok(await isThere(db, `${schema}.pg_stat_statements`))
  })

test('Z3 · a view of somebody else that is built on the rule book is named, and neither is changed', async (t) => {
  const db = await migrated(t)
  await db.run({
    text: 'create view public.report as select count(*) as inside from effective_membership',
  })
  await db.run({ text: olderRuleBook })
  const before = await contents(db)
  await assert.rejects(
    migrate(db),
    (error) => error instanceof CannotStart && /view public\.report/.test(error.message),
  )
  assert.deepEqual(await contents(db), before)
  await db.run({ text: 'drop view public.report' })
  assert.deepEqual(await migrate(db), ['access'])
})

test('Z3 · beside another application, whose tables have the names of ours, each keeps its own', async (t) => {
  const db = await empty(t)
  for (const name of ['migration', 'person', 'session', 'comment', 'item'])
    await db.run({ text: `create table public.${name} (id integer primary key, theirs text)` })
  await db.run({ text: `create view public.people_of_theirs as select id from public.person` })
  await db.run({ text: `insert into public.person values (1, 'kept')` })
  await migrate(db)
  assert.deepEqual(await db.rows({ text: 'select theirs from public.person' }), [
    { theirs: 'kept' },
  ])
  assert.ok(await isThere(db, 'public.people_of_theirs'))
  assert.deepEqual(await db.rows({ text: 'select email from person' }), [])
  assert.deepEqual(await migrate(db), [])
})

test('Z3 · the data of an early version, which was in the schema public, is found and kept', async (t) => {
  const db = await migrated(t)
  await db.run({
    text: `insert into organization (id, name, name_key, created_at) values (gen_random_uuid(), 'Kept', 'kept', now())`,
  })
  await db.run({ text: 'alter schema public rename to elsewhere' })
  await db.run({ text: 'alter schema atelier rename to public' })
  assert.deepEqual(await pendingMigrations(db), [])
  assert.deepEqual(await migrate(db), ['access'])
  assert.deepEqual(await db.rows({ text: 'select name from organization' }), [{ name: 'Kept' }])
  assert.deepEqual(await db.rows({ text: 'select * from effective_membership' }), [])
  assert.equal(await isThere(db, 'public.organization'), false)
})

test('Z3 · data made with another text of a migration is refused in words, and nothing is changed', async (t) => {
  const db = await migrated(t)
  await db.run({ text: `update migration set sha256 = 'other' where name like '0003%'` })
  await db.run({ text: `delete from migration where name like '0023%'` })
  const before = await contents(db)
  for (const attempt of [migrate, pendingMigrations])
    await assert.rejects(attempt(db), (error) => {
      assert.ok(error instanceof CannotStart)
      return /0003_spine\.sql was changed.*Nothing was changed.*export it there/.test(error.message)
    })
  assert.deepEqual(await contents(db), before)
})

test('Z3 · an older version refuses the data of a newer one in words, and changes nothing', async (t) => {
  const db = await migrated(t)
  await db.run({ text: `insert into migration values ('9001_from_the_future.sql', 'x')` })
  await db.run({ text: olderRuleBook })
  const before = await db.rows({ text: 'select * from migration order by name' })
  for (const attempt of [migrate, pendingMigrations])
    await assert.rejects(attempt(db), (error) => {
      assert.ok(error instanceof CannotStart)
      return /newer.*9001_from_the_future\.sql.*restore the backup/.test(error.message)
    })
  assert.deepEqual(await db.rows({ text: 'select * from migration order by name' }), before)
})
