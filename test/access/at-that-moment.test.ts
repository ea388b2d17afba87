import '../shelves/load.ts'
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { followAll } from '../../server/foundation/notices/following.ts'
import { startWork } from '../../server/kernel/work.ts'
import { work } from '../../server/operations/housekeeping/work.ts'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  writeNote,
} from '../world/cast.ts'
import { startInstance } from '../world/instance.ts'
import { liveClient, type LiveClient } from '../world/live-client.ts'
import { colleague, founded, guest, type Client } from '../world/people.ts'
import { makeHolder, makeItem, otherKinds, readsOf } from './tool-places.ts'

/**
 * Group rights and responsibilities apply the moment somebody joins, and end the moment they leave (A6): by each way in and
 * out, at every surface, on sessions and connections that were open before.
 */
const instance = await startInstance({ listen: true })
const endings = startWork(instance.app.house, work, { warn: () => undefined })
after(() => endings.stop())
const { organization, admin: oona } = await founded(instance)
const one = (name: string) => colleague(instance, organization, name)
const [ada, cosmo, nell] = [await one('Ada'), await one('Cosmo'), await one('Nell')]
const gil = await guest(instance, 'Gil')
const settings = {
  ...{ guestsAllowed: true, listed: 'organization', joining: 'open', whoInvites: 'moderators' },
}
const group = await foundGroup(ada, 'Lighthouse', settings)
const inner = await foundGroup(ada, 'Lamp', { guestsAllowed: true })
await must(oona.patch('/api/organization', { policies: { addingAllowed: true } }), 204)
await enter(instance, group, [cosmo], 'co-administrator')
await must(ada.post(`/api/groups/${group}/nested-groups`, { group: inner, role: 'member' }), 204)
const space = `/api/spaces/${group}`
const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Log')
await giveRights(ada, group, notebook, [[{ kind: 'group', id: group }, 'editor']])
const note = await writeNote(ada, group, notebook, 'Turnstone')
/** An item of each kind of the other tools, in a place with the same rights. */
const others = await Promise.all(
  otherKinds.map(async (of) => {
    const { container } = await makeHolder(of, ada, group, { name: 'Log', like: notebook })
    return { of, container, item: await makeItem(of, ada, { space: group, container }) }
  }),
)
const written = others.filter(({ of }) => of.tool.items[of.kind]!.texts)
const members = (of: string) => `/api/groups/${of}/members`

type Step = (who: Client) => Promise<unknown>

async function invited(who: Client, by: Client = cosmo): Promise<void> {
  const sent = { people: [{ email: who.email }] }
  await must(by.post(`/api/groups/${group}/invitations`, sent))
  const mine = await must(who.get<{ items: { id: string }[] }>('/api/me/invitations'))
  await must(who.post(`/api/me/invitations/${mine.items[0]!.id}/acceptance`))
}

async function approved(who: Client): Promise<void> {
  await joining('request')
  const path = `/api/groups/${group}/join-requests`
  const { id } = await must(who.post<{ id: string }>(path, { message: 'Please' }), 201)
  await must(cosmo.post(`${path}/${id}/approval`), 204)
  await joining('open')
}

const joining = (way: string) =>
  must(ada.patch(`/api/groups/${group}`, { settings: { joining: way } }))

const added = (of: string, by: Client) => (who: Client) =>
  must(by.post(members(of), { people: [{ person: who.id, role: 'member' }] }))
const removed = (of: string) => (who: Client) => must(ada.delete(`${members(of)}/${who.id}`), 204)

/** A membership that ends while everything is open. */
async function ended(who: Client): Promise<void> {
  const until = new Date(Date.now() + 1500).toISOString()
  await must(ada.patch(`${members(group)}/${who.id}`, { until }), 204)
  await new Promise((resolve) => setTimeout(resolve, 1600))
}

async function unnested(): Promise<void> {
  await must(ada.delete(`/api/groups/${group}/nested-groups/${inner}`), 204)
}

async function nestedAgain(who: Client): Promise<void> {
  await must(ada.post(`/api/groups/${group}/nested-groups`, { group: inner, role: 'member' }), 204)
  await removed(inner)(who)
}

interface Way {
  who: Client
  enters: Step
  leaves: Step
  tidy?: Step
}

const ways: Record<string, Way> = {
  'an open group is joined; its member leaves': {
    who: nell,
    enters: (who) => must(who.post(`/api/groups/${group}/join`)),
    leaves: (who) => must(who.post(`/api/groups/${group}/leaving`, {}), 204),
  },
  'a request is approved; the member is removed': {
    who: nell,
    enters: approved,
    leaves: removed(group),
  },
  'an internal is added by the administrator, and removed with everybody': {
    who: nell,
    enters: added(group, ada),
    leaves: () => must(ada.delete(members(group)), 204),
    async tidy() {
      await enter(instance, group, [cosmo], 'co-administrator')
      await must(
        ada.post(`/api/groups/${group}/nested-groups`, { group: inner, role: 'member' }),
        204,
      )
    },
  },
  'an internal is added by who governs; the date of the membership comes': {
    who: nell,
    enters: added(group, oona),
    leaves: ended,
  },
  'a guest accepts an invitation, and is removed': {
    who: gil,
    enters: (who) => invited(who),
    leaves: removed(group),
  },
  'somebody enters a group inside, and leaves it': {
    who: nell,
    enters: added(inner, ada),
    leaves: removed(inner),
  },
  'somebody is in a group inside, which is taken out': {
    who: nell,
    enters: added(inner, ada),
    leaves: unnested,
    tidy: nestedAgain,
  },
}

/** Whether each surface shows the note, or the items of the other tools. */
async function seen(who: Client): Promise<Record<string, boolean>> {
  const paths = {
    'the note': `${space}/notes/${note}`,
    'its notebook': `${space}/notebooks/${notebook}/notes`,
    'the notes of the group': `${space}/notes`,
    'its audience': `${space}/items/${note}/audience`,
    'its export': `${space}/notes/${note}/export`,
    'the search': '/api/search?q=Turnstone',
    'the newest': '/api/newest',
    'the changes': `${space}/changes?since=0`,
  }
  const found: Record<string, boolean> = {}
  for (const { of, container, item } of others)
    for (const path of readsOf(of, { space: group, container, item }))
      found[path] = (await who.get(path)).status === 200
  for (const [name, path] of Object.entries(paths)) {
    const { status, body } = await who.get<unknown>(path)
    found[name] = status === 200 && (path.startsWith(space) || JSON.stringify(body).includes(note))
  }
  const newest = JSON.stringify((await who.get('/api/newest')).body)
  for (const { of, item } of others) found[`a ${of.kind} among the newest`] = newest.includes(item)
  const { status } = await who.get(members(group))
  found['the members'] = status === 200
  const me = await must(who.get<{ groups: { id: string }[] }>('/api/me'))
  found['my groups'] = JSON.stringify(me).includes(group)
  return found
}

const all = (found: Record<string, boolean>, value: boolean) =>
  Object.entries(found).flatMap(([name, is]) => (is === value ? [] : [name]))

async function watched(live: LiveClient): Promise<boolean> {
  live.say({ type: 'watch', spaces: [group] })
  const { spaces } = await live.next<{ spaces: { space: string }[] }>('watching')
  return spaces.length > 0
}

for (const [way, { who, enters, leaves, tidy }] of Object.entries(ways))
  test(`A6, J6, A11 · ${way}: rights begin and end at that moment, everywhere`, async () => {
    const live = await liveClient(instance.address, who.cookie)
    assert.equal(await watched(live), false, 'watching before')
    await assert.rejects(live.open(group, note))
    for (const { item } of written) await assert.rejects(live.open(group, item))
    assert.deepEqual(all(await seen(who), false), [])

    await enters(who)
    assert.deepEqual(all(await seen(who), true), [])
    await live.next('reach')
    assert.equal(await watched(live), true, 'watching inside')
    const room = await live.open(group, note)
    assert.ok(room.mayEdit)
    await room.write('I was here.')
    const rooms = [room]
    for (const { item } of written) rooms.push(await live.open(group, item))
    assert.equal((await who.patch(`${space}/notes/${note}`, { title: 'Turnstone' })).status, 200)

    await leaves(who)
    assert.deepEqual(all(await seen(who), false), [])
    assert.equal((await who.patch(`${space}/notes/${note}`, { title: 'Mine' })).status, 404)
    for (const { closed } of rooms) assert.equal(await closed, 'gone')
    assert.equal(await watched(live), false, 'watching after')
    await assert.rejects(live.open(group, note))
    for (const { item } of written) await assert.rejects(live.open(group, item))
    live.close()
    await tidy?.(who)
  })

test('A6, M2 · the rights of a role begin with the role and end with it, also in an open note', async () => {
  const closed = await makeNotebook(ada, group, await rootOf(ada, group), 'Closed')
  await giveRights(ada, group, closed, [])
  const hidden = await writeNote(ada, group, closed, 'Sandpiper')
  await enter(instance, group, [nell])
  const live = await liveClient(instance.address, nell.cookie)
  const role = (given: string) =>
    must(ada.patch(`${members(group)}/${nell.id}`, { role: given }), 204)
  const reads = () => nell.get(`${space}/notes/${hidden}`)
  const may = async () =>
    (await must(nell.get<{ may: Record<string, boolean> }>(`/api/groups/${group}`))).may
  const duties = (given: Record<string, boolean>) => [given['invite'], given['approve']]

  assert.equal((await reads()).status, 404)
  assert.deepEqual(duties(await may()), [false, false])
  await role('co-administrator')
  assert.equal((await reads()).status, 200)
  assert.deepEqual(duties(await may()), [true, true])
  const room = await live.open(group, hidden)
  await role('moderator')
  assert.equal(await room.closed, 'gone')
  assert.equal((await reads()).status, 404)
  assert.deepEqual(duties(await may()), [true, true])
  await role('member')
  assert.deepEqual(duties(await may()), [false, false])
  live.close()
})

test('A6, E1 · changes before somebody joins and after they leave are not told to them', async () => {
  await must(ada.delete(`${members(group)}/${nell.id}`), 204)
  const told = async () => JSON.stringify((await nell.get('/api/me/notices')).body)
  const comment = (body: string) =>
    must(
      ada.post(`${space}/items/${note}/comments`, {
        body,
        mentions: [{ kind: 'group', id: group }],
      }),
      201,
    )
  await comment('before')
  await followAll(instance.app.house)
  assert.ok(!(await told()).includes(note))
  await enter(instance, group, [nell])
  await comment('meanwhile')
  await followAll(instance.app.house)
  assert.ok((await told()).includes(note))
  await must(ada.delete(`${members(group)}/${nell.id}`), 204)
  assert.ok(!(await told()).includes(note))
  await comment('after')
  await followAll(instance.app.house)
  assert.ok(!(await told()).includes(note))
})
