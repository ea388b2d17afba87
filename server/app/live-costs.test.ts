import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeNotebook, must, rootOf, stage, writeNote } from '../../test/world/cast.ts'
import { startInstance } from '../../test/world/instance.ts'
import { liveClient, type LiveClient } from '../../test/world/live-client.ts'
import type { Client } from '../../test/world/people.ts'
import type { Database, Statement } from '../kernel/db.ts'

const asked: Statement[] = []

/** Records the statements that the server runs outside of transactions. */
function listened(db: Database): Database {
  const keep = (statement: Statement) => void asked.push(statement)
  return {
    ...db,
    rows: (statement) => (keep(statement), db.rows(statement)),
    row: (statement) => (keep(statement), db.row(statement)),
  }
}

const instance = await startInstance({ listen: true, between: listened })
const { cast, group, open, closed } = await stage(instance)
const { ada, mina, edna, gil } = cast

interface Changes {
  seq: string
  changes: Record<'kind' | 'tool' | 'container' | 'item', string | null>[]
  more?: true
}

async function page(who: Client): Promise<LiveClient> {
  const live = await liveClient(instance.address, who.cookie)
  live.say({ type: 'watch', spaces: [group] })
  await live.next('watching')
  return live
}

async function pulled(live: LiveClient, since?: string): Promise<Changes> {
  live.say({ type: 'pull', space: group, since })
  return live.next<Changes>('changes')
}

function askedFor(name: string): Statement[] {
  return asked.filter((statement) => statement.name === name)
}

test('X111 · a poke is one statement over those who watch, however many pages they have open', async () => {
  const pages = await Promise.all(
    [mina, edna, gil].flatMap((who) => [0, 1, 2, 3, 4].map(() => page(who))),
  )
  asked.length = 0
  await writeNote(ada, group, open, 'News')
  await Promise.all(pages.map((each) => each.next('poke')))
  const statements = askedFor('live-changes-seen')
  assert.equal(statements.length, 1)
  assert.equal((statements[0]!.values![1] as string[]).length, 3)
  for (const each of pages) each.close()
})

test('J6 · when access to one item ends, only that item is checked, whatever else is open', async () => {
  const pages = await Promise.all([mina, edna, gil].map(page))
  const notes = await Promise.all(
    ['One', 'Two', 'Three'].map((title) => writeNote(mina, group, open, title)),
  )
  const [gone] = notes
  const rooms = await Promise.all(
    pages.flatMap((live) => notes.map((note) => live.open(group, note))),
  )
  asked.length = 0
  await must(mina.delete(`/api/spaces/${group}/items/${gone}`), 204)
  const atIt = rooms.filter((_, at) => at % notes.length === 0)
  assert.deepEqual(await Promise.all(atIt.map((room) => room.closed)), ['gone', 'gone', 'gone'])
  const [question, ...more] = askedFor('live-text-rights-now')
  assert.deepEqual(more, [])
  assert.deepEqual(question!.values![2], [gone, gone, gone])
  assert.deepEqual(askedFor('live-entries'), [])
  for (const each of pages) each.close()
})

test('X111 · a line says tool, container, item and kind, and no more than its reader may know', async () => {
  const live = await page(gil)
  const { seq } = await pulled(live)
  const note = await writeNote(ada, group, closed, 'Moves into the open')
  await must(
    ada.post(`/api/spaces/${group}/items/${note}/move`, { toSpace: group, toContainer: open }),
  )
  const book = await makeNotebook(ada, group, await rootOf(ada, group), 'New')
  const { changes } = await pulled(live, seq)
  const about = ({ kind, tool, container, item }: Changes['changes'][number]) => [
    kind,
    tool,
    container,
    item,
  ]
  assert.deepEqual(changes.map(about), [
    ['item.added', 'notes', open, note],
    ['item.moved', 'notes', open, note],
    ['container.added', 'notes', book, null],
  ])
  assert.ok(!JSON.stringify(changes).includes(closed), 'where it was is hidden from them')
  live.close()
})

test('J6 · those who may no longer see something are told to ask for the whole space: no line tells them', async () => {
  const gils = await page(gil)
  const note = await writeNote(ada, group, open, 'Not for guests')
  await gils.next('poke')
  const { seq } = await pulled(gils)
  await must(ada.put(`/api/spaces/${group}/items/${note}/internal-only`, { internalOnly: true }))
  let poke = await gils.next<{ whole?: boolean }>('poke')
  while (!poke.whole) poke = await gils.next('poke') // of the line before, which may be told twice
  assert.deepEqual(poke, { type: 'poke', space: group, whole: true })
  assert.deepEqual((await pulled(gils, seq)).changes, [])
  gils.close()
})

test('X111, I1 · a client far behind is told that there is more, and only of what it may see', async () => {
  const [minas, gils] = [await page(mina), await page(gil)]
  const from = { mina: await pulled(minas), gil: await pulled(gils) }
  const shown = await writeNote(ada, group, open, 'Seen by both')
  const hidden = await writeNote(ada, group, open, 'Internal')
  await must(ada.put(`/api/spaces/${group}/items/${hidden}/internal-only`, { internalOnly: true }))
  await repeated(hidden, 600)
  const forMina = await pulled(minas, from.mina.seq)
  const forGil = await pulled(gils, from.gil.seq)
  assert.equal(forMina.more, true)
  assert.deepEqual(Object.keys(forGil).toSorted(), ['changes', 'seq', 'space', 'type'])
  assert.deepEqual(
    forGil.changes.map(({ item }) => item),
    [shown],
  )
  const rest = await pulled(minas, forMina.seq)
  assert.ok(rest.changes.length > 0 && rest.more === undefined)
  minas.close()
  gils.close()
})

/** Writes lines about one item, as many edits would. */
async function repeated(item: string, times: number): Promise<void> {
  await instance.db.run({
    text: `with counter as (update space_counter set seq = seq + $3 where space_id = $1 returning seq - $3 as seq)
      insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, detail, hash)
      select $1, counter.seq + n, now(), $4, 'item.edited', $5, $2, '{}', '' from counter, generate_series(1, $3::int) n`,
    values: [group, item, times, ada.id, open],
  })
}
