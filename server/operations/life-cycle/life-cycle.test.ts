import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { must, rootOf, writeNote } from '../../../test/world/cast.ts'
import { groupOf, memberOf, planFor, type GroupAnswer } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { anotherOrganization } from '../../../test/world/organizations.ts'
import { colleague, founded, signedIn, type Client } from '../../../test/world/people.ts'
import type { House } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { tidy } from '../housekeeping/housekeeping.ts'
import { purgeDeparted } from '../departures/purging.ts'
import { purgeDeletedGroups } from './purging.ts'
import { deleteMails } from './store.ts'

interface Deleted {
  items: { id: string; name: string; administrator: { id: string } | null }[]
}

const instance = await startInstance()
const { house } = instance.app
const { organization, ...first } = await founded(instance)
let oona = first.admin
const manager = await colleague(instance, organization, 'Mara', { orgRole: 'manager' })
let ada = await colleague(instance, organization, 'Ada')
let mina = await colleague(instance, organization, 'Mina')
const other = await anotherOrganization(instance, 'Nebenan')
const days = (many: number) => new Date(Date.now() + many * 86_400_000)
const deletedGroups = async (who: Client) =>
  (await must(who.get<Deleted>('/api/organization/deleted-groups'))).items
const restore = (who: Client, group: string, administrator?: { id: string }) =>
  who.post<{ code: string; fields: { field: string }[] }>(
    `/api/organization/deleted-groups/${group}/restoration`,
    administrator ? { person: administrator.id } : {},
  )
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A group with at least one of everything in it and about it. */
async function furnished(name: string) {
  const group = await groupOf(ada, {
    name,
    template: 'community',
    settings: { guestsAllowed: true, listed: 'organization', joining: 'request' },
  })
  const space = `/api/spaces/${group.id}`
  await must(mina.post(`/api/groups/${group.id}/join-requests`, { message: 'Please' }), 201)
  await memberOf(instance, group, mina)
  const containers = await must(
    ada.get<{ items: { id: string; kind: string }[] }>(`${space}/containers?tool=notes`),
  )
  const notebook = containers.items.find(({ kind }) => kind === 'notebook')!.id
  const note = await writeNote(ada, group.id, notebook, 'Inside')
  const thrown = await writeNote(ada, group.id, notebook, 'Thrown')
  await must(ada.delete(`${space}/items/${thrown}`), 204)
  await must(
    mina.post(`${space}/items/${note}/comments`, {
      body: 'Said',
      mentions: [{ kind: 'person', id: ada.id }],
    }),
    201,
  )
  await must(ada.put(`${space}/items/${note}/tags/red`), 204)
  const file = await ada.post(`${space}/notes/${note}/files`, png, { 'content-type': 'image/png' })
  assert.equal(file.status, 201)
  const picture = await ada.put(`/api/groups/${group.id}/picture`, png, {
    'content-type': 'image/png',
  })
  assert.equal(picture.status, 200, JSON.stringify(picture.body))
  const privates = await must(ada.get<{ privateSpace: string }>('/api/me'))
  const mine = privates.privateSpace
  const root = await rootOf(ada, mine)
  const grants = [{ principal: { kind: 'group', id: group.id }, level: 'reader' }]
  await must(ada.put(`/api/spaces/${mine}/containers/${root}/access`, { ownList: true, grants }))
  const boxes = await must(
    ada.get<{ items: { id: string; kind: string }[] }>(`/api/spaces/${mine}/containers?tool=notes`),
  )
  const own = await writeNote(
    ada,
    mine,
    boxes.items.find(({ kind }) => kind === 'notebook')!.id,
    `Mine for ${name}`,
  )
  await must(
    ada.post(`/api/spaces/${mine}/items/${own}/links`, { toSpace: group.id, toItem: note }),
    204,
  )
  const people = [{ email: `${name.replaceAll(' ', '.')}@example.org`.toLowerCase() }]
  await must(ada.post(`/api/groups/${group.id}/invitations`, { people }))
  const inner = await groupOf(ada, { name: `${name} inner` })
  await must(
    ada.post(`/api/groups/${group.id}/nested-groups`, { group: inner.id, role: 'member' }),
    204,
  )
  return { group, note, notebook, own, mine }
}

async function end(group: { id: string }): Promise<void> {
  await must(ada.delete(`/api/groups/${group.id}/members`), 204)
  await must(ada.delete(`/api/groups/${group.id}`), 204)
}

test('G7 · an admin restores a deleted group as it was: name, administrator, content', async () => {
  const { group, note, notebook } = await furnished('Comes back')
  await end(group)
  assert.equal((await ada.get(`/api/groups/${group.id}`)).status, 404)
  const taken = await mina.post('/api/groups', { name: 'comes BACK', template: 'team' })
  assert.equal(taken.status, 400, 'the name stays reserved')
  const [shown] = await deletedGroups(manager)
  assert.deepEqual([shown?.id, shown?.administrator?.id], [group.id, ada.id])
  assert.equal((await restore(manager, group.id)).status, 403)
  assert.equal((await mina.get('/api/organization/deleted-groups')).status, 403)
  await must(restore(oona, group.id), 204)
  const back = await must(ada.get<GroupAnswer>(`/api/groups/${group.id}`))
  assert.deepEqual([back.name, back.role, back.members], ['Comes back', 'administrator', 1])
  assert.equal((await ada.get(`/api/spaces/${group.id}/notes/${note}`)).status, 200)
  await writeNote(ada, group.id, notebook, 'And goes on')
  assert.equal((await oona.get(`/api/spaces/${group.id}/notes/${note}`)).status, 404, 'M3')
  const history = await must(
    ada.get<{ items: { kind: string; actor: { id: string } }[] }>(
      `/api/groups/${group.id}/history`,
    ),
  )
  assert.deepEqual(
    [history.items[0]?.kind, history.items[0]?.actor.id],
    ['group.restored', oona.id],
  )
})

test('G7 · of twenty people who restore it at the same time one does; nobody of another organization can', async () => {
  const group = await groupOf(ada, { name: 'Once' })
  await end(group)
  assert.deepEqual(await deletedGroups(other.admin), [])
  assert.equal((await restore(other.admin, group.id)).status, 404)
  const all = await Promise.all(Array.from({ length: 20 }, () => restore(oona, group.id)))
  assert.deepEqual(
    Map.groupBy(all, ({ status }) => status)
      .entries()
      .map(([status, { length }]) => [status, length])
      .toArray()
      .toSorted(([a = 0], [b = 0]) => a - b),
    [
      [204, 1],
      [404, 19],
    ],
  )
})

test('G6, G7, O7 · a restored group must fit into the plan of its administrator again', async () => {
  const olga = await colleague(instance, organization, 'Olga')
  await planFor(instance, olga, { groups: 1 })
  const first = await groupOf(olga, { name: 'First of Olga' })
  await must(olga.delete(`/api/groups/${first.id}`), 204)
  const second = await groupOf(olga, { name: 'Second of Olga' })
  const refused = await restore(oona, first.id)
  assert.deepEqual([refused.status, refused.body.code], [409, 'groups-limit'])
  assert.equal((await olga.get(`/api/groups/${first.id}`)).status, 404, 'nothing changed')
  await must(olga.post(`/api/groups/${second.id}/archive`))
  await must(restore(oona, first.id), 204)
  const full = await olga.delete<{ code: string }>(`/api/groups/${second.id}/archive`)
  assert.deepEqual([full.status, full.body.code], [409, 'plan-too-small'])
})

const seatsOf = async (group: string) =>
  instance.db.rows<{ id: string; role: string }>({
    text: 'select person_id as id, role from membership where group_id = $1 order by role',
    values: [group],
  })

test('G7, M1 · a group whose administrator has left is restored to the person who is named: in the organization, with an active account and a large enough plan', async () => {
  const hal = await colleague(instance, organization, 'Hal')
  const group = await groupOf(hal, { name: 'Headless' })
  const [stays, tiny, stopped] = [
    await colleague(instance, organization, 'Stella'),
    await colleague(instance, organization, 'Tina'),
    await colleague(instance, organization, 'Stan'),
  ]
  await must(hal.delete(`/api/groups/${group.id}`), 204)
  await must(hal.post('/api/me/deletion', { confirm: hal.email }), 202)
  assert.equal(await purgeDeparted(house, days(31)), 1)
  await planFor(instance, tiny, { groups: 0 })
  await must(oona.post(`/api/organization/people/${stopped.id}/deactivation`), 204)
  const shown = (await deletedGroups(manager)).find(({ id }) => id === group.id)
  assert.equal(shown?.administrator, null)
  const refused = await restore(oona, group.id)
  assert.deepEqual([refused.status, refused.body.code], [409, 'administrator-gone'])
  for (const nobody of [hal, other.admin, stopped, { id: crypto.randomUUID() }]) {
    const { status, body } = await restore(oona, group.id, nobody)
    assert.deepEqual([status, body.fields?.[0]?.field], [400, 'body.person'])
  }
  const full = await restore(oona, group.id, tiny)
  assert.deepEqual([full.status, full.body.code], [409, 'groups-limit'])
  assert.equal((await stays.get(`/api/groups/${group.id}`)).status, 404, 'nothing changed')
  await must(restore(oona, group.id, stays), 204)
  const back = await must(stays.get<GroupAnswer>(`/api/groups/${group.id}`))
  assert.deepEqual([back.name, back.role, back.members], ['Headless', 'administrator', 1])
  assert.deepEqual(await seatsOf(group.id), [{ id: stays.id, role: 'administrator' }])
  const history = await must(
    stays.get<{ items: { kind: string }[] }>(`/api/groups/${group.id}/history`),
  )
  assert.deepEqual(
    history.items.slice(0, 3).map(({ kind }) => kind),
    ['member.left', 'member.handed-over', 'group.restored'],
  )
})

test('G7, O7, M3 · where the plan of its administrator is full the group waits for a larger one; only where their account has stopped does somebody else take it', async () => {
  const pia = await colleague(instance, organization, 'Pia')
  const rolf = await colleague(instance, organization, 'Rolf')
  const group = await groupOf(pia, { name: 'Too many' })
  await must(pia.delete(`/api/groups/${group.id}`), 204)
  await planFor(instance, pia, { groups: 0 })
  assert.equal((await restore(oona, group.id)).body.code, 'groups-limit')
  await planFor(instance, rolf, { members: 1 })
  assert.equal((await restore(oona, group.id, rolf)).body.code, 'administrator-acts')
  await must(oona.post(`/api/organization/people/${pia.id}/deactivation`), 204)
  const small = await restore(oona, group.id, rolf)
  assert.deepEqual([small.status, small.body.code], [409, 'plan-too-small'])
  await planFor(instance, rolf, { members: 2 })
  await must(restore(oona, group.id, rolf), 204)
  assert.deepEqual(await seatsOf(group.id), [
    { id: rolf.id, role: 'administrator' },
    { id: pia.id, role: 'member' },
  ])
  const kinds = await instance.db.rows<{ kind: string }>({
    text: `select kind from outbox where to_address = $1`,
    values: [rolf.email],
  })
  assert.deepEqual(kinds, [{ kind: 'group-handed-over' }])
})

/** The columns that still contain this id, among all columns of the catalogue that can hold one. */
async function tracesOf(group: string): Promise<string[]> {
  const columns = await instance.db.rows<{ table: string; column: string; type: string }>({
    text: `select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
        and format_type(a.atttypid, a.atttypmod) in ('uuid', 'uuid[]', 'text', 'text[]', 'jsonb')`,
  })
  assert.ok(columns.length > 100, `${columns.length} columns`)
  const found: string[] = []
  for (const { table, column } of columns) {
    // the chained history of another space keeps its own lines (V2)
    const own = table === 'change' && column.startsWith('detail') ? 'and space_id = $2::uuid' : ''
    const row = await instance.db.row({
      text: `select 1 from "${table}" where position($1 in "${column}"::text) > 0 ${own} limit 1`,
      values: own ? [group, group] : [group],
    })
    if (row) found.push(`${table}.${column}`)
  }
  return found
}

const filesOf = () =>
  readdirSync(instance.config.dataDir, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.startsWith('blobs') && /^[0-9a-f]{64}-/.test(path.basename(file)),
  )

test('G7 · after its days a deleted group is purged: no table has a row of it, no file is left, its name is free; everything around it stays', async () => {
  const before = filesOf()
  const { group, own, mine } = await furnished('Goes for ever')
  const { group: stays, note } = await furnished('Stays for ever')
  assert.ok((await tracesOf(group.id)).length > 20)
  await end(group)
  assert.equal(await purgeDeletedGroups(house, days(29)), 0)
  assert.ok(
    (await deletedGroups(oona)).some(({ id }) => id === group.id),
    'not yet',
  )
  await tidy(house, days(31))
  assert.deepEqual(await tracesOf(group.id), [])
  const ofThose = filesOf().filter((file) => !before.includes(file))
  assert.ok(ofThose.length > 0)
  assert.ok(ofThose.every((file) => file.includes(stays.id)))
  // the same round has ended the sessions of a month ago
  oona = await signedIn(instance, oona.id)
  ada = await signedIn(instance, ada.id)
  mina = await signedIn(instance, mina.id)
  assert.equal((await restore(oona, group.id)).status, 404)
  assert.equal((await ada.get(`/api/spaces/${mine}/notes/${own}`)).status, 200)
  assert.equal((await ada.get(`/api/spaces/${stays.id}/notes/${note}`)).status, 200)
  await groupOf(ada, { name: 'Goes for ever' })
})

test('G7 · a purge that is interrupted at any statement continues in the next round, and nobody restores half a group', async () => {
  const { group } = await furnished('Bit by bit')
  await end(group)
  const now = days(31)
  for (let statements = 3; ; statements += 4) {
    let left = statements
    const failing = async (act: () => Promise<number>) => {
      if (left-- <= 0) throw new Error('interrupted')
      return act()
    }
    const run: House['db']['run'] = (statement) => failing(() => house.db.run(statement))
    await instance.db.run({ text: `update session set expires_at = now() + interval '1 day'` })
    const weak = { ...house, db: { ...house.db, run } }
    const done = await purgeDeletedGroups(weak, now).catch((error: Error) => error.message)
    if (!String(done).endsWith('interrupted')) break
    assert.equal((await restore(oona, group.id)).status, 404)
    assert.ok(!(await deletedGroups(oona)).some(({ id }) => id === group.id))
  }
  assert.deepEqual(await tracesOf(group.id), [])
})

test('G7 · mails about a group are searched in batches, until none is left', async () => {
  const group = crypto.randomUUID() as SpaceId
  await instance.db.run({
    text: `insert into outbox (id, to_address, kind, language, subject, text_body, html_body, created_at, next_try_at)
      select gen_random_uuid(), 'a@example.org', 'test', 'en', 's', case when n % 2 = 0 then $1 else '' end, '', now(), now()
      from generate_series(1, 40) n`,
    values: [group],
  })
  const left = async () =>
    (await instance.db.row<{ n: number }>({
      text: 'select count(*)::int as n from outbox where position($1 in text_body) > 0',
      values: [group],
    }))!.n
  let after = await deleteMails(house.db, group, null, 7)
  assert.ok((await left()) >= 13)
  while (after !== null) after = await deleteMails(house.db, group, after, 7)
  assert.equal(await left(), 0)
})

test('G7 · a group that cannot be purged keeps nothing else: the others go, the rest of the round is done, and the failure is told', async () => {
  const fails = await groupOf(ada, { name: 'Cannot go' })
  const goes = await groupOf(ada, { name: 'Can go' })
  for (const group of [fails, goes]) await end(group)
  // the one that fails comes first
  await instance.db.run({
    text: `update workgroup set deleted_at = deleted_at - interval '1 hour' where id = $1`,
    values: [fails.id],
  })
  const clear: House['blobs']['clear'] = async (shelf) => {
    if (shelf === fails.id) throw new Error('the disk is read-only')
    await house.blobs.clear(shelf)
  }
  await instance.db.run({ text: `update session set expires_at = now() + interval '1 day'` })
  const weak = { ...house, blobs: { ...house.blobs, clear } }
  await assert.rejects(tidy(weak, days(31)), {
    message: `The group ${fails.id} is not purged: the disk is read-only`,
  })
  assert.deepEqual(await tracesOf(goes.id), [])
  const sessions = await instance.db.row<{ n: number }>({
    text: 'select count(*)::int as n from session',
  })
  assert.equal(sessions?.n, 0, 'what comes later in the round')
  await tidy(house, days(31))
  assert.deepEqual(await tracesOf(fails.id), [])
})
