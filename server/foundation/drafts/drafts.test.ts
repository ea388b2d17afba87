import '../../../test/shelves/load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  stage,
  writeNote,
} from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { signedIn, type Client } from '../../../test/world/people.ts'
import { wrongCounts } from '../files/store.ts'
import { followAll } from '../notices/following.ts'

const instance = await startInstance()
const { house } = instance.app
const { cast, group, open } = await stage(instance)
const { ada, cosmo, mina, nestor, gil, rita, edna, oona, farid } = cast

interface Draft {
  item: { id: string; title: string }
  to: { space: { id: string; name: string }; container: { id: string } } | null
}
interface Item {
  id: string
  space: string
  createdAt: string
  author: { id: string }
}

const privateSpace = (await must(mina.get<{ privateSpace: string }>('/api/me'))).privateSpace
const notebook = await makeNotebook(mina, privateSpace, await rootOf(mina, privateSpace), 'Drafts')
const at = (item: string, more = '') => `/api/spaces/${privateSpace}/items/${item}${more}`
const here = { toSpace: group, toContainer: open }
const drafts = async (by: Client) => (await must(by.get<{ items: Draft[] }>('/api/drafts'))).items

async function draft(title: string, text: string): Promise<string> {
  const id = await writeNote(mina, privateSpace, notebook, title, text)
  await must(mina.put(at(id, '/draft'), here), 204)
  return id
}

const level = { product: true, push: false, mail: 'off' }

/** All that somebody gets of the group, and from everywhere. */
async function heardBy(who: Client): Promise<string[]> {
  await followAll(house)
  const space = `/api/spaces/${group}`
  const paths = [
    ...[`${space}/notes?limit=200`, `${space}/notebooks/${open}/notes?limit=200`],
    ...[
      `${space}/containers?tool=notes`,
      `${space}/tags`,
      `${space}/trash`,
      `${space}/mentionable`,
    ],
    ...[`${space}/changes?since=0`, `/api/groups/${group}/history`, `/api/groups/${group}`],
    ...[
      '/api/newest?limit=200',
      '/api/home',
      '/api/home/previews',
      '/api/recent',
      '/api/me/notices',
    ],
    ...[
      '/api/search?q=Quillwort',
      `/api/search?q=Quillwort&space=${group}`,
      '/api/me',
      '/api/drafts',
    ],
  ]
  const answers = await Promise.all(paths.map((path) => who.get<object>(path)))
  return answers.map(({ status, body }, n) =>
    JSON.stringify([paths[n], status, { ...body, reference: '' }]),
  )
}

test('I1, M3 · a draft moves no byte of what anybody else gets, administrators included, while it is written and discussed', async () => {
  const others = [ada, cosmo, nestor, gil, rita, edna, oona]
  for (const who of others.slice(0, 6))
    await must(who.put(`/api/spaces/${group}/notice-levels`, { all: level }), 204)
  const before = await Promise.all(others.map(heardBy))
  const id = await draft('Quillwort', 'Quillwort, roughly.')
  await must(mina.put(at(id, '/tags/Quillwort')), 204)
  await must(
    mina.post(at(id, '/comments'), {
      body: 'Quillwort?',
      mentions: [{ kind: 'person', id: mina.id }],
    }),
    201,
  )
  await must(mina.post(at(id, '/versions'), { label: 'Quillwort' }), 201)
  assert.deepEqual(await Promise.all(others.map(heardBy)), before)
  for (const who of others) {
    assert.equal((await who.get(at(id))).status, 404)
    assert.equal((await who.get(`/api/items/${id}`)).status, 404)
    assert.equal((await who.post(at(id, '/publishing'), {})).status, 404)
    assert.equal((await who.put(at(id, '/draft'), here)).status, 404)
  }
  const [mine] = await drafts(mina)
  assert.deepEqual([mine!.item.id, mine!.to?.space.id, mine!.to?.container.id], [id, group, open])
  await must(mina.delete(at(id)), 204)
  assert.deepEqual(await drafts(mina), [])
})

test('A9, G11 · published, it is a new item of the group: made now, by its author, with news and without what the draft said before', async () => {
  const id = await draft('Minutes', 'What nobody should read.')
  await must(mina.post(at(id, '/versions'), { label: 'Rough' }), 201)
  await instance.db.run({
    text: `update item set created_at = created_at - interval '9 days' where id = $1`,
    values: [id],
  })
  const began = Date.now() - 60_000
  const item = await must(mina.post<Item>(at(id, '/publishing'), {}))
  assert.deepEqual([item.id, item.space, item.author.id], [id, group, mina.id])
  assert.ok(Date.parse(item.createdAt) > began)
  const itself = `/api/spaces/${group}/items/${id}`
  const { items: versions } = await must(
    gil.get<{ items: { number: number; why: string }[] }>(`${itself}/versions`),
  )
  assert.deepEqual(
    versions.map(({ why }) => why),
    ['created'],
  )
  const { items: history } = await must(gil.get<{ items: { kind: string }[] }>(`${itself}/history`))
  assert.deepEqual(
    history.map(({ kind }) => kind),
    ['item.added'],
  )
  await followAll(house)
  const { items: told } = await must(
    ada.get<{ items: { kind: string; item: { id: string } | null }[] }>('/api/me/notices'),
  )
  assert.ok(told.some((notice) => notice.kind === 'new-item' && notice.item?.id === id))
  assert.deepEqual(await drafts(mina), [])
  assert.equal((await mina.post(`${itself}/publishing`, {})).status, 409)
  assert.deepEqual(await wrongCounts(house.db), [])
})

test('A2, I1 · nothing that somebody else may see becomes a draft, and a draft is for a place to which its author may add', async () => {
  const shared = await makeNotebook(mina, privateSpace, await rootOf(mina, privateSpace), 'Shared')
  await giveRights(mina, privateSpace, shared, [[{ kind: 'person', id: rita.id }, 'reader']])
  const seen = await writeNote(mina, privateSpace, shared, 'Seen', '')
  assert.equal((await mina.put(at(seen, '/draft'), here)).status, 409)
  const inGroup = await writeNote(mina, group, open, 'In the group', '')
  const there = `/api/spaces/${group}/items/${inGroup}`
  assert.equal((await mina.put(`${there}/draft`, here)).status, 409)
  assert.equal((await ada.put(`${there}/draft`, here)).status, 409)
  const mine = await writeNote(mina, privateSpace, notebook, 'Mine', '')
  const own = { toSpace: privateSpace, toContainer: notebook }
  assert.equal((await mina.put(at(mine, '/draft'), own)).status, 409)
  const away = await foundGroup(farid, 'Away from Mina')
  const foreign = { toSpace: away, toContainer: await rootOf(farid, away) }
  assert.equal((await mina.put(at(mine, '/draft'), foreign)).status, 404)
  assert.equal((await mina.post(at(mine, '/publishing'), {})).status, 409)
})

test('J4, A11 · a person who leaves keeps their drafts in their private space, and publishes nothing there any more', async () => {
  const leaving = await foundGroup(ada, 'Leaving it')
  const place = await makeNotebook(ada, leaving, await rootOf(ada, leaving), 'All')
  await giveRights(ada, leaving, place, [[{ kind: 'group', id: leaving }, 'contributor']])
  await enter(instance, leaving, [mina])
  const id = await writeNote(mina, privateSpace, notebook, 'Left behind', '')
  await must(mina.put(at(id, '/draft'), { toSpace: leaving, toContainer: place }), 204)
  await must(mina.post(`/api/groups/${leaving}/leaving`, {}), 204)
  const found = (await drafts(mina)).find(({ item }) => item.id === id)!
  assert.equal(found.to, null)
  assert.doesNotMatch(JSON.stringify(found), /Leaving it/)
  assert.equal((await mina.post(at(id, '/publishing'), {})).status, 404)
  await must(mina.get(at(id)))
  await must(mina.delete(at(id, '/draft')), 204)
  assert.deepEqual(
    (await drafts(mina)).filter(({ item }) => item.id === id),
    [],
  )
})

test('A9 · a draft that its author moves like any other item is no draft there', async () => {
  const id = await draft('Moved', 'By hand.')
  await must(mina.post(at(id, '/move'), here))
  const again = await signedIn(instance, mina.id)
  assert.deepEqual(
    (await drafts(again)).filter(({ item }) => item.id === id),
    [],
  )
})
