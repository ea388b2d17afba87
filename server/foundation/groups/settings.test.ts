import '../../../test/shelves/load.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeNotebook, must, rootOf, giveRights } from '../../../test/world/cast.ts'
import { groupOf, memberOf, type GroupAnswer } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'

const instance = await startInstance()
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada', { lastName: 'Lovelace' })
const mina = await colleague(instance, organization, 'Mina', { lastName: 'Murray' })
const xavier = await colleague(instance, organization, 'Xavier')

interface Container {
  id: string
  kind: string
  name: string
  may: Record<string, boolean>
}
interface Difference {
  shifts: {
    gains: string[]
    loses: string[]
    total: number
    people: { id: string }[]
  }[]
  places: { name: string; tool: string }[]
}

const set = (group: GroupAnswer, settings: object) =>
  must(ada.patch<GroupAnswer>(`/api/groups/${group.id}`, { settings }))

const notebooks = async (who: Client, group: GroupAnswer) =>
  (
    await must(who.get<{ items: Container[] }>(`/api/spaces/${group.id}/containers?tool=notes`))
  ).items.filter(({ kind }) => kind === 'notebook')

const rightsIn = async (who: Client, group: GroupAnswer, notebook: string) => {
  const found = (await notebooks(who, group)).find(({ name }) => name === notebook)
  return Object.keys(found?.may ?? {}).filter((right) => found!.may[right])
}

const difference = (group: GroupAnswer, level: string) =>
  must(ada.get<Difference>(`/api/groups/${group.id}/default-rights?level=${level}`))

/** A group of Ada's with Mina in it that uses one of the tools, and a notebook beside the first one. */
async function pair(more: object = {}): Promise<GroupAnswer> {
  const group = await groupOf(ada, { template: 'team', ...more })
  await set(group, { tools: ['notes'] })
  await memberOf(instance, group, mina)
  await makeNotebook(ada, group.id, await rootOf(ada, group.id), 'Minutes')
  return group
}

test('G3 · a new default applies immediately, in existing notebooks and in later ones', async () => {
  const group = await pair()
  assert.deepEqual(await rightsIn(mina, group, 'Minutes'), ['view', 'add'])
  await set(group, { defaultRights: 'reader' })
  assert.deepEqual(await rightsIn(mina, group, 'Minutes'), ['view'])
  await makeNotebook(ada, group.id, await rootOf(ada, group.id), 'Later')
  assert.deepEqual(await rightsIn(mina, group, 'Later'), ['view'])
  await set(group, { defaultRights: 'curator' })
  for (const name of ['Minutes', 'Later'])
    assert.deepEqual(await rightsIn(mina, group, name), ['view', 'add', 'delete'])
})

test('G3 · a member who joins later has the default of today, not that of the creation', async () => {
  const group = await pair()
  await set(group, { defaultRights: 'editor' })
  await memberOf(instance, group, xavier)
  assert.deepEqual(await rightsIn(xavier, group, 'Minutes'), ['view', 'add', 'edit'])
})

test('G3, A2 · a list that was set by hand does not follow the default', async () => {
  const group = await pair()
  const root = await rootOf(ada, group.id)
  const own = await makeNotebook(ada, group.id, root, 'Own')
  await giveRights(ada, group.id, own, [[{ kind: 'group', id: group.id }, 'reader']])
  await set(group, { defaultRights: 'editor' })
  assert.deepEqual(await rightsIn(mina, group, 'Own'), ['view'])
  await giveRights(ada, group.id, root, [[{ kind: 'person', id: mina.id }, 'reader']])
  await set(group, { defaultRights: 'full' })
  assert.deepEqual(await rightsIn(mina, group, 'Minutes'), ['view'])
  assert.deepEqual((await difference(group, 'reader')).places, [])
})

test('G3 · before a new default is saved, the administrator reads who gains or loses which rights, and where', async () => {
  const group = await pair()
  const first = (await notebooks(ada, group)).map(({ name }) => name).toSorted()
  const more = await difference(group, 'editor')
  assert.deepEqual(more.places.map(({ name }) => name).toSorted(), first)
  assert.deepEqual(
    more.shifts.map(({ people, ...shift }) => ({ ...shift, people: people.map(({ id }) => id) })),
    [{ gains: ['edit'], loses: [], total: 2, people: [ada.id, mina.id] }],
  )
})

test('G3, G5 · the preview names no place of a tool that is off, which still follows the new default', async () => {
  const group = await pair()
  const toolsOf = async (level: string) => {
    const { places, shifts } = await difference(group, level)
    return [[...new Set(places.map(({ tool }) => tool))].toSorted(), shifts.length]
  }
  await set(group, { tools: ['notes', 'shelves'] })
  assert.deepEqual(await toolsOf('editor'), [['notes', 'shelves'], 1])
  await set(group, { tools: ['notes'] })
  assert.deepEqual(await toolsOf('editor'), [['notes'], 1])
  await set(group, { tools: [] })
  assert.deepEqual(await toolsOf('editor'), [[], 0])
  await set(group, { defaultRights: 'editor' })
  await set(group, { tools: ['shelves'] })
  assert.deepEqual(await toolsOf('editor'), [['shelves'], 0])
})

test('G3 · people who have a right by name neither gain nor lose it with the default', async () => {
  const group = await pair()
  await memberOf(instance, group, xavier)
  await giveRights(ada, group.id, await rootOf(ada, group.id), [
    [{ kind: 'group', id: group.id }, 'contributor'],
    [{ kind: 'person', id: xavier.id }, 'contributor'],
  ])
  const less = await difference(group, 'reader')
  assert.deepEqual(
    less.shifts.map(({ loses, people }) => [loses, people.map(({ id }) => id)]),
    [[['add'], [mina.id]]],
  )
  await set(group, { defaultRights: 'reader' })
  assert.deepEqual(await rightsIn(xavier, group, 'Minutes'), ['view', 'add'])
})

test('G3, V2 · the history shows the old and the new default', async () => {
  const group = await pair()
  await set(group, { defaultRights: 'reader' })
  const line = await instance.db.row<{ detail: unknown }>({
    text: `select detail from change where space_id = $1 and kind = 'group.changed' order by seq desc limit 1`,
    values: [group.id],
  })
  assert.deepEqual(line?.detail, { fields: { defaultRights: { from: 7, to: 3 } } })
})

test('G3, X48 · only the administrator tries or sets the default', async () => {
  const group = await pair()
  const tried = `/api/groups/${group.id}/default-rights?level=full`
  assert.equal((await mina.get(tried)).status, 403)
  const hidden = await groupOf(ada, { template: 'circle' })
  assert.equal((await xavier.get(tried.replace(group.id, hidden.id))).status, 404)
  assert.equal((await ada.get(tried.replace('full', 'busy'))).status, 400)
})

test('G12 · the step about rights is done once the default was changed', async () => {
  const group = await pair()
  assert.equal(group.guide?.rights, false)
  assert.equal((await set(group, { defaultRights: 'editor' })).guide?.rights, true)
})

test('G3 · settings without effect yet are not offered, and are refused by name', async () => {
  const group = await groupOf(ada)
  for (const [name, value] of [
    ['hideTasks', true],
    ['mailingList', true],
    ['whoPosts', 'anyone'],
    ['defaultRights', 'busy'],
  ] as const) {
    const refused = await ada.patch<{ fields: { field: string }[] }>(`/api/groups/${group.id}`, {
      settings: { [name]: value },
    })
    assert.equal(refused.status, 400, name)
    assert.equal(refused.body.fields[0]!.field, `body.settings.${name}`)
  }
  assert.equal('hideTasks' in group.settings!, false)
})

test('G3 · listed and unlisted apply immediately: in the directory, and for people who have the link', async () => {
  const group = await groupOf(ada, { name: 'Glass', template: 'team' })
  const found = async () =>
    (await must(xavier.get<{ items: { id: string }[] }>('/api/directory?search=glass'))).items
  assert.equal((await found()).length, 1)
  await set(group, { listed: 'no' })
  assert.equal((await found()).length, 0)
  assert.equal((await xavier.get(`/api/groups/${group.id}`)).status, 404)
  await set(group, { listed: 'organization' })
  assert.equal((await found()).length, 1)
})

test('G3 · the list of members is published, and withdrawn, immediately', async () => {
  const group = await pair({ settings: { memberListPublished: false } })
  const read = async () => (await xavier.get(`/api/groups/${group.id}/members`)).status
  assert.equal(await read(), 403)
  await set(group, { memberListPublished: true })
  assert.equal(await read(), 200)
  await set(group, { memberListPublished: false })
  assert.equal(await read(), 403)
})

test('G3, J3 · the way of joining changes immediately: open, on request, by invitation', async () => {
  const group = await pair({ settings: { joining: 'invitation' } })
  const may = async () => (await must(xavier.get<GroupAnswer>(`/api/groups/${group.id}`))).may
  assert.deepEqual([(await may())['join'], (await may())['askToJoin']], [false, false])
  await set(group, { joining: 'request' })
  assert.deepEqual([(await may())['join'], (await may())['askToJoin']], [false, true])
  await must(xavier.post(`/api/groups/${group.id}/join-requests`, { message: '' }), 201)
  await set(group, { joining: 'open' })
  await must(xavier.post(`/api/groups/${group.id}/join`))
  const { items } = await must(
    ada.get<{ items: object[] }>(`/api/groups/${group.id}/join-requests`),
  )
  assert.deepEqual(items, [], 'what they had asked is answered by that')
})

test('G3, I8 · a change of who may invite applies immediately, also to people who could invite a moment ago', async () => {
  const group = await pair({ settings: { whoInvites: 'members' } })
  const invite = (email: string) =>
    mina.post(`/api/groups/${group.id}/invitations`, { people: [{ email }] })
  assert.equal((await invite('one@example.net')).status, 200)
  await set(group, { whoInvites: 'administrator' })
  assert.equal((await invite('two@example.net')).status, 403)
})

test('G3, M6 · guests are admitted, or no longer admitted, immediately', async () => {
  const group = await groupOf(ada, { settings: { guestsAllowed: false } })
  const gil = await guest(instance, 'Gil')
  await assert.rejects(memberOf(instance, group, gil))
  await set(group, { guestsAllowed: true })
  await memberOf(instance, group, gil)
  const refused = await ada.patch(`/api/groups/${group.id}`, { settings: { guestsAllowed: false } })
  assert.equal(refused.status, 409)
})

test('G3, G5 · a tool that is switched off is hidden immediately, and comes back when it is switched on', async () => {
  const group = await pair()
  const tools = group.settings!['tools'] as string[]
  await set(group, { tools: tools.filter((tool) => tool !== 'notes') })
  assert.deepEqual(await notebooks(mina, group), [])
  await set(group, { tools })
  assert.equal((await notebooks(mina, group)).length, 2)
})

test('O4, R5 · nobody is made a coordinator before there is something to coordinate', async () => {
  const olga = await colleague(instance, organization, 'Olga', { orgRole: 'admin' })
  const change = await olga.patch<{ fields: { field: string }[] }>(
    `/api/organization/people/${mina.id}`,
    { orgRole: 'coordinator' },
  )
  assert.equal(change.status, 400)
  assert.equal(change.body.fields[0]!.field, 'body.orgRole')
})
