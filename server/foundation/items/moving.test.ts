import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { foundGroup, makeNotebook, must, rootOf, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'
import { followAll } from '../notices/following.ts'

const instance = await startInstance()
const { organization } = await founded(instance)
const png = { 'content-type': 'image/png' }
const blue = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#147' } })
  .png()
  .toBuffer()

interface Ref {
  id: string
  space: { id: string }
  container: { id: string; name: string }
  tool: string
  title: string
}

const member = (by: Client, group: string, who: Client) =>
  must(by.post(`/api/groups/${group}/members`, { people: [{ person: who.id, role: 'member' }] }))

const somebody = (name: string) => colleague(instance, organization, `${name} ${Math.random()}`)

/** Two groups of Ada's: Mina and Edna are in the first, Edna in both, Nobody in none. */
async function world() {
  const ada = await somebody('Ada')
  const mina = await somebody('Mina')
  const edna = await somebody('Edna')
  const nobody = await somebody('Nobody')
  const here = await foundGroup(ada, `Here ${Math.random()}`)
  const there = await foundGroup(ada, `There ${Math.random()}`)
  for (const who of [mina, edna]) await member(ada, here, who)
  await member(ada, there, edna)
  const from = await makeNotebook(ada, here, await rootOf(ada, here), 'From')
  const to = await makeNotebook(ada, there, await rootOf(ada, there), 'To')
  const note = await writeNote(ada, here, from, 'Travels', `Said`)
  return { ada, mina, edna, nobody, here, there, from, to, note }
}

type World = Awaited<ReturnType<typeof world>>

const move = ({ ada, here, there, to, note }: World) =>
  must(ada.post<Ref>(`/api/spaces/${here}/items/${note}/move`, { toSpace: there, toContainer: to }))
const moveBack = ({ ada, here, there, from, note }: World) =>
  must(
    ada.post<Ref>(`/api/spaces/${there}/items/${note}/move`, { toSpace: here, toContainer: from }),
  )

/** All rows of the note, from every table, without the space. */
async function hanging({ note }: World): Promise<Record<string, unknown[]>> {
  const tables =
    'comment mention tag follow recent item_blob note live_text live_text_update item_version access_grant'
  const all: Record<string, unknown[]> = {}
  for (const table of tables.split(' '))
    all[table] = await rowsOf(
      `select to_jsonb(t) - 'space_id' - 'named_at' as row from ${table} t where item_id = $1`,
      note,
    )
  all['favourite'] = await rowsOf(
    `select to_jsonb(t) - 'space_id' as row from favourite t where thing_id = $1`,
    note,
  )
  all['links'] = await rowsOf(
    `select to_jsonb(t) - 'space_id' - 'to_space_id' as row from item_link t where item_id = $1 or to_item_id = $1`,
    note,
  )
  return all
}

async function rowsOf(text: string, note: string): Promise<unknown[]> {
  const rows = await instance.db.rows<{ row: unknown }>({
    text: `${text} order by 1`,
    values: [note],
  })
  return rows.map(({ row }) => row)
}

/** A note with one of everything. */
async function furnished(): Promise<World> {
  const w = await world()
  const { ada, mina, edna, here, from, note } = w
  const item = `/api/spaces/${here}/items/${note}`
  await must(ada.post(`/api/spaces/${here}/notes/${note}/files`, blue, png), 201)
  await must(ada.put(`${item}/tags/urgent`), 204)
  await must(ada.put(`${item}/editors`, { principals: [{ kind: 'person', id: mina.id }] }))
  for (const who of [mina, edna]) {
    await must(who.put(`${item}/favourite`), 204)
    await must(who.put(`${item}/following`), 204)
    await must(who.put(`${item}/visit`), 204)
  }
  await must(
    mina.post(`${item}/comments`, {
      body: `Look, @${edna.id}`,
      mentions: [{ kind: 'person', id: edna.id }],
    }),
    201,
  )
  await must(ada.post(`/api/spaces/${here}/items/${note}/versions`, { label: 'As sent' }), 201)
  const other = await writeNote(ada, here, from, 'Beside', 'Said')
  for (const [a, b] of [
    [note, other],
    [other, note],
  ])
    await instance.db.run({
      text: `insert into item_link (space_id, item_id, to_space_id, to_item_id, type, in_text, created_at, created_by)
        values ($1, $2, $1, $3, 'continues', true, now(), $4)`,
      values: [here, a, b, ada.id],
    })
  return w
}

test('A9 · an item keeps its id when it moves to another space, and all that hangs on it but rights given by name', async () => {
  const w = await furnished()
  const before = await hanging(w)
  for (const [table, rows] of Object.entries(before))
    if (table !== 'live_text_update' && table !== 'mention') assert.ok(rows.length > 0, table)
  const moved = await move(w)
  assert.equal(moved.id, w.note)
  assert.deepEqual(await hanging(w), { ...before, access_grant: [] })
  assert.equal((await w.ada.get(`/api/spaces/${w.here}/notes/${w.note}`)).status, 404)
  const { items } = await must(
    w.ada.get<{ items: object[] }>(`/api/spaces/${w.there}/items/${w.note}/versions`),
  )
  assert.equal(items.length, before['item_version']!.length)
})

test('A9 · undoing a move to another space restores everything: grants, links, favourites, followers, mentions, tags, comments, versions', async () => {
  const w = await furnished()
  const facts = () =>
    instance.db.row({
      text: `select space_id, container_id, title, author_id, created_at, arrived_at, version from item where id = $1`,
      values: [w.note],
    })
  const [before, was] = [await hanging(w), await facts()]
  await move(w)
  const gain = `/api/spaces/${w.there}/items/${w.note}/gain?toSpace=${w.here}&toContainer=${w.from}`
  const { gains } = await must(w.ada.get<{ gains: { id: string }[] }>(gain))
  assert.ok(
    gains.some(({ id }) => id === w.mina.id),
    'who sees it again is said before',
  )
  await moveBack(w)
  assert.deepEqual(await hanging(w), before)
  assert.deepEqual(await facts(), was)
  await must(w.mina.patch(`/api/spaces/${w.here}/notes/${w.note}`, { title: 'Still an editor' }))
})

test('A9 · a move back after an hour gives nobody the rights of before', async () => {
  const later = await furnished()
  await move(later)
  await instance.db.run({
    text: `update left_behind set moved_at = moved_at - interval '2 hours' where item_id = $1`,
    values: [later.note],
  })
  await moveBack(later)
  assert.deepEqual((await hanging(later))['access_grant'], [])
})

test('A9 · the same within its space: grants of its own stay with it', async () => {
  const w = await furnished()
  const before = await hanging(w)
  const other = await makeNotebook(w.ada, w.here, await rootOf(w.ada, w.here), 'Other')
  const at = `/api/spaces/${w.here}/items/${w.note}/move`
  await must(w.ada.post(at, { toSpace: w.here, toContainer: other }))
  await must(w.ada.post(at, { toSpace: w.here, toContainer: w.from }))
  assert.deepEqual(await hanging(w), before)
})

test('A9, A10 · an old link leads to the thing for those who may see it, and to nothing for all others', async () => {
  const w = await furnished()
  await move(w)
  const at = `/api/items/${w.note}`
  for (const who of [w.ada, w.edna]) {
    const found = await must(who.get<Ref>(at))
    assert.deepEqual([found.id, found.space.id, found.container.id], [w.note, w.there, w.to])
  }
  const none = await w.nobody.get(`/api/items/${crypto.randomUUID()}`)
  for (const who of [w.mina, w.nobody]) {
    const answer = await who.get(at)
    assert.equal(answer.status, 404)
    assert.deepEqual(
      { ...(answer.body as object), reference: '' },
      { ...(none.body as object), reference: '' },
    )
  }
})

test('G11 · what moves into a group is no older there than its arrival', async () => {
  const w = await world()
  await instance.db.run({
    text: `update item set created_at = created_at - interval '9 days' where id = $1`,
    values: [w.note],
  })
  await instance.db.run({
    text: `update workgroup set history_horizon = 'joined', horizon_since = created_at where id = $1`,
    values: [w.there],
  })
  await move(w)
  await must(w.edna.get(`/api/spaces/${w.there}/notes/${w.note}`))
  const { spaces } = await must(w.edna.get<{ spaces: { id: string; unread: number }[] }>('/api/me'))
  assert.equal(spaces.find(({ id }) => id === w.there)!.unread, 1)
  await must(
    w.ada.post(`/api/spaces/${w.there}/items/${w.note}/comments`, {
      body: `Look, @${w.edna.id}`,
      mentions: [{ kind: 'person', id: w.edna.id }],
    }),
    201,
  )
  await followAll(instance.app.house)
  const { items } = await must(w.edna.get<{ items: { kind: string }[] }>('/api/me/notices'))
  assert.deepEqual(
    items.map(({ kind }) => kind).filter((kind) => kind === 'mention'),
    ['mention'],
  )
})

test('A9, X95 · an edit of an item while it moves is stored at its new place, or refused', async () => {
  const w = await world()
  const rename = (title: string) => w.ada.patch(`/api/spaces/${w.here}/notes/${w.note}`, { title })
  const answers = await Promise.all([rename('One'), move(w).then(() => undefined), rename('Two')])
  for (const answer of answers) if (answer) assert.ok([200, 404].includes(answer.status))
  const { title } = await must(w.ada.get<Ref>(`/api/items/${w.note}`))
  const kept = answers.findLastIndex((answer) => answer?.status === 200)
  if (kept >= 0) assert.ok(['One', 'Two'].includes(title))
})

test('every table with rows of an item says so by its columns, so that no row stays behind in a move', async () => {
  const rows = await instance.db.rows<{ table: string }>({
    text: `select distinct c.relname as table from pg_constraint f join pg_class c on c.oid = f.conrelid
      where f.contype = 'f' and f.confrelid in (select oid from pg_class where relname in ('item', 'note', 'comment'))
        and 2 <> (select count(*) from pg_attribute a where a.attrelid = c.oid and a.attname in ('space_id', 'item_id'))`,
  })
  assert.deepEqual(rows, [])
})
