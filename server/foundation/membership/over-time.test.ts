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
import { inDays, putForward } from '../../../test/world/clock.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import { groupOf, memberOf, planFor } from '../../../test/world/groups.ts'
import { colleague, guest, signedIn, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { endWhatIsOver, followUp, remindSponsors } from './ending.ts'

const instance = await startInstance({ listen: true })
const { house } = instance.app
const { cast, organization, group, inner, open } = await stage(instance)
const { ada, oona, cosmo, moe, mina, nestor, gil, edna } = cast

interface Problem {
  code: string
  fields: { field: string; code: string }[]
}

interface Member {
  card: { id: string }
  role: string
  until: string | null
  roleUntil: string | null
  sponsor: { id: string } | null
  may: { setDates: boolean; renew: boolean }
}

const members = async (by: Client, of: SpaceId = group) =>
  (await must(by.get<{ items: Member[]; total: number }>(`/api/groups/${of}/members?limit=200`)))
    .items
const memberSeen = async (by: Client, who: Client, of: SpaceId = group) =>
  (await members(by, of)).find(({ card }) => card.id === who.id)

const date = (who: Client, change: object, of: SpaceId = group) =>
  ada.patch<Problem>(`/api/groups/${of}/members/${who.id}`, change)

const mails = async (to: Client) =>
  (
    await instance.db.rows<{ kind: string }>({
      text: 'select kind from outbox where to_address = $1 order by created_at, id',
      values: [to.email],
    })
  ).map(({ kind }) => kind)

const history = async (of: SpaceId = group) =>
  (
    await instance.db.rows<{ kind: string }>({
      text: 'select kind from change where space_id = $1 order by seq',
      values: [of],
    })
  ).map(({ kind }) => kind)

test('M9 · an end is in the future, and is set by the administrator, not for their own role', async () => {
  const until = inDays(10).toISOString()
  const past = await date(mina, { until: inDays(-1).toISOString() })
  assert.deepEqual(
    [past.status, past.body.fields.map(({ field, code }) => [field, code])],
    [400, [['body.until', 'past']]],
  )
  assert.equal((await date(ada, { until })).body.code, 'administrator-stays')
  assert.equal((await date(mina, { roleUntil: until })).body.fields[0]!.code, 'no-role')
  const byCosmo = await cosmo.patch(`/api/groups/${group}/members/${mina.id}`, { until })
  assert.equal(byCosmo.status, 403)
  await must(date(mina, { until }), 204)
  const seen = (await memberSeen(ada, mina))!
  assert.equal(Date.parse(seen.until!), Date.parse(until))
  assert.equal(seen.may.setDates, true)
  await must(date(mina, { until: null }), 204)
  assert.equal((await memberSeen(ada, mina))!.until, null)
})

test('M9, A11 · from its date on a membership is over everywhere, though nobody has swept it away', async () => {
  const note = await writeNote(edna, group, open, 'For members only')
  const at = `/api/spaces/${group}`
  await must(date(mina, { until: inDays(5).toISOString() }), 204)
  await putForward(instance, 4.9)
  assert.equal((await mina.get(`${at}/notes/${note}`)).status, 200)
  await putForward(instance, 5.1)
  for (const path of [
    `${at}/notes/${note}`,
    `${at}/containers?tool=notes`,
    `/api/groups/${group}`,
    `/api/groups/${group}/members`,
    `/api/groups/${group}/successor`,
  ])
    assert.equal((await mina.get(path)).status, 404, path)
  const added = await mina.post(`${at}/notebooks/${open}/notes`, { title: 'Late', markdown: '' })
  assert.equal(added.status, 404)
  const mine = await must(mina.get<{ spaces: { id: string }[] }>('/api/me'))
  assert.ok(!mine.spaces.some(({ id }) => id === group))
  const found = await must(mina.get<{ items: { id: string }[] }>('/api/people?search=edna'))
  assert.equal(found.items.length, 1, 'a colleague still')
  assert.equal(await memberSeen(ada, mina), undefined)
  const seers = JSON.stringify(await must(ada.get(`${at}/containers/${open}/audience?limit=200`)))
  assert.ok(!seers.includes(mina.id))
})

test('M9 · the sweep tells the person and the administrator, writes the history, and does so once', async () => {
  await Promise.all([endWhatIsOver(house), endWhatIsOver(house)])
  assert.equal(await endWhatIsOver(house), 0)
  await putForward(instance, 0)
  assert.deepEqual(await mails(mina), ['member-ended'])
  assert.equal((await mails(ada)).filter((kind) => kind === 'membership-ended').length, 1)
  assert.equal((await history()).filter((kind) => kind === 'member.ended').length, 1)
  await memberOf(instance, { id: group }, mina)
})

test('M9, J6 · an open connection is told at that moment', async () => {
  const live = await liveClient(instance.address, mina.cookie)
  live.say({ type: 'watch', spaces: [group] })
  await live.next('watching')
  await must(date(mina, { until: inDays(1).toISOString() }), 204)
  await putForward(instance, 1.1)
  await endWhatIsOver(house)
  assert.equal((await live.next<{ space: string }>('gone')).space, group)
  live.close()
  await putForward(instance, 0)
  await memberOf(instance, { id: group }, mina)
})

test('M9 · somebody who joins again after the end, before the sweep, is a new member', async () => {
  await must(date(mina, { until: inDays(1).toISOString() }), 204)
  await putForward(instance, 1.1)
  await must(
    oona.post(`/api/groups/${group}/members`, { people: [{ person: mina.id, role: 'member' }] }),
  )
  assert.equal((await memberSeen(ada, mina))!.until, null)
  assert.equal(await endWhatIsOver(house), 0)
  await putForward(instance, 0)
})

test('M9 · when a role ends, the person is a member; rights given by name stay', async () => {
  await must(date(moe, { role: 'co-administrator', roleUntil: inDays(2).toISOString() }), 204)
  const closed = await makeNotebook(ada, group, await rootOf(ada, group), 'For a while')
  await giveRights(ada, group, closed, [[{ kind: 'person', id: edna.id }, 'editor']])
  const there = (by: Client) => by.get(`/api/spaces/${group}/containers/${closed}`)
  const open4 = async (by: Client) => (await there(by)).status
  assert.equal(await open4(moe), 200)
  await putForward(instance, 2.1)
  assert.equal(await open4(moe), 404)
  assert.equal(await open4(edna), 200)
  assert.equal((await memberSeen(moe, moe))!.role, 'member')
  await endWhatIsOver(house)
  await putForward(instance, 0)
  assert.equal((await memberSeen(ada, moe))!.role, 'member')
  assert.ok((await mails(moe)).includes('role-ended'))
})

test('M9, G9 · the end of a membership in an inner group counts in the outer one', async () => {
  const note = await writeNote(edna, group, open, 'For the inner group too')
  const path = `/api/spaces/${group}/notes/${note}`
  await must(date(nestor, { until: inDays(3).toISOString() }, inner), 204)
  await putForward(instance, 2.9)
  assert.equal((await nestor.get(path)).status, 200)
  await putForward(instance, 3.1)
  assert.equal((await nestor.get(path)).status, 404)
  await endWhatIsOver(house)
  await putForward(instance, 0)
  assert.equal((await nestor.get(path)).status, 404)
  await memberOf(instance, { id: inner }, nestor)
  assert.equal((await nestor.get(path)).status, 200)
})

test('M9 · a guest has a sponsor, and an end when policy sets one; the sponsor renews by one act', async () => {
  assert.deepEqual(
    [(await memberSeen(ada, gil))!.sponsor?.id, (await memberSeen(ada, gil))!.until],
    [ada.id, null],
  )
  await must(oona.patch('/api/organization', { policies: { guestDays: 30 } }), 204)
  const gabi = await guest(instance, 'Gabi')
  await memberOf(instance, { id: group }, gabi)
  const end = Date.parse((await memberSeen(ada, gabi))!.until!)
  assert.ok(Math.abs(end - inDays(30).getTime()) < 60_000)
  await must(date(gabi, { sponsor: edna.id }), 204)
  for (const sponsor of [gil, cast.xavier])
    assert.equal((await date(gabi, { sponsor: sponsor.id })).body.fields[0]!.code, 'unknown')
  assert.equal((await date(gabi, { until: null })).body.fields[0]!.code, 'guest-needs-end')
  await must(date(gabi, { until: inDays(2).toISOString() }), 204)
  const renewal = (by: Client) => by.post(`/api/groups/${group}/members/${gabi.id}/renewal`)
  assert.deepEqual(
    [
      (await renewal(mina)).status,
      (await renewal(gabi)).status,
      (await renewal(cast.xavier)).status,
    ],
    [403, 403, 404],
  )
  assert.deepEqual(
    [(await memberSeen(edna, gabi))!.may.renew, (await memberSeen(mina, gabi))!.may.renew],
    [true, false],
  )
  await must(renewal(edna))
  const renewed = Date.parse((await memberSeen(ada, gabi))!.until!)
  assert.ok(Math.abs(renewed - inDays(30).getTime()) < 60_000)
})

test('M9 · the sponsor is reminded 14, 3 and 0 days before, each time once', async () => {
  const rounds = async (days: number) => {
    await Promise.all([1, 2, 3].map(() => remindSponsors(house, inDays(days))))
    return (await mails(edna)).filter((kind) => kind.startsWith('guest-ends'))
  }
  assert.deepEqual(await rounds(15), [])
  assert.deepEqual(await rounds(16.5), ['guest-ends-in-14'])
  assert.deepEqual(await rounds(20), ['guest-ends-in-14'])
  assert.deepEqual(await rounds(27.5), ['guest-ends-in-14', 'guest-ends-in-3'])
  assert.deepEqual(await rounds(29.5), ['guest-ends-in-14', 'guest-ends-in-3', 'guest-ends'])
  assert.equal((await rounds(29.9)).length, 3)
})

test('M9 · a sponsor who leaves or is stopped is followed by the administrator', async () => {
  const gus = await guest(instance, 'Gus')
  await memberOf(instance, { id: group }, gus)
  const sponsor = async () => (await memberSeen(ada, gus))!.sponsor!.id
  const sue = await colleague(instance, organization, 'Sue')
  await memberOf(instance, { id: group }, sue)
  await must(date(gus, { sponsor: sue.id }), 204)
  await must(sue.post(`/api/groups/${group}/leaving`, {}), 204)
  assert.equal(await sponsor(), ada.id)
  await memberOf(instance, { id: group }, sue)
  await must(date(gus, { sponsor: sue.id }), 204)
  await must(oona.post(`/api/organization/people/${sue.id}/deactivation`), 204)
  await followUp(house)
  assert.equal(await sponsor(), ada.id)
})

test('M9 · a guest of no group any more is closed, and a new invitation opens the door again', async () => {
  const greta = await guest(instance, 'Greta', { password: 'a sentence that is easy to keep' })
  await memberOf(instance, { id: group }, greta)
  await followUp(house)
  assert.equal((await greta.get('/api/me')).status, 200)
  await must(ada.delete(`/api/groups/${group}/members/${greta.id}`), 204)
  await followUp(house)
  assert.equal((await greta.get('/api/me')).status, 401)
  const signIn = () =>
    cast.nobody.post<Problem>('/api/session', {
      email: greta.email,
      password: 'a sentence that is easy to keep',
    })
  const refused = await signIn()
  assert.deepEqual([refused.status, refused.body.code], [401, 'account-closed'])
  await must(ada.post(`/api/groups/${group}/invitations`, { people: [{ email: greta.email }] }))
  assert.equal((await signIn()).status, 200)
  const again = await signedIn(instance, greta.id)
  const mine = await must(again.get<{ items: { id: string }[] }>('/api/me/invitations'))
  await must(again.post(`/api/me/invitations/${mine.items[0]!.id}/acceptance`, {}))
  await followUp(house)
  assert.equal((await again.get('/api/me')).status, 200)
})

let bosses = 0
const named = async (heir: Client) => {
  const boss = await colleague(instance, organization, `Boss${(bosses += 1)}`)
  const { id } = await groupOf(boss)
  await memberOf(instance, { id }, heir)
  await must(boss.put(`/api/groups/${id}/successor`, { person: heir.id }), 204)
  return { boss, of: id }
}
const stop = (who: Client) =>
  must(oona.post(`/api/organization/people/${who.id}/deactivation`), 204)
const administrator = async (of: SpaceId) =>
  (await must(oona.get<{ administrator: { id: string } }>(`/api/groups/${of}`))).administrator.id
interface Seat {
  successor: { id: string } | null
  asked: { ok: boolean; takes: { limit: string; needed: number; falls: boolean }[] } | null
}
const seat = (by: Client, of: SpaceId) => must(by.get<Seat>(`/api/groups/${of}/successor`))

test('M8 · the successor is asked, once, when the administrator’s account stops; until then nobody else is told', async () => {
  const hedy = await colleague(instance, organization, 'Hedy')
  const { boss, of } = await named(hedy)
  await memberOf(instance, { id: of }, mina)
  assert.equal((await seat(boss, of)).successor!.id, hedy.id)
  assert.deepEqual(
    [(await seat(hedy, of)).successor, (await seat(mina, of)).successor],
    [null, null],
  )
  await followUp(house)
  assert.equal((await hedy.post(`/api/groups/${of}/succession`)).status, 404, 'not asked yet')
  await stop(boss)
  await Promise.all([followUp(house), followUp(house)])
  await followUp(house)
  assert.deepEqual(await mails(hedy), ['succession-asked'])
  const { items } = await must(hedy.get<{ items: { id: string }[] }>('/api/me/successions'))
  assert.deepEqual(
    items.map(({ id }) => id),
    [of],
  )
  assert.equal((await seat(hedy, of)).asked!.ok, true)
  assert.equal((await mina.post(`/api/groups/${of}/succession`)).status, 404)
  assert.equal(await administrator(of), boss.id, 'nobody is promoted silently')
})

test('M8, M10 · of many acceptances at the same time one takes over, and the old administrator is a member', async () => {
  const heir = await colleague(instance, organization, 'Heir')
  const { boss, of } = await named(heir)
  await stop(boss)
  await followUp(house)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => heir.post(`/api/groups/${of}/succession`)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, ...Array.from({ length: 19 }, () => 404)],
  )
  const roles = (await members(heir, of)).map(({ card, role }) => [card.id, role])
  assert.deepEqual(new Map(roles as [string, string][]).get(heir.id), 'administrator')
  assert.equal(roles.filter(([, role]) => role === 'administrator').length, 1)
  assert.equal((await history(of)).filter((kind) => kind === 'member.handed-over').length, 1)
})

test('M8, M1 · a plan too small for the group refuses the take-over, and says what is missing', async () => {
  const poor = await colleague(instance, organization, 'Poor')
  await planFor(instance, poor, { groups: 0 })
  const { boss, of } = await named(poor)
  await stop(boss)
  await followUp(house)
  const { asked } = await seat(poor, of)
  assert.deepEqual(
    [asked!.ok, asked!.takes.filter(({ falls }) => falls).map(({ limit }) => limit)],
    [false, ['groups']],
  )
  assert.equal((await poor.post(`/api/groups/${of}/succession`)).status, 409)
  assert.equal(await administrator(of), boss.id)
})

test('M8 · who declines is not asked again; the admins see the group as without acting administrator', async () => {
  const coy = await colleague(instance, organization, 'Coy')
  const { boss, of } = await named(coy)
  await stop(boss)
  await followUp(house)
  await must(coy.delete(`/api/groups/${of}/succession`), 204)
  assert.equal((await coy.delete(`/api/groups/${of}/succession`)).status, 404)
  assert.equal((await coy.post(`/api/groups/${of}/succession`)).status, 404)
  await followUp(house)
  assert.deepEqual(await mails(coy), ['succession-asked'])
  assert.ok((await mails(oona)).includes('succession-declined'))
  const { items } = await must(
    oona.get<{ items: { id: string; withoutAdministrator: boolean }[] }>(
      '/api/organization/groups?limit=200',
    ),
  )
  assert.equal(items.find(({ id }) => id === of)!.withoutAdministrator, true)
})

test('M8 · an account that runs again is not followed; a guest, a stranger or oneself cannot be named', async () => {
  const eve = await colleague(instance, organization, 'Eve')
  const { boss, of } = await named(eve)
  await stop(boss)
  await followUp(house)
  await must(oona.delete(`/api/organization/people/${boss.id}/deactivation`), 204)
  assert.equal((await eve.post(`/api/groups/${of}/succession`)).status, 404)
  const back = await signedIn(instance, boss.id)
  const name = async (person: string) =>
    (await back.put<Problem>(`/api/groups/${of}/successor`, { person })).status
  assert.deepEqual(
    [await name(boss.id), await name(cast.xavier.id), await name(eve.id)],
    [409, 404, 204],
  )
  await must(eve.post(`/api/groups/${of}/leaving`, {}), 204)
  assert.equal((await seat(back, of)).successor, null, 'who leaves follows nobody')
})

test('M1, O7 · before a hand-over, people read how much of the plan the group uses, even where the plan is large enough', async () => {
  const { takes, ok } = await must(
    ada.get<{ ok: boolean; takes: { limit: string; needed: number; available: number | null }[] }>(
      `/api/groups/${group}/hand-over/${edna.id}`,
    ),
  )
  assert.equal(ok, true)
  assert.deepEqual(
    takes.map(({ limit }) => limit),
    ['groups', 'members', 'storage', 'guests'],
  )
  assert.ok(takes.find(({ limit }) => limit === 'members')!.needed >= 5)
})

test('M10 · of twenty people who join a group with one free seat at the same time, one is admitted', async () => {
  const host = await colleague(instance, organization, 'Host')
  await planFor(instance, host, { members: 2 })
  const { id } = await groupOf(host, { template: 'community' })
  const crowd = await Promise.all(
    Array.from({ length: 20 }, (_, index) => colleague(instance, organization, `Crowd${index}`)),
  )
  const answers = await Promise.all(crowd.map((each) => each.post(`/api/groups/${id}/join`)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal((await members(host, id)).length, 2)
  await must(
    host.patch(
      `/api/groups/${id}/members/${crowd[answers.findIndex(({ status }) => status === 200)]!.id}`,
      {
        until: inDays(1).toISOString(),
      },
    ),
    204,
  )
  await putForward(instance, 1.1)
  const again = await Promise.all(crowd.map((each) => each.post(`/api/groups/${id}/join`)))
  await putForward(instance, 0)
  assert.equal(
    again.filter(({ status }) => status === 200).length,
    1,
    'the seat is free from the date on',
  )
})
