import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startDatabase } from '../../test/world/instance.ts'
import { openDatabase, type Querier, type Statement } from './db.ts'
import { together, type KeyedStatement } from './together.ts'
import { withWaitingRows } from './waiting-rows.ts'

const database = await startDatabase()
const db = openDatabase({ ...database.connection, max: 4 })
after(async () => {
  await db.close()
  await database.stop()
})

const double = (n: number, word: string): KeyedStatement => ({
  name: 'double',
  text: 'select $1 * 2 as twice, $2 as word where $1 <> 13',
  values: [n, word],
  together: ['int', 'text'],
})

/** The database, and the number of keys in each statement that it ran. */
function counted(): { asked: number[]; on: Pick<Querier, 'row' | 'rows'> } {
  const asked: number[] = []
  return {
    asked,
    on: {
      row: (statement) => (
        asked.push(1),
        db.row({ ...statement, together: undefined } as Statement)
      ),
      rows: (statement) => (asked.push((statement.values![0] as []).length), db.rows(statement)),
    },
  }
}

test('people who ask at the same time are answered by one statement, each with their own row or none', async () => {
  const { asked, on } = counted()
  const ask = together(on)
  const numbers = Array.from({ length: 30 }, (_, n) => n)
  const rows = await Promise.all(numbers.map((n) => ask(double(n, `{"${n}, it's \\ é}`))))
  assert.deepEqual(
    rows,
    numbers.map((n) => (n === 13 ? undefined : { twice: n * 2, word: `{"${n}, it's \\ é}` })),
  )
  assert.deepEqual(asked, [30])
  assert.deepEqual(await ask(double(4, 'alone')), { twice: 8, word: 'alone' })
  assert.deepEqual(asked, [30, 1])
})

test('an answer is never older than its question', async () => {
  await db.run({ text: 'create table held (id int primary key, open boolean not null)' })
  await db.run({ text: 'insert into held select n, true from generate_series(1, 200) n' })
  const isOpen = (id: number) =>
    db.row<{ open: boolean }>({
      name: 'is-open',
      text: 'select open from held where id = $1',
      values: [id],
      together: ['int'],
    })
  await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      assert.equal((await isOpen(n + 1))?.open, true)
      await db.run({ text: 'update held set open = false where id = $1', values: [n + 1] })
      assert.equal((await isOpen(n + 1))?.open, false)
    }),
  )
})

test('a fault reaches everybody who waited for it, and nobody after them; the slow hold up nobody for long', async () => {
  const sleep = (n: number) =>
    db.row<{ n: number }>({
      name: 'sleep',
      text: 'select $1::int as n, 1 / ($1::int - 7) as fault, pg_sleep($1::int)',
      values: [n],
      together: ['int'],
    })
  const failed = await Promise.allSettled([sleep(7), sleep(0)])
  assert.deepEqual(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
  )
  assert.equal((await sleep(0))?.n, 0)
  let slowIsDone = false
  const slow = sleep(2).then(() => (slowIsDone = true))
  await new Promise((resolve) => setTimeout(resolve, 10))
  await sleep(0)
  assert.equal(slowIsDone, false)
  await slow
})

test('in a transaction a statement runs on its connection, and sees its writes', async () => {
  await db.transaction(async (tx) => {
    await tx.run({ text: 'create temp table mine (id int) on commit drop' })
    await tx.run({ text: 'insert into mine values (5)' })
    const statement = { name: 'mine', text: 'select id from mine where id = $1', together: ['int'] }
    const rows = await Promise.all([5, 6].map((id) => tx.row({ ...statement, values: [id] })))
    assert.deepEqual(rows, [{ id: 5 }, undefined])
  })
})

const keeping = {
  name: 'keep',
  text: 'insert into kept select * from unnest($1::int[], $2::text[])',
}

test('rows that wait are inserted together, before any statement that could look for them', async () => {
  await db.run({ text: 'create table kept (id int primary key, word text)' })
  const texts: string[] = []
  await db.transaction(async (real) => {
    const run = (statement: Statement) => (texts.push(statement.text), real.run(statement))
    const tx = withWaitingRows({ ...real, run })
    const keep = (id: number) => tx.run({ ...keeping, row: [id, `it's {"${id}"}`] })
    await Promise.all([1, 2, 3].map(keep))
    assert.deepEqual(texts, [])
    const [found] = await Promise.all([tx.rows({ text: 'select id from kept' }), keep(4)])
    assert.equal(found.length, 3)
    assert.deepEqual(texts, [keeping.text])
    assert.deepEqual(await tx.row({ text: `select word from kept where id = 4` }), {
      word: `it's {"4"}`,
    })
  })
})

test('a row that is refused fails the statement that runs next, and nothing is kept', async () => {
  await db.run({ text: 'create table refused (id int primary key, word text)' })
  const statement = { name: 'refuse', text: keeping.text.replace('kept', 'refused') }
  const work = db.transaction(async (real) => {
    const tx = withWaitingRows(real)
    await Promise.all([1, 1].map((id) => tx.run({ ...statement, row: [id, 'twice'] })))
    await tx.rows({ text: 'select 1' })
  })
  await assert.rejects(work, { code: '23505' })
  assert.deepEqual(await db.rows({ text: 'select id from refused' }), [])
})
