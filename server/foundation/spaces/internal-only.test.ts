import assert from 'node:assert/strict'
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

const instance = await startInstance()
const { cast, group, inner, open } = await stage(instance)
const { ada, cosmo, mina, nestor, gil, xavier } = cast
const place = `/api/spaces/${group}`

interface Listed {
  items: { id: string; items?: number; title?: string }[]
}

const markBox = (who: Client, container: string, internalOnly: boolean) =>
  who.put<{ internal: boolean }>(`${place}/containers/${container}/internal-only`, { internalOnly })
const markItem = (who: Client, item: string, internalOnly: boolean) =>
  who.put<{ internal: boolean; internalOnly: boolean }>(`${place}/items/${item}/internal-only`, {
    internalOnly,
  })

/** The paths whose answers contain the word. */
async function traces(who: Client, word: string): Promise<string[]> {
  const found = new Set<string>()
  for (const path of [
    `${place}/notes?limit=200`,
    `${place}/notes?search=${word}`,
    `${place}/containers`,
    `${place}/trash`,
    `/api/search?q=${word}`,
    '/api/newest?limit=200',
    '/api/recent',
    '/api/favourites',
    '/api/mentions',
    '/api/me/notices',
  ]) {
    const { status, body } = await who.get(path)
    assert.equal(status, 200, path)
    if (JSON.stringify(body).includes(word)) found.add(path)
  }
  return [...found]
}

test('G10 · guests find no trace of an internal note, and find it again when it is internal no more', async () => {
  const note = await writeNote(mina, group, open, 'Zwetschge', 'Zwetschge for us')
  await must(gil.put(`${place}/items/${note}/favourite`), 204)
  await must(gil.put(`${place}/items/${note}/visit`), 204)
  await must(gil.put(`${place}/items/${note}/following`), 204)
  assert.ok((await traces(gil, 'Zwetschge')).length >= 4)
  const marked = await must(markItem(mina, note, true))
  assert.deepEqual([marked.internalOnly, marked.internal], [true, true])
  await must(mina.post(`${place}/items/${note}/comments`, { body: `Zwetschge for ${gil.id}` }), 201)
  assert.deepEqual(await traces(gil, 'Zwetschge'), [])
  for (const path of [`items/${note}`, `notes/${note}`, `items/${note}/audience`]) {
    const hidden = await gil.get(`${place}/${path}`)
    const absent = await gil.get(
      `${place}/${path.replace(note, '01a00000-0000-7000-8000-000000000000')}`,
    )
    assert.deepEqual([hidden.status, absent.status], [404, 404], path)
  }
  for (const who of [ada, cosmo, nestor])
    assert.equal((await who.get(`${place}/notes/${note}`)).status, 200)
  await must(mina.delete(`${place}/items/${note}`), 204)
  assert.deepEqual(await traces(gil, 'Zwetschge'), [])
  await must(mina.post(`${place}/items/${note}/restoring`))
  await must(markItem(ada, note, false))
  assert.equal((await gil.get(`${place}/notes/${note}`)).status, 200)
})

test('G10 · everything in an internal folder is internal, also items made in it or moved into it; counts reveal nothing', async () => {
  const root = await rootOf(ada, group)
  const folder = await makeNotebook(ada, group, root, 'Folder', 'folder')
  const inside = await makeNotebook(ada, group, folder, 'Inside')
  await must(markBox(ada, folder, true))
  const later = await makeNotebook(ada, group, folder, 'Later')
  const seen = async (who: Client) =>
    (await must(who.get<Listed>(`${place}/containers`))).items.map(({ id }) => id)
  for (const id of [folder, inside, later]) {
    assert.ok((await seen(mina)).includes(id))
    assert.ok(!(await seen(gil)).includes(id))
  }
  const note = await writeNote(ada, group, inside, 'Quitte')
  assert.deepEqual(await traces(gil, 'Quitte'), [])
  const move = { toSpace: group, toContainer: open }
  await must(ada.post(`${place}/items/${note}/move`, move))
  assert.ok((await traces(gil, 'Quitte')).length > 0)
  await must(markItem(ada, note, true))
  const { items } = await must(gil.get<Listed>(`${place}/containers`))
  const listed = (await must(gil.get<Listed>(`${place}/notes?limit=200`))).items
  const inOpen = await must(gil.get<Listed>(`${place}/notebooks/${open}/notes?limit=200`))
  assert.equal(items.find(({ id }) => id === open)!.items, inOpen.items.length)
  assert.ok(!listed.some(({ id }) => id === note))
  await must(ada.patch(`${place}/containers/${later}`, { parent: root }))
  assert.ok((await seen(gil)).includes(later), 'out of the folder it is as its rights say')
  await must(ada.patch(`${place}/containers/${later}`, { parent: folder }))
  assert.ok(!(await seen(gil)).includes(later))
  await must(markBox(ada, folder, false))
  assert.ok((await seen(gil)).includes(later))
})

test('G10 · no role and no grant shows it to a guest; *who can see this?* says so', async () => {
  const root = await rootOf(ada, group)
  const notebook = await makeNotebook(ada, group, root, 'Staff')
  await giveRights(ada, group, notebook, [
    [{ kind: 'person', id: gil.id }, 'full'],
    [{ kind: 'group', id: group }, 'reader'],
  ])
  const note = await writeNote(ada, group, notebook, 'Mispel')
  await must(
    ada.put(`${place}/items/${note}/editors`, { principals: [{ kind: 'person', id: gil.id }] }),
  )
  interface Audience {
    guests: number
    total: number
    items: { card: { id: string } }[]
  }
  const audience = () =>
    must(ada.get<Audience>(`${place}/containers/${notebook}/audience?limit=200`))
  const before = await audience()
  await must(markBox(ada, notebook, true))
  await must(ada.patch(`/api/groups/${group}/members/${gil.id}`, { role: 'co-administrator' }), 204)
  const after = await audience()
  assert.deepEqual([before.guests, after.guests], [1, 0])
  assert.equal(after.total, before.total - 1)
  assert.ok(!after.items.some(({ card }) => card.id === gil.id))
  assert.deepEqual(await traces(gil, 'Mispel'), [])
  assert.deepEqual(await traces(gil, 'Staff'), [])
  interface Reach {
    containers: { id: string }[]
  }
  const reach = await must(ada.get<Reach>(`${place}/reach/${gil.id}`))
  assert.ok(!reach.containers.some(({ id }) => id === notebook))
  assert.equal((await markBox(gil, open, true)).status, 403, 'a guest would shut themselves out')
  await must(ada.patch(`/api/groups/${group}/members/${gil.id}`, { role: 'member' }), 204)
})

test('G10 · the author or a manager of the place marks an item; items that a guest wrote stay visible to them; only in groups', async () => {
  const note = await writeNote(mina, group, open, 'Schlehe')
  assert.equal((await markItem(nestor, note, true)).status, 403)
  assert.equal((await markItem(xavier, note, true)).status, 404)
  assert.equal((await markBox(mina, open, true)).status, 403)
  const theirs = await writeNote(gil, group, open, 'A guest wrote this')
  const refused = await markItem(ada, theirs, true)
  assert.deepEqual(
    [refused.status, (refused.body as { code?: string }).code],
    [409, 'guest-author'],
  )
  const { privateSpace } = await must(mina.get<{ privateSpace: string }>('/api/me'))
  const { items } = await must(mina.get<Listed>(`/api/spaces/${privateSpace}/containers`))
  const own = await mina.put<{ code: string }>(
    `/api/spaces/${privateSpace}/containers/${items[0]!.id}/internal-only`,
    { internalOnly: true },
  )
  assert.deepEqual([own.status, own.body.code], [409, 'not-in-a-group'])
})

test('G10, A9 · the mark moves with a note, and is copied with it; the preview says who gains access', async () => {
  const note = await writeNote(ada, group, open, 'Hagebutte')
  await must(markItem(ada, note, true))
  const to = await makeNotebook(ada, group, await rootOf(ada, group), 'There')
  const where = { toSpace: group, toContainer: to }
  interface Gain {
    gains: { id: string }[]
  }
  const { gains } = await must(
    ada.get<Gain>(`${place}/items/${note}/gain?toSpace=${group}&toContainer=${to}`),
  )
  assert.ok(!gains.some(({ id }) => id === gil.id))
  const copy = await must(
    ada.post<{ id: string; internalOnly: boolean }>(`${place}/items/${note}/copy`, where),
    201,
  )
  assert.equal(copy.internalOnly, true)
  await must(ada.post(`${place}/items/${note}/move`, where))
  assert.deepEqual(await traces(gil, 'Hagebutte'), [])
})

test('G10, E1 · a guest who was mentioned or follows gets no notice of an item that is internal from the beginning', async () => {
  const note = await must(
    ada.post<{ id: string; internal: boolean }>(`${place}/notebooks/${open}/notes`, {
      title: 'Kornelkirsche',
      internalOnly: true,
    }),
    201,
  )
  assert.equal(note.internal, true)
  const mentions = { body: 'Kornelkirsche', mentions: [{ kind: 'person', id: gil.id }] }
  await ada.post(`${place}/items/${note.id}/comments`, mentions)
  assert.deepEqual(await traces(gil, 'Kornelkirsche'), [])
  interface Changes {
    changes: { item: string | null }[]
  }
  const { changes } = await must(gil.get<Changes>(`${place}/changes?since=0`))
  assert.ok(!changes.some(({ item }) => item === note.id))
})

test('G10 · an internal note that was moved away or purged leaves no line to guests', async () => {
  const note = await writeNote(ada, group, open, 'Speierling')
  await must(markItem(ada, note, true))
  await must(ada.patch(`${place}/notes/${note}`, { title: 'Speierling again' }))
  const { privateSpace } = await must(ada.get<{ privateSpace: string }>('/api/me'))
  const { items } = await must(
    ada.get<{ items: { id: string; kind: string }[] }>(`/api/spaces/${privateSpace}/containers`),
  )
  const there = items.find(({ kind }) => kind === 'notebook')!.id
  await must(ada.post(`${place}/items/${note}/move`, { toSpace: privateSpace, toContainer: there }))
  interface Changes {
    changes: { item: string | null }[]
  }
  const told = async (who: Client) =>
    (await must(who.get<Changes>(`${place}/changes?since=0`))).changes.some(
      ({ item }) => item === note,
    )
  assert.deepEqual([await told(gil), await told(mina)], [false, true])
})

test('G10 · an internal note restored from a notebook that is in the trash too is not placed in an open notebook', async () => {
  const root = await rootOf(ada, group)
  const staff = await makeNotebook(ada, group, root, 'Staff only')
  await must(markBox(ada, await makeNotebook(ada, group, root, 'Staff as well'), true))
  const note = await writeNote(ada, group, staff, 'Zirbelnuss')
  await must(markBox(ada, staff, true))
  await must(ada.delete(`${place}/items/${note}`), 204)
  await must(ada.delete(`${place}/containers/${staff}`), 204)
  await must(ada.post(`${place}/items/${note}/restoring`))
  assert.deepEqual(await traces(gil, 'Zirbelnuss'), [])
})

test('G10 · a note given to a guest by name takes no place in their lists once its notebook is internal', async () => {
  const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Was open')
  for (const title of ['Eins', 'Zwei', 'Drei']) {
    const note = await writeNote(ada, group, notebook, title)
    const principals = [{ kind: 'person', id: gil.id }]
    await must(ada.put(`${place}/items/${note}/readers`, { principals }))
  }
  const all = (await must(gil.get<Listed>('/api/newest?limit=200'))).items.length
  await must(markBox(ada, notebook, true))
  interface Page {
    items: object[]
    next: string | null
  }
  const { items, next } = await must(gil.get<Page>('/api/newest?limit=2'))
  assert.ok(all - 3 > 2)
  assert.equal(items.length, 2)
  assert.notEqual(next, null)
})

test('G10 · what begins like an internal template is internal; marking twice is one act', async () => {
  const template = await writeNote(ada, group, open, 'Elsbeere template')
  await must(ada.put(`${place}/notes/${template}/template`), 204)
  await must(markItem(ada, template, true))
  await must(markItem(ada, template, true))
  const made = await must(
    ada.post<{ internalOnly: boolean }>(`${place}/notebooks/${open}/notes`, {
      title: 'Made of it',
      template,
    }),
    201,
  )
  assert.equal(made.internalOnly, true)
  const row = await instance.db.row<{ n: number }>({
    text: `select count(*)::int as n from change where item_id = $1 and kind = 'item.access-changed'`,
    values: [template],
  })
  assert.equal(row!.n, 1)
})

interface Spaces {
  spaces: { id: string; unread: number; mayMarkInternal: boolean }[]
}
const spaceOf = async (who: Client) =>
  (await must(who.get<Spaces>('/api/me'))).spaces.find(({ id }) => id === group)!

test('G10 · unread counts leave out internal items; only people who are no guests are offered to mark items', async () => {
  const before = (await spaceOf(gil)).unread
  await must(
    ada.post(`${place}/notebooks/${open}/notes`, { title: 'Elsbeere', internalOnly: true }),
    201,
  )
  assert.equal((await spaceOf(gil)).unread, before)
  assert.deepEqual(
    [(await spaceOf(gil)).mayMarkInternal, (await spaceOf(mina)).mayMarkInternal],
    [false, true],
  )
})

test('G11 · newcomers see items made since the day they joined, in every list; earlier members see all', async () => {
  const note = await writeNote(ada, group, open, 'Mehlbeere', 'Mehlbeere of old')
  const thrown = await writeNote(ada, group, open, 'Mehlbeere thrown away')
  await must(ada.delete(`${place}/items/${thrown}`), 204)
  await growOld([note, thrown])
  await must(ada.patch(`/api/groups/${group}`, { settings: { historyHorizon: 'joined' } }))
  await must(
    ada.post(`/api/groups/${group}/members`, { people: [{ person: xavier.id, role: 'member' }] }),
  )
  await giveRights(ada, group, open, [[{ kind: 'group', id: group }, 'curator']])
  assert.deepEqual(await traces(xavier, 'Mehlbeere'), [])
  assert.equal((await xavier.get(`${place}/notes/${note}`)).status, 404)
  assert.equal((await xavier.get(`${place}/items/${note}/versions`)).status, 404)
  for (const who of [mina, gil, nestor, cosmo])
    assert.equal((await who.get(`${place}/notes/${note}`)).status, 200)
  const fresh = await writeNote(ada, group, open, 'Vogelbeere')
  assert.equal((await xavier.get(`${place}/notes/${fresh}`)).status, 200)
  interface Audience {
    items: { card: { id: string } }[]
  }
  const audience = await must(ada.get<Audience>(`${place}/items/${note}/audience?limit=200`))
  assert.ok(!audience.items.some(({ card }) => card.id === xavier.id))
  assert.ok(audience.items.some(({ card }) => card.id === mina.id))
  // Named on it, or running the group, they see it.
  await must(
    ada.put(`${place}/items/${note}/readers`, { principals: [{ kind: 'person', id: xavier.id }] }),
  )
  assert.equal((await xavier.get(`${place}/notes/${note}`)).status, 200)
  await must(ada.put(`${place}/items/${note}/readers`, { principals: [] }))
  assert.equal((await xavier.get(`${place}/notes/${note}`)).status, 404)
  await must(
    ada.patch(`/api/groups/${group}/members/${xavier.id}`, { role: 'co-administrator' }),
    204,
  )
  assert.equal((await xavier.get(`${place}/notes/${note}`)).status, 200)
  await must(ada.patch(`/api/groups/${group}/members/${xavier.id}`, { role: 'member' }), 204)
  assert.equal((await xavier.get(`${place}/notes/${note}`)).status, 404)
  await must(ada.patch(`/api/groups/${group}`, { settings: { historyHorizon: 'all' } }))
  assert.equal((await xavier.get(`${place}/notes/${note}`)).status, 200)
})

test('G11, J4 · somebody who leaves and joins again is a newcomer, but sees what they wrote; the same holds for joining through an inner group', async () => {
  await must(ada.patch(`/api/groups/${group}`, { settings: { historyHorizon: 'joined' } }))
  const own = await writeNote(mina, group, open, 'Her own')
  const other = await writeNote(ada, group, open, 'Not hers')
  await growOld([own, other])
  assert.equal((await mina.get(`${place}/notes/${other}`)).status, 200)
  await must(mina.post(`/api/groups/${group}/leaving`, {}), 204)
  await must(
    ada.post(`/api/groups/${group}/members`, { people: [{ person: mina.id, role: 'member' }] }),
  )
  assert.deepEqual(
    [
      (await mina.get(`${place}/notes/${other}`)).status,
      (await mina.get(`${place}/notes/${own}`)).status,
    ],
    [404, 200],
  )
  assert.equal((await nestor.get(`${place}/notes/${other}`)).status, 200)
  await must(ada.delete(`/api/groups/${inner}/members/${nestor.id}`), 204)
  await must(
    ada.post(`/api/groups/${inner}/members`, { people: [{ person: nestor.id, role: 'member' }] }),
  )
  assert.equal((await nestor.get(`${place}/notes/${other}`)).status, 404)
  await must(ada.patch(`/api/groups/${group}`, { settings: { historyHorizon: 'all' } }))
})

/** Makes them look as if written the day before yesterday. */
async function growOld(items: string[]): Promise<void> {
  await instance.db.run({
    text: `update item set created_at = created_at - interval '2 days' where id = any($1::uuid[])`,
    values: [items],
  })
}
