import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, foundGroup, must } from '../../../test/world/cast.ts'
import { handOver } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, nobody, type Client } from '../../../test/world/people.ts'
import { followAll } from '../notices/following.ts'
import { restorableSince } from '../../operations/life-cycle/restoring.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const otto = await colleague(instance, organization, 'Otto', { orgRole: 'admin' })
const mara = await colleague(instance, organization, 'Mara', { orgRole: 'manager' })
const one = (name: string) => colleague(instance, organization, name)
const [ada, mina, pia] = [await one('Ada'), await one('Mina'), await one('Pia')]

interface Line {
  kind: string
  actor: { id: string } | null
  address: string | null
  detail: Record<string, unknown>
}
interface Problem {
  code: string
  fields?: { field: string }[]
}
type Added = { items: { person: string; status: string }[] }
type Requests = { items: { id: string; card: { id: string }; askedBy: { id: string } | null }[] }

const circle = (settings: object = {}) =>
  foundGroup(ada, `Circle ${(circles += 1)}`, { whoInvites: 'members', ...settings })
let circles = 0
const add = (by: Client, group: string, who: Client, more: object = {}) =>
  by.post<Added & Problem>(`/api/groups/${group}/members`, {
    people: [{ person: who.id, role: 'member' }],
    ...more,
  })
const statusOf = async (answer: ReturnType<typeof add>) => (await must(answer)).items[0]!.status
const reads = async (who: Client, group: string) =>
  (await who.get(`/api/spaces/${group}/containers`)).status === 200
const historyOf = async (who: Client, group: string) =>
  (await must(who.get<{ items: Line[] }>(`/api/groups/${group}/history?limit=200`))).items
const requestsIn = async (who: Client, group: string) =>
  (await must(who.get<Requests>(`/api/groups/${group}/join-requests`))).items
const policy = (policies: object) => must(oona.patch('/api/organization', { policies }), 204)

/** The kinds of mails sent to a person since the last call. */
async function mailsTo(who: Client): Promise<string[]> {
  const rows = await instance.db.rows<{ kind: string }>({
    text: `with gone as (delete from outbox where person_id = $1 returning kind, parts, created_at)
      select coalesce(part->>'kind', kind) as kind from gone left join lateral jsonb_array_elements(parts) part on true
      order by created_at, 1`,
    values: [who.id],
  })
  return rows.map(({ kind }) => kind)
}

async function lateBy(days: number, group: string): Promise<void> {
  await instance.db.run({
    text: `update seat_question set due_at = due_at - make_interval(days => $2) where group_id = $1`,
    values: [group, days],
  })
}

const stop = (who: Client) =>
  must(oona.post(`/api/organization/people/${who.id}/deactivation`), 204)

test('M3 · an org admin who adds themself, or another who governs, to a private group waits for the yes of its administrator', async () => {
  const group = await circle()
  await mailsTo(ada)
  for (const [by, who] of [
    [oona, oona],
    [oona, otto],
    [mara, oona],
    [mara, mara],
  ] as const) {
    assert.equal(await statusOf(add(by, group, who)), 'waiting')
    assert.equal(await reads(who, group), false)
  }
  assert.deepEqual(await mailsTo(ada), ['governor-asks', 'governor-asks', 'governor-asks'])
  const asked = await requestsIn(ada, group)
  assert.deepEqual(
    asked.map(({ card, askedBy }) => [card.id, askedBy?.id ?? null]),
    [
      [oona.id, null],
      [otto.id, oona.id],
      [mara.id, null],
    ],
  )
  const [first, second] = asked.map(({ id }) => `/api/groups/${group}/join-requests/${id}`)
  for (const who of [oona, otto, mara]) {
    assert.equal((await who.post(`${first}/approval`)).status, 404)
    assert.equal((await who.post(`${second}/refusal`, { reason: '' })).status, 404)
  }
  await must(ada.post(`${first}/approval`), 204)
  assert.equal(await reads(oona, group), true)
  await must(ada.post(`${second}/refusal`, { reason: 'No' }), 204)
  assert.deepEqual([await reads(otto, group), await reads(mara, group)], [false, false])
  assert.ok((await mailsTo(oona)).includes('join-declined'), 'who asked for another is told')
})

test('M3 · only the administrator answers for one who governs: neither co-administrators nor moderators', async () => {
  const group = await circle()
  await enter(instance, group, [mina], 'co-administrator')
  await add(oona, group, oona)
  assert.deepEqual(await requestsIn(mina, group), [])
  const { id } = (await requestsIn(ada, group))[0]!
  assert.equal((await mina.post(`/api/groups/${group}/join-requests/${id}/approval`)).status, 404)
  assert.equal(await reads(oona, group), false)
})

test('M3, 003 · admins and managers add others to private groups, never silently', async () => {
  const group = await circle()
  await mailsTo(ada)
  assert.equal(await statusOf(add(mara, group, pia)), 'added')
  assert.deepEqual(await mailsTo(ada), ['governed-added'])
  assert.ok((await mailsTo(pia)).includes('member-added'))
  const [line] = await historyOf(ada, group)
  assert.deepEqual(
    [line?.kind, line?.actor?.id, line?.detail['person'], line?.detail['administrator']],
    ['member.joined', mara.id, pia.id, ada.id],
  )
  await must(mara.delete(`/api/groups/${group}/members/${pia.id}`), 204)
  await must(oona.post(`/api/groups/${group}/archive`))
  await must(oona.delete(`/api/groups/${group}/archive`))
  await must(mara.delete(`/api/groups/${group}/members`), 204)
  assert.deepEqual(await mailsTo(ada), [
    'governed-removed',
    'governed-archived',
    'governed-unarchived',
    'governed-emptied',
  ])
})

test('M3 · people who came in by governance cannot bring in others who govern, nor can those whom they bring', async () => {
  const group = await circle()
  const second = await one('Second')
  await add(oona, group, pia)
  const invited = (by: Client, who: Client) =>
    must(
      by.post<{ items: { id: string }[] }>(`/api/groups/${group}/invitations`, {
        people: [{ person: who.id }],
      }),
    )
  const accept = async (by: Client, who: Client) => {
    const { items } = await invited(by, who)
    return must(
      who.post<{ group: string | null; waiting: string[] }>(
        `/api/me/invitations/${items[0]!.id}/acceptance`,
        {},
      ),
    )
  }
  assert.deepEqual((await accept(pia, oona)).group, null)
  assert.equal(await reads(oona, group), false)
  await accept(pia, second)
  assert.equal(await reads(second, group), true)
  const { waiting } = await accept(second, otto)
  assert.equal(waiting.length, 1)
  assert.equal(await reads(otto, group), false)
  await enter(instance, group, [mina])
  await accept(mina, mara)
  assert.equal(await reads(mara, group), true, 'members whom the group chose may invite anybody')
  await must(ada.patch(`/api/groups/${group}/members/${pia.id}`, { role: 'moderator' }), 204)
  await must(ada.patch(`/api/groups/${group}/members/${pia.id}`, { role: 'member' }), 204)
})

test('M3 · a member who governs brings nobody who governs like them', async () => {
  const group = await circle()
  await enter(instance, group, [mara], 'moderator')
  const { items } = await must(
    mara.post<{ items: { id: string }[] }>(`/api/groups/${group}/invitations`, {
      people: [{ person: otto.id }],
    }),
  )
  await must(otto.post(`/api/me/invitations/${items[0]!.id}/acceptance`, {}))
  assert.equal(await reads(otto, group), false)
  assert.equal(await statusOf(add(mara, group, oona)), 'waiting')
})

test('M3 · nobody becomes one who governs inside a private group into which governance brought them', async () => {
  const group = await circle()
  const ron = await one('Ron')
  await add(oona, group, ron)
  const promote = () =>
    otto.patch<Problem>(`/api/organization/people/${ron.id}`, { orgRole: 'manager' })
  const refused = await promote()
  assert.deepEqual([refused.status, refused.body.code], [409, 'brought-in-by-governance'])
  await must(oona.delete(`/api/groups/${group}/members/${ron.id}`), 204)
  await must(promote(), 204)
  assert.equal(await statusOf(add(oona, group, ron)), 'waiting')
})

test('M3 · a colleague who is invited to govern waits at the private groups that were prepared', async () => {
  const group = await circle()
  const email = 'nadia.prepared@example.org'
  const body = { invitations: [{ email, orgRole: 'admin', groups: [{ group }] }] }
  const { items } = await must(
    oona.post<{ items: { id: string }[] }>('/api/organization/invitations', body),
  )
  const mail = await instance.db.row<{ text: string }>({
    text: `select text_body as text from outbox where to_address = $1 order by created_at desc limit 1`,
    values: [email],
  })
  const token = /invitations\/([\w-]+)/.exec(mail!.text)![1]!
  const form = { firstName: 'Nadia', lastName: 'New', password: 'Seven quiet rivers run' }
  const accepted = await must(
    nobody(instance).post<{ waiting: string[] }>(`/api/invitations/${token}/acceptance`, form),
  )
  assert.equal(items.length, 1)
  assert.equal(accepted.waiting.length, 1)
  const inside = await instance.db.rows({
    text: `select 1 as one from flat_membership m join person p on p.id = m.person_id where m.group_id = $1 and p.email = $2`,
    values: [group, email],
  })
  assert.deepEqual(inside, [])
})

test('M3, G9 · nobody who governs slips into a private group by way of a group inside it', async () => {
  const outer = await circle()
  const inner = await foundGroup(ada, 'Inner open', { listed: 'organization', joining: 'open' })
  await must(ada.post(`/api/groups/${outer}/nested-groups`, { group: inner, role: 'member' }), 204)
  await mailsTo(ada)
  await must(oona.post(`/api/groups/${inner}/join`))
  assert.equal(await statusOf(add(otto, inner, otto)), 'added')
  assert.deepEqual(
    [await reads(oona, inner), await reads(oona, outer), await reads(otto, outer)],
    [true, false, false],
  )
  assert.deepEqual((await mailsTo(ada)).toSorted(), [
    'governed-added',
    'governor-asks',
    'governor-asks',
  ])
  await must(pia.post(`/api/groups/${inner}/join`))
  assert.equal(await reads(pia, outer), true, 'others come through as before')
  await must(ada.patch(`/api/groups/${inner}/members/${oona.id}`, { role: 'moderator' }), 204)
  assert.equal(await reads(oona, outer), false, 'not by something else that the administrator does')
  const { id } = (await requestsIn(ada, outer))[0]!
  await must(ada.post(`/api/groups/${outer}/join-requests/${id}/approval`), 204)
  assert.equal(await reads(oona, outer), true)
})

test('M3 · a policy may let people who govern join immediately, and all members are told', async () => {
  const group = await circle()
  await enter(instance, group, [mina])
  await policy({ governorsEnter: 'at-once' })
  await Promise.all([ada, mina].map(mailsTo))
  assert.equal(await statusOf(add(oona, group, otto, { reason: 'An audit' })), 'added')
  await policy({ governorsEnter: 'with-consent' })
  assert.equal(await reads(otto, group), true)
  assert.deepEqual(await mailsTo(ada), ['governed-added', 'governor-came'])
  assert.deepEqual(await mailsTo(mina), ['governor-came'])
})

test('M3 · where nobody acts as administrator it takes a reason, which all members read', async () => {
  const group = await circle()
  const boss = await one('Boss')
  await enter(instance, group, [boss, mina])
  await handOver(ada, group, boss)
  await stop(boss)
  await mailsTo(mina)
  const silent = await add(oona, group, oona)
  assert.deepEqual([silent.status, silent.body.fields?.[0]?.field], [400, 'body.reason'])
  assert.equal(await statusOf(add(oona, group, oona, { reason: 'Boss has gone' })), 'added')
  assert.deepEqual(await mailsTo(mina), ['governor-came'])
  const [line] = await historyOf(oona, group)
  assert.equal(line?.detail['reason'], 'Boss has gone')
})

test('M3 · the seat of an administrator who acts is not taken; only an unanswered question frees it', async () => {
  const group = await circle()
  await enter(instance, group, [pia, mina])
  const seat = `/api/groups/${group}/hand-over`
  const taken = () => mara.post<Problem>(seat, { person: pia.id })
  const acts = await taken()
  assert.deepEqual([acts.status, acts.body.code], [409, 'administrator-acts'])
  await Promise.all([ada, pia, mina].map(mailsTo))
  const ask = `/api/groups/${group}/seat-question`
  assert.equal((await mina.post(ask, {})).status, 403)
  await must(mara.post(ask, { reason: 'Nobody answers our mails' }), 204)
  assert.deepEqual(await mailsTo(ada), ['seat-asked'])
  assert.equal((await oona.post(ask, {})).status, 409)
  assert.equal((await taken()).status, 409, 'before the day')
  await must(ada.post(`${ask}/answer`), 204)
  assert.ok((await mailsTo(mara)).includes('seat-answered'))
  await must(mara.post(ask, {}), 204)
  await policy({ seatDays: 1 })
  assert.equal((await taken()).status, 409, 'the day that was said stays')
  await policy({ seatDays: 14 })
  await lateBy(15, group)
  await mailsTo(ada)
  await must(taken())
  assert.deepEqual(await mailsTo(ada), ['governed-offered'])
  await must(pia.post(`${seat}/acceptance`))
  assert.deepEqual(await mailsTo(ada), ['seat-lost'])
  assert.ok((await mailsTo(mina)).includes('seat-given'))
  const { administrator } = await must(
    mina.get<{ administrator: { id: string } }>(`/api/groups/${group}`),
  )
  assert.equal(administrator.id, pia.id)
})

test('M3 · an answer that comes late, and before the seat has passed, keeps the seat', async () => {
  const group = await circle()
  await enter(instance, group, [pia])
  const seat = `/api/groups/${group}`
  await must(mara.post(`${seat}/seat-question`, {}), 204)
  await lateBy(15, group)
  await must(mara.post(`${seat}/hand-over`, { person: pia.id }))
  await must(ada.post(`${seat}/seat-question/answer`), 204)
  assert.equal((await pia.post(`${seat}/hand-over/acceptance`)).status, 404)
  assert.equal((await mara.post(`${seat}/hand-over`, { person: pia.id })).status, 409)
})

test('M3 · the former administrator can still read what happened during their time, and nothing else, from anywhere', async () => {
  const group = await circle()
  await enter(instance, group, [pia])
  await must(mara.post(`/api/groups/${group}/seat-question`, { reason: 'Absent' }), 204)
  await lateBy(15, group)
  await must(mara.post(`/api/groups/${group}/hand-over`, { person: pia.id }))
  await must(pia.post(`/api/groups/${group}/hand-over/acceptance`))
  await must(pia.patch(`/api/groups/${group}`, { objective: 'Another' }))
  await must(mara.delete(`/api/groups/${group}/members/${ada.id}`), 204)
  const kinds = (await historyOf(ada, group)).map(({ kind }) => kind)
  assert.deepEqual(kinds, ['member.handed-over', 'member.hand-over-offered', 'member.seat-asked'])
  assert.equal((await ada.get(`/api/groups/${group}`)).status, 404)
  assert.equal((await mina.get(`/api/groups/${group}/history`)).status, 404)
})

test('M3, G7 · restoring gives a group back to its administrator, never to the person who restores it', async () => {
  const group = await circle()
  await must(ada.delete(`/api/groups/${group}`), 204)
  const restore = (body: object) =>
    oona.post<Problem>(`/api/organization/deleted-groups/${group}/restoration`, body)
  const taken = await restore({ person: oona.id })
  assert.deepEqual([taken.status, taken.body.code], [409, 'administrator-acts'])
  await mailsTo(ada)
  await must(restore({}), 204)
  assert.deepEqual(await mailsTo(ada), ['governed-restored'])
  assert.equal(await reads(oona, group), false)
  assert.ok(restorableSince(instance.app.house.config, new Date()) < new Date())
})

test('M3 · one who governs and restores a private group for themself says why', async () => {
  const boss = await one('Gone Boss')
  const group = await foundGroup(boss, 'Left alone')
  await must(boss.delete(`/api/groups/${group}`), 204)
  await stop(boss)
  const restore = (body: object) =>
    oona.post<Problem>(`/api/organization/deleted-groups/${group}/restoration`, body)
  const silent = await restore({ person: oona.id })
  assert.deepEqual([silent.status, silent.body.fields?.[0]?.field], [400, 'body.reason'])
  await must(restore({ person: oona.id, reason: 'The files are needed' }), 204)
  const line = (await historyOf(oona, group)).find(({ kind }) => kind === 'group.restored')
  assert.equal(line?.detail['reason'], 'The files are needed')
})

test('M3, A8 · governing does not allow viewing as somebody else, nor exporting the group', async () => {
  const group = await circle()
  await enter(instance, group, [mina])
  for (const path of ['viewings', 'exports'])
    assert.equal(
      (await oona.post(`/api/groups/${group}/${path}`, { as: 'member' })).status >= 400,
      true,
    )
  assert.equal(
    (await oona.put(`/api/groups/${group}/successor`, { person: oona.id })).status,
    403,
    'nor to follow the administrator',
  )
})

test('M3, E1 · the administrator also gets an immediate notice of everything that people who govern do', async () => {
  const group = await circle()
  const gil = await guest(instance, 'Gil')
  await add(oona, group, pia)
  await must(mara.post(`/api/groups/${group}/seat-question`, {}), 204)
  await followAll(instance.app.house)
  const { items } = await must(
    ada.get<{ items: { kind: string; space: { id: string } | null }[] }>('/api/me/notices'),
  )
  const here = items.filter(({ space }) => space?.id === group).map(({ kind }) => kind)
  assert.deepEqual(here.toSorted(), ['governed', 'seat-asked'])
  assert.equal((await gil.get(`/api/groups/${group}/history`)).status, 404)
})
