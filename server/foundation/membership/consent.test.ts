import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must, rootOf, writeNote } from '../../../test/world/cast.ts'
import { groupOf, memberOf, planFor, type GroupAnswer } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { followAll } from '../notices/following.ts'

const instance = await startInstance()
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const one = (name: string) => colleague(instance, organization, name)
const [mina, nestor] = [await one('Mina'), await one('Nestor')]

type Some = { id: SpaceId }
interface Asked {
  items: { id: string; through: { id: string }[]; answer: string | null }[]
}

const nest = (outer: Some, inner: Some) =>
  must(ada.post(`/api/groups/${outer.id}/nested-groups`, { group: inner.id, role: 'member' }), 204)
const unnest = (outer: Some, inner: Some) =>
  must(ada.delete(`/api/groups/${outer.id}/nested-groups/${inner.id}`), 204)
const roleOf = async (who: Client, group: Some) =>
  (await who.get<GroupAnswer>(`/api/groups/${group.id}`)).body.role ?? null
const sees = async (who: Client, group: Some) =>
  (await who.get(`/api/groups/${group.id}`)).status === 200
const leave = (who: Client, group: Some) =>
  must(who.post(`/api/groups/${group.id}/leaving`, {}), 204)
const say = (who: Client, group: Some, yes: boolean) =>
  yes
    ? who.post(`/api/groups/${group.id}/nesting-consent`)
    : who.delete(`/api/groups/${group.id}/nesting-consent`)
const asked = async (who: Client) => (await must(who.get<Asked>('/api/me/nesting-consents'))).items
const ask = (who: Client) => must(who.patch('/api/me', { alwaysAskMe: true }), 204)

async function letters(to: Client, group: { name: string }): Promise<string[]> {
  const rows = await instance.db.rows<{ kind: string }>({
    text: `select kind from outbox where to_address = $1 and subject like '%' || $2 || '%' order by created_at`,
    values: [to.email, group.name],
  })
  return rows.map(({ kind }) => kind)
}

async function noticed(who: Client): Promise<string[]> {
  await followAll(instance.app.house)
  const { items } = await must(who.get<{ items: { kind: string }[] }>('/api/me/notices'))
  return items.map(({ kind }) => kind)
}

/** Two private groups of Ada's; these people are in the inner one. */
async function two(...people: Client[]) {
  const outer = await groupOf(ada, { template: 'circle' })
  const inner = await groupOf(ada, { template: 'circle' })
  for (const who of people) await memberOf(instance, inner, who)
  return { outer, inner }
}

test('G9 · people who join a group through another one are told, in a notice and by mail', async () => {
  const who = await one('Told')
  const { outer, inner } = await two(who)
  await nest(outer, inner)
  assert.equal(await roleOf(who, outer), 'member')
  assert.deepEqual(await letters(who, outer), ['member-nested'])
  assert.deepEqual(await noticed(who), ['nested'])
  await unnest(outer, inner)
  assert.deepEqual(await letters(who, outer), [], 'taken back while the mail was held (X109)')
  assert.deepEqual(await noticed(who), ['nesting-ended'])
})

test('G9 · people who join a group that is inside another one are told of that one too', async () => {
  const who = await one('Joiner')
  const { outer, inner } = await two()
  await nest(outer, inner)
  await must(
    ada.patch(`/api/groups/${inner.id}`, { settings: { listed: 'organization', joining: 'open' } }),
  )
  await must(who.post(`/api/groups/${inner.id}/join`))
  assert.deepEqual(await letters(who, outer), ['member-nested'])
  assert.deepEqual(await noticed(who), ['nested'])
})

test('G9, M4 · people who want to be asked become members only after their consent', async () => {
  const who = await one('Asked')
  await ask(who)
  const { outer, inner } = await two(who)
  await nest(outer, inner)
  assert.equal(await roleOf(who, outer), null)
  assert.equal((await who.get(`/api/spaces/${outer.id}/containers`)).status, 404)
  assert.equal((await must(ada.get<GroupAnswer>(`/api/groups/${outer.id}`))).members, 1)
  assert.deepEqual(await letters(who, outer), ['nesting-asked'])
  assert.deepEqual(await noticed(who), ['nesting-asked'])
  const [waiting] = await asked(who)
  assert.deepEqual(
    [waiting?.id, waiting?.answer, waiting?.through.map(({ id }) => id)],
    [outer.id, null, [inner.id]],
  )
  const about = await must(who.get<GroupAnswer & { myConsent: object }>(`/api/groups/${outer.id}`))
  assert.deepEqual(about.myConsent, {
    through: [{ id: inner.id, name: inner.name }],
    declined: false,
  })
  await must(say(who, outer, true))
  assert.equal(await roleOf(who, outer), 'member')
  assert.deepEqual([await asked(who), await noticed(who)], [[], ['nested']])
  const { groups } = await must(
    ada.get<{ groups: { asked: number }[] }>(`/api/groups/${outer.id}/members`),
  )
  assert.equal(groups[0]!.asked, 0)
})

test('G9 · a refusal holds, also when the group is nested again, or another one is', async () => {
  const who = await one('Decliner')
  await ask(who)
  const { outer, inner } = await two(who)
  await nest(outer, inner)
  await must(say(who, outer, false), 204)
  assert.equal(await roleOf(who, outer), null)
  await unnest(outer, inner)
  assert.equal(await sees(who, outer), false, 'nothing of theirs is inside any more')
  const other = await groupOf(ada)
  await memberOf(instance, other, who)
  for (const each of [inner, other]) await nest(outer, each)
  assert.equal(await roleOf(who, outer), null)
  await must(say(who, outer, true))
  assert.equal(await roleOf(who, outer), 'member', 'they may change their mind')
})

test('G9, J4 · somebody who is in a group through another one can leave only that group, and stays out', async () => {
  const { outer, inner } = await two(nestor, mina)
  await nest(outer, inner)
  assert.equal((await must(nestor.get<GroupAnswer>(`/api/groups/${outer.id}`))).may['leave'], true)
  await leave(nestor, outer)
  assert.deepEqual([await roleOf(nestor, outer), await roleOf(nestor, inner)], [null, 'member'])
  assert.equal((await nestor.get(`/api/spaces/${outer.id}/containers`)).status, 404)
  assert.equal(await roleOf(mina, outer), 'member')
  await must(ada.patch(`/api/groups/${inner.id}/members/${nestor.id}`, { role: 'moderator' }), 204)
  assert.equal(await roleOf(nestor, outer), null, 'nothing that happens inside brings them back')
  await must(say(nestor, outer, true))
  assert.equal(await roleOf(nestor, outer), 'member')
})

test('G9, J4 · leaving ends every way in, one’s own and that through a group', async () => {
  const { outer, inner } = await two(nestor)
  await nest(outer, inner)
  await memberOf(instance, outer, nestor)
  await leave(nestor, outer)
  assert.equal(await roleOf(nestor, outer), null)
  await memberOf(instance, outer, nestor)
  assert.equal(await roleOf(nestor, outer), 'member', 'who comes in anew is inside')
})

test('G9, J4 · leaving the outer group withdraws what only it justified', async () => {
  const who = await one('Giver')
  const { outer, inner } = await two(who, mina)
  const xenia = await one('Xenia')
  await memberOf(instance, outer, xenia)
  await nest(outer, inner)
  const space = await privateSpace(who)
  const notebook = (
    await must(
      who.get<{ items: { id: string; kind: string }[] }>(
        `/api/spaces/${space}/containers?tool=notes`,
      ),
    )
  ).items.find(({ kind }) => kind === 'notebook')!.id
  const note = await writeNote(who, space, notebook, 'Mine')
  const principals = [mina, xenia].map(({ id }) => ({ kind: 'person', id }))
  await must(who.put(`/api/spaces/${space}/items/${note}/readers`, { principals }))
  const before = await must(
    who.get<{ grants: { principal: { id: string } }[]; kept: { principal: { id: string } }[] }>(
      `/api/groups/${outer.id}/leaving`,
    ),
  )
  assert.deepEqual(
    [
      before.grants.map(({ principal }) => principal.id),
      before.kept.map(({ principal }) => principal.id),
    ],
    [[xenia.id], [mina.id]],
  )
  await leave(who, outer)
  const read = async (reader: Client) =>
    (await reader.get(`/api/spaces/${space}/notes/${note}`)).status
  assert.deepEqual([await read(mina), await read(xenia)], [200, 404])
})

const privateSpace = async (who: Client) =>
  (await must(who.get<{ spaces: { id: SpaceId; kind: string }[] }>('/api/me'))).spaces.find(
    ({ kind }) => kind === 'private',
  )!.id

test('G9 · asked in a chain: each group around asks for itself', async () => {
  const who = await one('Chained')
  await ask(who)
  const { outer: far, inner: near } = await two()
  const own = await groupOf(ada)
  await memberOf(instance, own, who)
  await nest(far, near)
  await nest(near, own)
  assert.deepEqual(
    (await asked(who)).map(({ id }) => id),
    [near.id],
  )
  assert.equal(await sees(who, far), false, 'nothing is said of what lies behind')
  await must(say(who, near, true))
  assert.deepEqual(
    (await asked(who)).map(({ id }) => id),
    [far.id],
  )
  assert.equal(await roleOf(who, far), null)
  await must(say(who, far, true))
  await leave(who, near)
  assert.equal(await roleOf(who, far), null, 'the way there led through it')
})

test('G9, I4 · a question ends with its reason, and is answered only by the person it was put to', async () => {
  const who = await one('Early')
  await ask(who)
  const { outer, inner } = await two(who)
  await nest(outer, inner)
  assert.equal((await say(mina, outer, true)).status, 404)
  await leave(who, inner)
  assert.deepEqual([await asked(who), await noticed(who)], [[], []])
  assert.equal((await say(who, outer, true)).status, 404)
})

test('G9, M10 · a yes needs a seat: a full group says so, and the question stays', async () => {
  const owner = await one('Owner')
  const who = await one('Late')
  await ask(who)
  const [outer, inner] = [await groupOf(owner), await groupOf(owner)]
  await memberOf(instance, inner, who)
  await must(
    owner.post(`/api/groups/${outer.id}/nested-groups`, { group: inner.id, role: 'member' }),
    204,
  )
  await planFor(instance, owner, { members: 1 })
  const full = await say(who, outer, true)
  assert.equal(full.status, 409)
  assert.deepEqual(
    (await asked(who)).map(({ id }) => id),
    [outer.id],
  )
  await planFor(instance, owner, { members: 2 })
  await must(say(who, outer, true))
})

test('G9, M4 · people who have blocked the person who nests the groups are asked first', async () => {
  const who = await one('Blocker')
  const { outer, inner } = await two(who)
  await instance.db.run({
    text: 'insert into blocked_inviter (email_key, inviter_id, at) values ($1, $2, now())',
    values: [who.email, ada.id],
  })
  await nest(outer, inner)
  assert.equal(await roleOf(who, outer), null)
})

test('G11 · who says yes today is a newcomer of today', async () => {
  const who = await one('New')
  await ask(who)
  const { outer, inner } = await two(who)
  await nest(outer, inner)
  await must(ada.patch(`/api/groups/${outer.id}`, { settings: { historyHorizon: 'joined' } }))
  const root = await rootOf(ada, outer.id)
  const { items } = await must(
    ada.get<{ items: { id: string; parent: string | null }[] }>(
      `/api/spaces/${outer.id}/containers?tool=notes`,
    ),
  )
  const notebook = items.find(({ parent }) => parent === root)!.id
  const old = await writeNote(ada, outer.id, notebook, 'Before')
  await instance.db.run({
    text: `update item set created_at = created_at - interval '2 days' where id = $1`,
    values: [old],
  })
  await must(say(who, outer, true))
  assert.equal((await who.get(`/api/spaces/${outer.id}/notes/${old}`)).status, 404)
})

test('M7 · a direct member who is removed, and is still inside through a group, is told so', async () => {
  const who = await one('Double')
  const { outer, inner } = await two(who)
  await memberOf(instance, outer, who)
  await nest(outer, inner)
  await must(ada.delete(`/api/groups/${outer.id}/members/${who.id}`), 204)
  assert.equal(await roleOf(who, outer), 'member')
  assert.deepEqual(await letters(who, outer), ['member-by-group-only'])
  assert.equal((await noticed(who)).includes('removed'), false)
})

test('J4, A7 · before leaving, a person sees what members shared with them, what of it ends, and what another group justifies', async () => {
  const who = await one('Leaver')
  const [ends, stays, friend] = [await one('Ends'), await one('Stays'), await one('Friend')]
  const left = await groupOf(ada)
  const other = await groupOf(ada)
  for (const each of [who, ends, stays, friend]) await memberOf(instance, left, each)
  for (const each of [who, stays]) await memberOf(instance, other, each)
  const opened: string[] = []
  for (const [owner, to] of [
    [ends, { kind: 'person', id: who.id }],
    [stays, { kind: 'person', id: who.id }],
    [friend, { kind: 'group', id: left.id }],
    [stays, { kind: 'group', id: other.id }],
    [ends, { kind: 'person', id: friend.id }],
  ] as const) {
    const space = await privateSpace(owner)
    const { items } = await must(
      owner.get<{ items: { id: string; kind: string }[] }>(
        `/api/spaces/${space}/containers?tool=notes`,
      ),
    )
    const notebook = items.find(({ kind }) => kind === 'notebook')!.id
    const note = await writeNote(owner, space, notebook, `Of ${owner.email}`)
    await must(owner.put(`/api/spaces/${space}/items/${note}/readers`, { principals: [to] }))
    opened.push(note)
  }
  const { losing, keeping } = await must(
    who.get<Record<'losing' | 'keeping', { item: string; owner: { id: string } }[]>>(
      `/api/groups/${left.id}/leaving`,
    ),
  )
  const itemsOf = (grants: { item: string }[]) => new Set(grants.map(({ item }) => item))
  assert.deepEqual(itemsOf(losing), new Set([opened[0], opened[2]]))
  assert.deepEqual(itemsOf(keeping), new Set([opened[1]]))
  await leave(who, left)
  for (const [at, owner, status] of [
    [0, ends, 404],
    [1, stays, 200],
    [2, friend, 404],
  ] as const)
    assert.equal(
      (await who.get(`/api/spaces/${await privateSpace(owner)}/notes/${opened[at]}`)).status,
      status,
    )
})
