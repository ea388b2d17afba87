import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import {
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import type { Client } from '../../../test/world/people.ts'
import { brokenHistories } from '../history/history.ts'

const instance = await startInstance()
const { cast, group, closed } = await stage(instance)
const { ada, mina, edna, nestor, gil, xavier } = cast
const root = await rootOf(ada, group)
const bulk = `/api/spaces/${group}/bulk`

interface Done {
  changed: number
  undo: string
}

/** Notes of Mina's, in a notebook that all may write in. */
async function several(count: number) {
  const container = await makeNotebook(ada, group, root, 'Several')
  await giveRights(ada, group, container, [
    [{ kind: 'group', id: group }, 'contributor'],
    [{ kind: 'person', id: edna.id }, 'curator'],
  ])
  const items: string[] = []
  for (let n = 0; n < count; n++) items.push(await writeNote(mina, group, container, `Note ${n}`))
  return { container, items }
}

interface Notes {
  items: { id: string; title: string; author: { id: string }; tags: string[] }[]
}

interface Row {
  trashed: boolean
  container: string
  internal: boolean
  tags: number
  favourites: number
}

async function rowsOf(items: string[]): Promise<Row[]> {
  return instance.db.rows<Row>({
    text: `select trashed_at is not null as trashed, container_id as container, internal_only_at is not null as internal,
        (select count(*)::int from tag t where t.item_id = i.id) as tags,
        (select count(*)::int from favourite f where f.thing_id = i.id) as favourites
      from item i join unnest($1::uuid[]) with ordinality as w (id, n) on w.id = i.id order by w.n`,
    values: [items],
  })
}

async function linesAfter(seq: number): Promise<string[]> {
  const rows = await instance.db.rows<{ kind: string }>({
    text: 'select kind from change where space_id = $1 and seq > $2 order by seq',
    values: [group, seq],
  })
  return rows.map(({ kind }) => kind)
}

async function storedIn(space: string): Promise<number> {
  const row = await instance.db.row<{ stored: number }>({
    text: 'select stored from space_counter where space_id = $1',
    values: [space],
  })
  return row!.stored
}

async function head(): Promise<number> {
  const row = await instance.db.row<{ seq: number }>({
    text: 'select seq from space_counter where space_id = $1',
    values: [group],
  })
  return row!.seq
}

const undo = (who: Client, token: string) => who.post(`${bulk}/undoing`, { undo: token })

test('A9, V2 · each act changes all its items with a line for each, and one undo takes all of it back', async () => {
  const { items } = await several(3)
  const there = await makeNotebook(ada, group, root, 'There')
  await giveRights(ada, group, there, [[{ kind: 'group', id: group }, 'contributor']])
  const before = await rowsOf(items)
  const acts = [
    ['trashing', {}, 'item.trashed', 'item.restored'],
    ['moving', { toContainer: there }, 'item.moved', 'item.moved'],
    ['tagging', { name: 'Urgent' }, 'item.tagged', 'item.tagged'],
    ['internal-only', { internalOnly: true }, 'item.access-changed', 'item.access-changed'],
  ] as const
  for (const [act, more, kind, back] of acts) {
    const from = await head()
    const done = await must(mina.post<Done>(`${bulk}/${act}`, { items, ...more }))
    assert.equal(done.changed, 3, act)
    assert.notDeepEqual(await rowsOf(items), before, act)
    assert.deepEqual(await linesAfter(from), [kind, kind, kind])
    assert.deepEqual(await must(undo(mina, done.undo)), { changed: 3 })
    assert.deepEqual(await rowsOf(items), before, act)
    assert.deepEqual((await linesAfter(from)).slice(3), [back, back, back])
    assert.equal((await undo(mina, done.undo)).status, 409, 'an undo works once')
  }
  assert.deepEqual(await brokenHistories(instance.db), [])
})

test('A9, X101 · copies are the asker’s own, with their tags; the undo puts them into the trash', async () => {
  const { items } = await several(2)
  await must(mina.put(`/api/spaces/${group}/items/${items[0]}/tags/Urgent`), 204)
  const to = await several(0)
  const from = await head()
  const copy = { items, toContainer: to.container }
  const done = await must(nestor.post<Done>(`${bulk}/copying`, copy))
  assert.equal(done.changed, 2)
  assert.deepEqual(await linesAfter(from), ['item.added', 'item.added'])
  const there = () =>
    must(nestor.get<Notes>(`/api/spaces/${group}/notebooks/${to.container}/notes?sort=title`))
  const copies = (await there()).items
  assert.deepEqual(
    copies.map(({ title, author, tags }) => [title, author.id, tags]),
    [
      ['Note 0', nestor.id, ['Urgent']],
      ['Note 1', nestor.id, []],
    ],
  )
  for (const { id } of copies)
    assert.deepEqual(
      await must(nestor.get(`/api/spaces/${group}/items/${id}/versions`)),
      { items: [], next: null },
      'a copy has no versions, so none shows what its author may not have seen',
    )
  await must(undo(nestor, done.undo))
  assert.deepEqual((await there()).items, [])
  const many = Array.from({ length: 101 }, () => randomUUID())
  assert.equal((await nestor.post(`${bulk}/copying`, { ...copy, items: many })).status, 400)
})

test('A9 · a tag goes from all that have it, however it is written there, and the undo brings each back as it was', async () => {
  const { items } = await several(3)
  await must(
    mina.put(`/api/spaces/${group}/items/${items[0]}/tags/${encodeURIComponent('Été')}`),
    204,
  )
  await must(mina.put(`/api/spaces/${group}/items/${items[1]}/tags/ETE`), 204)
  const weight = () => storedIn(group)
  const before = await weight()
  const done = await must(mina.post<Done>(`${bulk}/untagging`, { items, name: 'été' }))
  assert.equal(done.changed, 2)
  assert.equal(before - (await weight()), 'Été'.length + 2 + 'ETE'.length, 'in bytes')
  await must(undo(mina, done.undo))
  const tags = async (item: string) =>
    (await must(mina.get<{ tags: string[] }>(`/api/spaces/${group}/items/${item}`))).tags
  assert.deepEqual(await Promise.all(items.map(tags)), [['Été'], ['ETE'], []])
  assert.equal(await weight(), before)
})

test('X25 · following is personal, and writes no line', async () => {
  const { items } = await several(2)
  const from = await head()
  const following = async () =>
    (await must(nestor.get<{ following: boolean }>(`/api/spaces/${group}/items/${items[0]}`)))
      .following
  const done = await must(nestor.post<Done>(`${bulk}/following`, { items, following: true }))
  assert.deepEqual([done.changed, await following()], [2, true])
  await must(undo(nestor, done.undo))
  assert.equal(await following(), false)
  assert.deepEqual(await linesAfter(from), [])
})

test('X25 · favourites are the asker’s own, and write no line', async () => {
  const { items } = await several(2)
  const from = await head()
  const done = await must(mina.post<Done>(`${bulk}/favourites`, { items, favourite: true }))
  assert.deepEqual(
    (await rowsOf(items)).map(({ favourites }) => favourites),
    [1, 1],
  )
  await must(undo(mina, done.undo))
  assert.deepEqual(
    (await rowsOf(items)).map(({ favourites }) => favourites),
    [0, 0],
  )
  assert.deepEqual(await linesAfter(from), [])
})

test('A9 · items that were already that way are left alone, also by the undo', async () => {
  const { items, container } = await several(3)
  await must(mina.put(`/api/spaces/${group}/items/${items[0]}/tags/Urgent`), 204)
  const done = await must(mina.post<Done>(`${bulk}/tagging`, { items, name: 'Urgent' }))
  assert.equal(done.changed, 2)
  await must(undo(mina, done.undo))
  assert.deepEqual(
    (await rowsOf(items)).map(({ tags }) => tags),
    [1, 0, 0],
  )
  const stayed = await must(mina.post<Done>(`${bulk}/moving`, { items, toContainer: container }))
  assert.equal(stayed.changed, 0)
})

test('I3, I4, A10 · one item that is refused refuses all, named by its place; a hidden one like none at all', async () => {
  const { items } = await several(2)
  const others = await writeNote(edna, group, (await several(0)).container, 'Of Edna')
  const secret = await writeNote(ada, group, closed, 'Secret')
  const nothing = '01890000-0000-7000-8000-000000000000'
  const tried = async (wrong: string) => {
    const answer = await nestor.post<{ fields: { field: string; code: string }[] }>(
      `${bulk}/trashing`,
      { items: [wrong] },
    )
    return [answer.status, answer.body.fields.map(({ field, code }) => [field, code])]
  }
  assert.deepEqual(await tried(secret), [404, [['body.items[0]', 'unknown']]])
  assert.deepEqual(await tried(nothing), await tried(secret))
  const from = await head()
  const mixed = await mina.post<{ fields: { field: string; code: string }[] }>(`${bulk}/trashing`, {
    items: [items[0], others, items[1], nothing],
  })
  assert.equal(mixed.status, 404)
  assert.deepEqual(
    mixed.body.fields.map(({ field, code }) => [field, code]),
    [
      ['body.items[1]', 'forbidden'],
      ['body.items[3]', 'unknown'],
    ],
  )
  assert.deepEqual(
    (await rowsOf(items)).map(({ trashed }) => trashed),
    [false, false],
  )
  assert.deepEqual(await linesAfter(from), [])
  assert.equal((await xavier.post(`${bulk}/trashing`, { items })).status, 404)
  assert.equal((await mina.post(`${bulk}/trashing`, { items: [items[0], items[0]] })).status, 400)
})

interface News {
  kind: string
  count: number
  item: { id: string } | null
  many: { count: number; tool: string; kind: string; container: { name: string } | null } | null
}

const homeOf = async (who: Client) =>
  (await must(who.get<{ groups: { changes: News[] }[] }>('/api/home'))).groups.flatMap(
    ({ changes }) => changes,
  )

test('E1, I1 · Home shows the items of one act as one line, as many as its reader sees, until it is undone', async () => {
  const { items } = await several(3)
  const to = await several(0)
  await giveRights(ada, group, to.container, [
    [{ kind: 'group', id: group }, 'contributor'],
    [{ kind: 'person', id: nestor.id }, 'editor'],
  ])
  const hide = { items: items.slice(0, 1), internalOnly: true }
  await must(mina.post(`${bulk}/internal-only`, hide))
  for (const who of [mina, gil, nestor]) await must(who.post('/api/home/seen'), 204)
  const move = { items, toContainer: to.container }
  const done = await must(ada.post<Done>(`${bulk}/moving`, move))
  for (const [who, count] of [
    [mina, 3],
    [gil, 2],
  ] as const) {
    const [moved, ...more] = await homeOf(who)
    assert.deepEqual(
      [moved?.kind, moved?.item, moved?.many?.count, moved?.many?.container?.name, more],
      ['item.moved', null, count, 'Several', []],
    )
    assert.deepEqual([moved?.many?.tool, moved?.many?.kind], ['notes', 'note'])
  }
  await must(ada.delete(`/api/spaces/${group}/items/${items[2]}`), 204)
  const [alone, ...others] = await homeOf(gil)
  assert.deepEqual([alone?.item?.id, alone?.many, others], [items[1], null, []])
  await must(ada.post(`/api/spaces/${group}/items/${items[2]}/restoring`))
  const before = await homeOf(mina)
  assert.deepEqual(
    before.map(({ kind, item }) => [kind, item?.id]),
    [
      ['item.restored', items[2]],
      ['item.moved', undefined],
    ],
  )
  await must(undo(ada, done.undo))
  assert.deepEqual(
    (await homeOf(mina)).map(({ kind }) => kind),
    ['item.restored'],
  )
})

test('A11 · who lost a right in between takes no move back, not even of the items that they still could', async () => {
  const { container, items } = await several(1)
  const there = await several(1)
  const moving = [...items, ...there.items]
  const to = await makeNotebook(ada, group, root, 'To')
  await giveRights(ada, group, to, [[{ kind: 'group', id: group }, 'contributor']])
  const done = await must(mina.post<Done>(`${bulk}/moving`, { items: moving, toContainer: to }))
  await giveRights(ada, group, container, [[{ kind: 'group', id: group }, 'reader']])
  const [before, from] = [await rowsOf(moving), await head()]
  assert.equal((await undo(mina, done.undo)).status, 409)
  assert.deepEqual(await rowsOf(moving), before)
  assert.deepEqual(await linesAfter(from), [])
})

test('A11 · an undo is its person’s own, ends with its time, and does nothing that may no longer be done', async () => {
  const { items } = await several(2)
  const done = await must(mina.post<Done>(`${bulk}/trashing`, { items }))
  assert.equal((await undo(nestor, done.undo)).status, 409)
  await must(ada.delete(`/api/groups/${group}/members/${mina.id}`), 204)
  assert.equal((await undo(mina, done.undo)).status, 404)
  assert.deepEqual(
    (await rowsOf(items)).map(({ trashed }) => trashed),
    [true, true],
  )
  const late = await must(
    edna.post<Done>(`${bulk}/favourites`, { items: [(await other()).id], favourite: true }),
  )
  await instance.db.run({ text: `update bulk_undo set expires_at = now() - interval '1 second'` })
  assert.equal((await undo(edna, late.undo)).status, 409)
})

async function other(): Promise<{ id: string }> {
  const container = await makeNotebook(ada, group, root, 'Other')
  return { id: await writeNote(ada, group, container, 'Other') }
}

test('G10 · a guest marks nothing, and items that a guest wrote are not hidden from them', async () => {
  const container = await makeNotebook(ada, group, root, 'Guests')
  await giveRights(ada, group, container, [[{ kind: 'group', id: group }, 'contributor']])
  const ofGil = await writeNote(gil, group, container, 'Of Gil')
  const mark = { items: [ofGil], internalOnly: true }
  assert.equal((await gil.post(`${bulk}/internal-only`, mark)).status, 403)
  const refused = await ada.post<{ fields: { code: string }[] }>(`${bulk}/internal-only`, mark)
  assert.deepEqual([refused.status, refused.body.fields[0]?.code], [400, 'guestAuthor'])
})

test('I12 · a thousand items move, and back, by one statement for each step', async () => {
  const { container } = await several(0)
  const there = await makeNotebook(ada, group, root, 'Far')
  const ids = Array.from({ length: 1000 }, () => randomUUID())
  await instance.db.run({
    text: `insert into item (space_id, id, container_id, tool, kind, title, author_id, created_at, changed_at, changed_by)
      select $1, id, $2, 'notes', 'note', 'Many', $4, now(), now(), $4 from unnest($3::uuid[]) as n (id)`,
    values: [group, container, ids, ada.id],
  })
  const from = await head()
  const move = { items: ids, toContainer: there }
  const done = await must(ada.post<Done>(`${bulk}/moving`, move))
  assert.equal(done.changed, 1000)
  assert.ok((await rowsOf(ids)).every(({ container: now }) => now === there))
  assert.equal((await linesAfter(from)).length, 1000)
  await must(undo(ada, done.undo))
  assert.ok((await rowsOf(ids)).every(({ container: now }) => now === container))
  assert.deepEqual(await brokenHistories(instance.db), [])
  assert.equal((await ada.post(`${bulk}/trashing`, { items: [...ids, randomUUID()] })).status, 400)
})
