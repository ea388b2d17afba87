import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  enter,
  foundGroup,
  giveRights,
  makeNotebook,
  must,
  rootOf,
  writeNote,
} from '../../../test/world/cast.ts'
import { inDays } from '../../../test/world/clock.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'

interface Problem {
  code: string
  detail: string
  fields: { field: string }[]
}
interface Town {
  admin: Client
  ada: Client
  gil: Client
  group: string
  notebook: string
  note: string
}

/** An organization with a group of Ada's in which the guest Gil has written a note, and helps as moderator. */
async function town(): Promise<Town> {
  const house = await startInstance()
  const { organization, admin } = await founded(house)
  const [ada, gil] = [await colleague(house, organization, 'Ada'), await guest(house, 'Gil')]
  const group = await foundGroup(ada, 'Open house', { guestsAllowed: true, whoInvites: 'members' })
  await enter(house, group, [gil], 'moderator')
  const notebook = await makeNotebook(ada, group, await rootOf(ada, group), 'Shared')
  await giveRights(ada, group, notebook, [[{ kind: 'group', id: group }, 'editor']])
  const note = await writeNote(gil, group, notebook, 'By Gil')
  return { admin, ada, gil, group, notebook, note }
}

const off = { policies: { guestsAllowed: false } }

test('O5 · guests are not switched off over the heads of those inside: they are named, and the admin decides', async () => {
  const { admin, ada, gil, group } = await town()
  const refused = await admin.patch<Problem>('/api/organization', off)
  assert.deepEqual([refused.status, refused.body.code], [409, 'guests-inside'])
  assert.match(refused.body.detail, /Gil Test/)
  const listed = await must(
    admin.get<{ items: { card: { id: string }; groups: object[] }[]; inside: null }>(
      '/api/organization/guests',
    ),
  )
  assert.deepEqual(
    [listed.items.map(({ card, groups }) => [card.id, groups]), listed.inside],
    [[[gil.id, [{ id: group, name: 'Open house' }]]], null],
  )
  for (const who of [ada, gil])
    assert.ok(
      [403, 404].includes(
        (await who.put('/api/organization/guests', { inside: 'read-only' })).status,
      ),
    )
  const past = await admin.put<Problem>('/api/organization/guests', { inside: 'leave' })
  assert.deepEqual([past.status, past.body.fields[0]?.field], [400, 'body.on'])
})

test('O5 · read only: guests in groups see the same as before, change nothing and invite nobody; allowed again, they continue', async () => {
  const { admin, ada, gil, group, notebook, note } = await town()
  await must(admin.put('/api/organization/guests', { inside: 'read-only' }), 204)
  const path = `/api/spaces/${group}`
  assert.equal((await gil.get(`${path}/notes/${note}`)).status, 200)
  const tries = {
    write: await gil.post(`${path}/notebooks/${notebook}/notes`, { title: 'No', markdown: '' }),
    rename: await gil.patch(`${path}/notes/${note}`, { title: 'No' }),
    comment: await gil.post(`${path}/items/${note}/comments`, { body: 'No' }),
    bin: await gil.delete(`${path}/items/${note}`),
    invite: await gil.post(`/api/groups/${group}/invitations`, {
      people: [{ email: 'x@example.org' }],
    }),
  }
  for (const [act, { status }] of Object.entries(tries)) assert.equal(status, 403, act)
  const { items } = await must(
    gil.get<{ items: { id: string; may: Record<string, boolean> }[] }>(
      `${path}/containers?tool=notes`,
    ),
  )
  assert.equal(items.find(({ id }) => id === notebook)?.may['add'], false)
  assert.equal((await ada.patch(`${path}/notes/${note}`, { title: 'Ada may' })).status, 200)
  const seen = await must(ada.get<{ guestsEnding: object }>(`/api/groups/${group}`))
  assert.deepEqual(seen.guestsEnding, { inside: 'read-only', on: null })
  const history = await must(ada.get<{ items: { kind: string }[] }>(`/api/groups/${group}/history`))
  assert.ok(history.items.some(({ kind }) => kind === 'group.guests-ending'))
  await must(admin.patch('/api/organization', { policies: { guestsAllowed: true } }), 204)
  assert.equal((await gil.patch(`${path}/notes/${note}`, { title: 'Again' })).status, 200)
})

test('O5, M9 · leave by a date: every guest has that end at the latest, nobody puts it off, and no new one comes', async () => {
  const { admin, ada, gil, group } = await town()
  const on = inDays(10).toISOString()
  await must(admin.put('/api/organization/guests', { inside: 'leave', on }), 204)
  const { items } = await must(
    ada.get<{ items: { card: { id: string }; until: string | null }[] }>(
      `/api/groups/${group}/members`,
    ),
  )
  const until = items.find(({ card }) => card.id === gil.id)?.until
  assert.equal(Date.parse(until!), Date.parse(on))
  const later = await ada.patch<Problem>(`/api/groups/${group}/members/${gil.id}`, {
    until: inDays(20).toISOString(),
  })
  assert.deepEqual([later.status, later.body.code], [409, 'guests-leave'])
  const sooner = { until: inDays(5).toISOString() }
  assert.ok((await ada.patch(`/api/groups/${group}/members/${gil.id}`, sooner)).status < 300)
  const invited = await must(
    ada.post<{ items: { status: string }[] }>(`/api/groups/${group}/invitations`, {
      people: [{ email: 'new.guest@example.org' }],
    }),
  )
  assert.equal(invited.items[0]?.status, 'guests-not-allowed')
})

test('O5, G6 · who may only view comments no longer either, in an archived group as well', async () => {
  const { admin, ada, gil, group } = await town()
  const house = await makeNotebook(ada, group, await rootOf(ada, group), 'To read')
  await giveRights(ada, group, house, [[{ kind: 'group', id: group }, 'reader']])
  const note = await writeNote(ada, group, house, 'By Ada')
  const path = `/api/spaces/${group}/items/${note}/comments`
  await must(gil.post(path, { body: 'Yes' }), 201)
  await must(admin.put('/api/organization/guests', { inside: 'read-only' }), 204)
  assert.equal((await gil.post(path, { body: 'No' })).status, 403)
  type Seer = { card: { id: string }; readOnly: boolean }
  type Listed = { items: Seer[]; may: { add: boolean } }
  const mayAdd = async (who: Client) => (await must(who.get<Listed>(path))).may.add
  assert.deepEqual([await mayAdd(ada), await mayAdd(gil)], [true, false])
  const audience = `/api/spaces/${group}/items/${note}/audience`
  const { items } = await must(ada.get<Listed>(audience))
  const reading = new Map(items.map(({ card, readOnly }) => [card.id, readOnly]))
  assert.deepEqual([reading.get(ada.id), reading.get(gil.id)], [false, true])
  type Reach = { containers: { readOnly: boolean }[] }
  const reach = await must(ada.get<Reach>(`/api/spaces/${group}/reach/${gil.id}`))
  assert.ok(reach.containers.length > 0 && reach.containers.every(({ readOnly }) => readOnly))
  await must(admin.patch('/api/organization', { policies: { guestsAllowed: true } }), 204)
  await must(gil.post(path, { body: 'Again' }), 201)
  await must(ada.post(`/api/groups/${group}/archive`))
  assert.equal((await gil.post(path, { body: 'No' })).status, 403)
  assert.equal(await mayAdd(ada), false)
})

test('O5 · where no group has a guest, guests are switched off immediately', async () => {
  const house = await startInstance()
  const { admin } = await founded(house)
  await must(admin.patch('/api/organization', off), 204)
})
