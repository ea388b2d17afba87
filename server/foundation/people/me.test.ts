import assert from 'node:assert/strict'
import { test } from 'node:test'
import { groupOf, memberOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'

interface MySpace {
  id: string
  kind: string
  name: string
  role: string | null
  favourite: boolean
  unread: number
  members: number
  guests: number
  lastActivityAt: string | null
}

const house = await startInstance()
const { organization, admin: ada } = await founded(house, { firstName: 'Ada' })
const mina = await colleague(house, organization, 'Mina')
const xavier = await colleague(house, organization, 'Xavier')
const gil = await guest(house, 'Gil')
const group = await groupOf(ada, {
  name: 'Bees',
  template: 'extranet',
  settings: { defaultRights: 'contributor' },
})
await memberOf(house, group, mina)
await memberOf(house, group, gil)
const [root, notebook] = await containers(ada, group.id)

test('G8 · my groups come with my role, how many we are, and who is from outside; others’ do not come', async () => {
  const mine = await spaceOf(mina)
  assert.deepEqual([mine.role, mine.members, mine.guests], ['member', 3, 1])
  assert.equal((await spaceOf(ada)).role, 'administrator')
  const { body } = await xavier.get<{ spaces: MySpace[] }>('/api/me')
  assert.deepEqual(
    body.spaces.map(({ kind }) => kind),
    ['private'],
  )
})

test('G8 · items that others add are unread until I have looked; my own never are', async () => {
  await writeNote(ada, notebook, 'Swarm seen')
  await writeNote(ada, notebook, 'Second hive')
  assert.equal((await spaceOf(mina)).unread, 2)
  assert.equal((await spaceOf(ada)).unread, 0)
  const { body } = await mina.get<{ seq: string }>(`/api/spaces/${group.id}/changes?since=0`)
  await mina.put(`/api/spaces/${group.id}/seen`, { seq: body.seq })
  assert.equal((await spaceOf(mina)).unread, 0)
  await writeNote(ada, notebook, 'Third hive')
  assert.equal((await spaceOf(mina)).unread, 1)
})

test('G8 · lines that are no news of an item are not unread, and hide nothing that is, however many they are', async () => {
  await writeNote(ada, notebook, 'Smoker lent')
  const before = (await spaceOf(mina)).unread
  await house.db.run({
    text: `with counter as (update space_counter set seq = seq + 400 where space_id = $1 returning seq)
      insert into change (space_id, seq, at, actor_id, kind, container_id)
      select $1, counter.seq - n, now(), $2, 'container.moved', $3 from counter, generate_series(0, 399) n`,
    values: [group.id, ada.id, notebook],
  })
  assert.equal((await spaceOf(mina)).unread, before)
  const home = await mina.get<{ groups: { changes: { item: { title: string } }[] }[] }>('/api/home')
  const titles = home.body.groups.flatMap(({ changes }) => changes.map(({ item }) => item.title))
  assert.equal(titles[0], 'Smoker lent')
})

test('X58 · what I may not view is neither counted as unread nor as activity', async () => {
  const made = await ada.post<{ id: string }>(`/api/spaces/${group.id}/containers`, {
    parent: root,
    kind: 'notebook',
    name: 'Secret',
  })
  await ada.put(`/api/spaces/${group.id}/containers/${made.body.id}/access`, {
    ownList: true,
    grants: [{ principal: { kind: 'person', id: mina.id }, level: 'reader' }],
  })
  const before = { mina: await spaceOf(mina), gil: await spaceOf(gil) }
  await writeNote(ada, made.body.id, 'Queen replaced')
  const after = { mina: await spaceOf(mina), gil: await spaceOf(gil) }
  assert.equal(after.mina.unread, before.mina.unread + 1)
  assert.notEqual(after.mina.lastActivityAt, before.mina.lastActivityAt)
  assert.deepEqual(after.gil, before.gil, 'nothing at all has changed for who may not see it')
})

/** Lines of news about items, as many of each as it says. */
async function news(kind: string, of: [item: string, container: string, lines: number][]) {
  const lines = of.flatMap(([item, container, count]) =>
    Array.from({ length: count }, () => ({ item, container })),
  )
  await house.db.run({
    text: `with counter as (update space_counter set seq = seq + cardinality($4::uuid[]) where space_id = $1 returning seq - cardinality($4::uuid[]) as seq)
      insert into change (space_id, seq, at, actor_id, kind, container_id, item_id, feed)
      select $1, counter.seq + nth, now() + nth * interval '1 microsecond', $2, $3, container, item, true
      from counter, unnest($5::uuid[], $4::uuid[]) with ordinality as l (container, item, nth)`,
    values: [
      group.id,
      ada.id,
      kind,
      lines.map(({ item }) => item),
      lines.map(({ container }) => container),
    ],
  })
}

test('G8, I1 · items are counted, not lines; and a thousand lines of hidden items move no byte', async () => {
  const [often, once] = [
    await writeNote(ada, notebook, 'Often'),
    await writeNote(ada, notebook, 'Once'),
  ]
  await mina.put(`/api/spaces/${group.id}/seen`, {})
  await gil.put(`/api/spaces/${group.id}/seen`, {})
  await news('item.tagged', [
    [once, notebook, 1],
    [often, notebook, 150],
  ])
  assert.equal((await spaceOf(mina)).unread, 2)
  const tree = `/api/spaces/${group.id}/containers?tool=notes`
  const all = async (who: Client) => ({
    me: JSON.stringify((await who.get('/api/me')).body),
    home: JSON.stringify((await who.get('/api/home')).body),
    containers: JSON.stringify((await who.get(tree)).body),
    unread: JSON.stringify((await who.get(`/api/spaces/${group.id}/unread`)).body),
  })
  const hidden = await ada.post<{ id: string }>(`/api/spaces/${group.id}/containers`, {
    ...{ parent: root, kind: 'notebook', name: 'Hidden' },
  })
  await ada.put(`/api/spaces/${group.id}/containers/${hidden.body.id}/access`, {
    ownList: true,
    grants: [],
  })
  const before = await all(gil)
  const secret = await writeNote(ada, hidden.body.id, 'Secret')
  await news('item.tagged', [[secret, hidden.body.id, 1000]])
  const marked = await writeNote(ada, notebook, 'Internal')
  await ada.put(`/api/spaces/${group.id}/items/${marked}/internal-only`, { internalOnly: true })
  await news('item.tagged', [[marked, notebook, 1000]])
  assert.deepEqual(await all(gil), before)
  assert.equal((await spaceOf(mina)).unread, 3)
  const { body } = await mina.get<{ items: object[] }>(`/api/spaces/${group.id}/unread`)
  assert.deepEqual(body.items, [{ tool: 'notes', unread: 3 }])
})

test('Each person orders the tools for all their spaces; what is unknown or listed twice is refused', async () => {
  const orderOf = async (who: Client) => {
    const { body } = await who.get<{ toolOrder: object; tab: string }>('/api/me')
    return { toolOrder: body.toolOrder, tab: body.tab }
  }
  const untouched = { toolOrder: { pinned: [], more: [] }, tab: 'search' }
  assert.deepEqual(await orderOf(mina), untouched)
  const chosen = { toolOrder: { pinned: [], more: ['notes'] }, tab: 'notes' }
  assert.equal((await mina.patch('/api/me', chosen)).status, 204)
  assert.deepEqual(await orderOf(mina), chosen)
  const refused: [string, object][] = [
    ['body.tab', { tab: 'garden' }],
    ['body.toolOrder.more[0]', { toolOrder: { pinned: ['notes'], more: ['notes'] } }],
    ['body.toolOrder.pinned[1]', { toolOrder: { pinned: ['notes', 'garden'], more: [] } }],
  ]
  for (const [field, change] of refused) {
    const { status, body } = await mina.patch<{ fields: { field: string }[] }>('/api/me', change)
    assert.deepEqual([status, body.fields[0]?.field], [400, field])
  }
  assert.deepEqual(await orderOf(mina), chosen)
  assert.deepEqual(await orderOf(ada), untouched)
})

test('G8 · a favourite is marked as one', async () => {
  await mina.put(`/api/spaces/${group.id}/favourite`)
  assert.equal((await spaceOf(mina)).favourite, true)
  assert.equal((await spaceOf(ada)).favourite, false)
})

test('O3 · people who share a group find each other and what they share, by exactly five facts', async () => {
  const found = await gil.get<{ items: Record<string, unknown>[] }>('/api/people?search=mina')
  assert.deepEqual(Object.keys(found.body.items[0]!).toSorted(), [
    'email',
    'firstName',
    'guest',
    'id',
    'lastName',
    'organization',
    'picture',
  ])
  const met = await gil.get<{ sharedGroups: { name: string }[] }>(`/api/people/${mina.id}`)
  assert.deepEqual(
    met.body.sharedGroups.map(({ name }) => name),
    ['Bees'],
  )
  assert.equal((await gil.get(`/api/people/${xavier.id}`)).status, 404)
})

test('J6, X59 · who was removed finds nobody any more, and the group is gone from their list', async () => {
  await ada.delete(`/api/groups/${group.id}/members/${gil.id}`)
  const { body } = await gil.get<{ spaces: MySpace[] }>('/api/me')
  assert.ok(!body.spaces.some(({ id }) => id === group.id))
  assert.deepEqual((await gil.get<{ items: unknown[] }>('/api/people')).body.items, [])
  assert.equal((await gil.get(`/api/people/${mina.id}`)).status, 404)
})

async function spaceOf(who: Client): Promise<MySpace> {
  const { body } = await who.get<{ spaces: MySpace[] }>('/api/me')
  return body.spaces.find(({ id }) => id === group.id)!
}

async function containers(who: Client, space: string): Promise<[string, string]> {
  const { body } = await who.get<{ items: { id: string; kind: string }[] }>(
    `/api/spaces/${space}/containers?tool=notes`,
  )
  const of = (kind: string) => body.items.find((each) => each.kind === kind)!.id
  return [of('root'), of('notebook')]
}

async function writeNote(who: Client, container: string, title: string): Promise<string> {
  const path = `/api/spaces/${group.id}/notebooks/${container}/notes`
  const made = await who.post<{ id: string }>(path, { title })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return made.body.id
}
