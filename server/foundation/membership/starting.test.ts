import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foundGroup, must, stage, writeNote } from '../../../test/world/cast.ts'
import { inDays, putForward } from '../../../test/world/clock.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { groupOf, planFor } from '../../../test/world/groups.ts'
import { colleague, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { followAll } from '../notices/following.ts'
import { endWhatIsOver } from './ending.ts'

const instance = await startInstance()
const { house } = instance.app
const { cast, organization, group, open } = await stage(instance)
const { ada, edna } = cast

interface Listed {
  card: { id: string }
  role: string
  starts: string | null
  nextRole: string | null
}
interface Problem {
  code: string
  fields: { field: string; code: string }[]
}

const at = (days: number) => inDays(days).toISOString()

let people = 0
const somebody = () => colleague(instance, organization, `Newcomer${(people += 1)}`)

/** A new person of the organization, admitted by Ada with a start this many days ahead. */
async function comingIn(days: number, role = 'member', of: SpaceId = group): Promise<Client> {
  const who = await somebody()
  const added = await must(
    ada.post<{ items: { status: string }[] }>(`/api/groups/${of}/members`, {
      people: [{ person: who.id, role }],
      starts: at(days),
    }),
  )
  assert.equal(added.items[0]!.status, 'added')
  return who
}

const date = (who: Client, change: object, of: SpaceId = group) =>
  ada.patch<Problem>(`/api/groups/${of}/members/${who.id}`, change)
const reach = async (who: Client, of: SpaceId = group) =>
  (await who.get(`/api/spaces/${of}/containers?tool=notes`)).status
const listed = async (who: Client, by: Client = ada, of: SpaceId = group) =>
  (await must(by.get<{ items: Listed[] }>(`/api/groups/${of}/members?limit=200`))).items.find(
    ({ card }) => card.id === who.id,
  )
const beginnings = async (who: Client) =>
  (await must(who.get<{ items: { id: string; starts: string }[] }>('/api/me/beginnings'))).items
const kinds = async (to: Client) =>
  (
    await instance.db.rows<{ kind: string }>({
      text: 'select kind from outbox where to_address = $1 order by created_at, id',
      values: [to.email],
    })
  ).map(({ kind }) => kind)
const back = () => putForward(instance, 0)

test('M9, J6 · before its start a membership gives nothing; from its start on it does, though nobody has swept', async () => {
  const note = await writeNote(edna, group, open, 'For members only')
  const who = await comingIn(5)
  const paths = [
    `/api/spaces/${group}/notes/${note}`,
    `/api/spaces/${group}/containers?tool=notes`,
    `/api/groups/${group}`,
    `/api/groups/${group}/members`,
  ]
  await putForward(instance, 4.9)
  for (const path of paths) assert.equal((await who.get(path)).status, 404, path)
  const mine = await must(who.get<{ spaces: { id: string }[] }>('/api/me'))
  assert.ok(!mine.spaces.some(({ id }) => id === group))
  const audience = `/api/spaces/${group}/containers/${open}/audience?limit=200`
  assert.ok(!JSON.stringify(await must(ada.get(audience))).includes(who.id))
  assert.deepEqual(
    (await beginnings(who)).map(({ id }) => id),
    [group],
  )
  assert.ok((await listed(who))!.starts)
  await putForward(instance, 5.1)
  for (const path of paths) assert.equal((await who.get(path)).status, 200, path)
  assert.deepEqual(await beginnings(who), [])
  assert.equal((await listed(who))!.starts, null)
  await back()
})

test('M9 · the sweep tells the person once, and writes the history', async () => {
  const who = await comingIn(5)
  assert.deepEqual((await kinds(who)).slice(-1), ['member-added-from'])
  await endWhatIsOver(house)
  await putForward(instance, 5.1)
  await Promise.all([endWhatIsOver(house), endWhatIsOver(house)])
  assert.equal(await endWhatIsOver(house), 0)
  assert.deepEqual((await kinds(who)).slice(-2), ['member-added-from', 'member-begun'])
  const lines = await instance.db.rows({
    text: `select 1 as one from change where space_id = $1 and kind = 'member.begun' and detail->>'person' = $2`,
    values: [group, who.id],
  })
  assert.equal(lines.length, 1)
  assert.equal(await reach(who), 200)
  await back()
})

test('M9 · a role begins at its date and ends at its date; until then and from then on a member', async () => {
  const who = await comingIn(1)
  await must(
    date(who, { role: 'moderator', roleStarts: at(3), roleUntil: at(6), until: at(9) }),
    204,
  )
  const seen: (string | undefined)[] = []
  for (const day of [0.5, 1.1, 3.1, 6.1, 9.1]) {
    await putForward(instance, day)
    seen.push((await listed(who))?.role)
  }
  assert.deepEqual(seen, ['member', 'member', 'moderator', 'member', undefined])
  await putForward(instance, 3.2)
  await endWhatIsOver(house)
  assert.deepEqual((await kinds(who)).slice(-2), ['member-begun', 'role-begun'])
  assert.equal((await listed(who))!.role, 'moderator')
  await back()
})

test('M9 · a start is in the future and before the end; a membership that has begun cannot get one', async () => {
  const who = await comingIn(5)
  const why = async (change: object, of = who) => {
    const { status, body } = await date(of, change)
    return [status, ...body.fields.flatMap(({ field, code }) => [field, code])]
  }
  assert.deepEqual(await why({ starts: at(-1) }), [400, 'body.starts', 'past'])
  assert.deepEqual(await why({ until: at(4) }), [400, 'body.until', 'ends-before-start'])
  assert.deepEqual(await why({ roleStarts: at(7) }), [400, 'body.roleStarts', 'no-role'])
  assert.deepEqual(await why({ starts: at(7) }, edna), [400, 'body.starts', 'has-begun'])
  assert.equal((await date(ada, { starts: at(7) })).body.code, 'administrator-stays')
  await must(date(who, { starts: at(8) }), 204)
  await putForward(instance, 5.1)
  assert.equal(await reach(who), 404)
  await back()
  await must(date(who, { starts: null }), 204)
  assert.equal(await reach(who), 200)
  assert.deepEqual((await kinds(who)).slice(-1), ['member-begun'])
})

test('M9 · another date does not bring back a role that is over and not swept away', async () => {
  const who = await comingIn(1)
  await must(date(who, { role: 'moderator', roleUntil: at(3) }), 204)
  await putForward(instance, 3.1)
  await must(date(who, { until: at(9) }), 204)
  assert.equal((await listed(who))!.role, 'member')
  await back()
})

test('M9, M1 · the group is not handed over to somebody whose membership has not begun', async () => {
  const who = await comingIn(5)
  const stranger = await somebody()
  const offers = await Promise.all(
    [who, stranger].map(({ id }) => ada.post(`/api/groups/${group}/hand-over`, { person: id })),
  )
  assert.deepEqual(
    offers.map(({ status }) => status),
    [404, 404],
  )
  const named = await ada.put(`/api/groups/${group}/successor`, { person: who.id })
  assert.ok(named.status >= 400)
})

test('M9, G9 · two ways through groups inside give nothing in the gap between them', async () => {
  const [outer, middle, low] = [await groupOf(ada), await groupOf(ada), await groupOf(ada)]
  for (const [into, what] of [
    [outer, middle],
    [middle, low],
  ] as const)
    await must(
      ada.post(`/api/groups/${into.id}/nested-groups`, { group: what.id, role: 'member' }),
      204,
    )
  const who = await somebody()
  const add = (of: SpaceId, dates: object) =>
    must(
      ada.post(`/api/groups/${of}/members`, {
        people: [{ person: who.id, role: 'member' }],
        ...dates,
      }),
    )
  await add(middle.id, {})
  await must(date(who, { until: at(2) }, middle.id), 204)
  await add(low.id, { starts: at(4) })
  const seen: number[] = []
  for (const day of [1, 3, 5]) {
    await putForward(instance, day)
    seen.push(await reach(who, outer.id))
  }
  assert.deepEqual(seen, [200, 404, 200])
  await endWhatIsOver(house)
  assert.equal(await reach(who, outer.id), 200)
  await back()
})

test('M9, G9, M4 · a person who joins an inner group from a later day, and wants to be asked, answers in advance and is a member from that day', async () => {
  const [outer, inner] = [await groupOf(ada), await groupOf(ada)]
  const who = await comingIn(3, 'member', inner.id as SpaceId)
  await must(who.patch('/api/me', { alwaysAskMe: true }), 204)
  const nested = { group: inner.id, role: 'member' }
  await must(ada.post(`/api/groups/${outer.id}/nested-groups`, nested), 204)
  const asked = async () =>
    (
      await must(
        who.get<{ items: { id: string; through: { id: string }[] }[] }>('/api/me/nesting-consents'),
      )
    ).items.map(({ id, through }) => [id, ...through.map((each) => each.id)])
  assert.deepEqual(await asked(), [[outer.id, inner.id]])
  await followAll(house)
  const { items } = await must(who.get<{ items: { kind: string }[] }>('/api/me/notices'))
  assert.ok(items.some(({ kind }) => kind === 'nesting-asked'))
  await must(who.post(`/api/groups/${outer.id}/nesting-consent`))
  assert.deepEqual(await asked(), [])
  assert.equal(await reach(who, outer.id as SpaceId), 404, 'not before the day')
  await putForward(instance, 4)
  assert.equal(await reach(who, outer.id as SpaceId), 200)
  await putForward(instance, 0)
})

test('M9 · people who may join by themselves do not join before the start that was set', async () => {
  const open = await foundGroup(ada, 'Open house', { listed: 'organization', joining: 'open' })
  const who = await comingIn(5, 'member', open)
  const joined = await who.post<Problem>(`/api/groups/${open}/join`)
  assert.deepEqual([joined.status, joined.body.code], [409, 'begins-later'])
  assert.equal(await reach(who, open), 404)
  assert.ok((await listed(who, ada, open))!.starts)
})

test('M9, M4 · a person who accepts an invitation with a start is a member from then on; if it has passed, immediately', async () => {
  const of = await foundGroup(ada, 'Invited later')
  const offered = async (days: number) => {
    const who = await somebody()
    const people = [{ email: who.email }]
    const start = at(days)
    await must(ada.post(`/api/groups/${of}/invitations`, { people, starts: start }))
    const { items } = await must(
      who.get<{ items: { id: string; starts: string }[] }>('/api/me/invitations'),
    )
    assert.equal(Date.parse(items[0]!.starts), Date.parse(start), 'they read it before they answer')
    return { who, accept: `/api/me/invitations/${items[0]!.id}/acceptance` }
  }
  const early = await offered(5)
  const accepted = await must(early.who.post<{ group: string | null }>(early.accept))
  assert.equal(accepted.group, null)
  assert.equal(await reach(early.who, of), 404)
  assert.deepEqual(
    (await beginnings(early.who)).map(({ id }) => id),
    [of],
  )
  await putForward(instance, 5.1)
  assert.equal(await reach(early.who, of), 200)
  await back()
  const late = await offered(3)
  await instance.db.run({
    text: `update invitation set starts = now() - interval '1 day' where email_key = $1`,
    values: [late.who.email],
  })
  assert.equal((await must(late.who.post<{ group: string | null }>(late.accept))).group, of)
  assert.equal(await reach(late.who, of), 200)
})

test('M9, M10 · a seat counts from the admission, so that a start passes no limit', async () => {
  const small = await groupOf(ada)
  await planFor(instance, ada, { members: 2 })
  await comingIn(5, 'member', small.id)
  const late = await somebody()
  const added = await ada.post(`/api/groups/${small.id}/members`, {
    people: [{ person: late.id, role: 'member' }],
  })
  assert.equal(added.status, 409)
})
