import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, foundGroup, must } from '../../../test/world/cast.ts'
import { putForward } from '../../../test/world/clock.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, nobody, type Client } from '../../../test/world/people.ts'
import { newId } from '../../kernel/ids.ts'
import { followUp } from './ending.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const one = (name: string) => colleague(instance, organization, name)
const ada = await one('Ada')
const [mina, cosmo] = [await one('Mina'), await one('Cosmo')]

interface Problem {
  status: number
  code: string
  title: string
  detail: string
}
interface KeptOut {
  items: { card: { id: string }; reason: string; until: string | null; by: { id: string } }[]
}

const open = { listed: 'organization', joining: 'open', whoInvites: 'members' }
const restricted = { ...open, joining: 'request' }
let count = 0

/** A group of Ada's with Cosmo as co-administrator, and a person who is kept out. */
async function withKeptOut(settings: object, body: object = {}, who = one(`Kai ${(count += 1)}`)) {
  const kai = await who
  const group = await foundGroup(ada, `Keeps out ${(count += 1)}`, settings)
  await enter(instance, group, [kai])
  await enter(instance, group, [cosmo], 'co-administrator')
  await must(ada.put(`/api/groups/${group}/kept-out/${kai.id}`, body), 204)
  return { group, kai }
}

const reads = async (who: Client, group: string) =>
  (await who.get(`/api/spaces/${group}/containers`)).status === 200
const list = async (who: Client, group: string) =>
  (await must(who.get<KeptOut>(`/api/groups/${group}/kept-out`))).items
const invite = (by: Client, group: string, who: { id: string } | { email: string }) =>
  by.post<{ items: { id: string | null; status: string }[] }>(`/api/groups/${group}/invitations`, {
    people: ['id' in who ? { person: who.id } : who],
  })
const waitingFor = async (who: Client) =>
  (await must(who.get<{ items: { id: string }[] }>('/api/me/invitations'))).items

async function lastLinkTo(email: string): Promise<string | undefined> {
  const mail = await instance.db.row<{ text: string }>({
    text: `select text_body as text from outbox where to_address = $1 order by created_at desc limit 1`,
    values: [email],
  })
  return mail && /invitations\/([\w-]+)/.exec(mail.text)?.[1]
}

test('J7 · somebody kept out is removed immediately, and cannot join an open group again', async () => {
  const { group, kai } = await withKeptOut(open, { reason: 'Shared what was not theirs' })
  assert.equal(await reads(kai, group), false)
  const refused = await kai.post<Problem>(`/api/groups/${group}/join`)
  assert.equal(refused.status, 403)
  const seen = await must(
    kai.get<{ may: Record<string, boolean>; role: string | null }>(`/api/groups/${group}`),
  )
  assert.deepEqual([seen.may['join'], seen.may['see'], seen.role], [false, true, null])
  await must(mina.post(`/api/groups/${group}/join`))
  await must(ada.delete(`/api/groups/${group}/kept-out/${kai.id}`), 204)
  await must(kai.post(`/api/groups/${group}/join`))
})

test('J7 · they cannot ask to join either; a pending request is closed', async () => {
  const { group, kai } = await withKeptOut(restricted)
  assert.equal((await kai.post(`/api/groups/${group}/join-requests`, { message: '' })).status, 403)
  const zoe = await one('Zoe')
  await must(zoe.post(`/api/groups/${group}/join-requests`, { message: 'Please' }), 201)
  await must(ada.put(`/api/groups/${group}/kept-out/${zoe.id}`, {}), 204)
  const { items } = await must(cosmo.get<{ items: [] }>(`/api/groups/${group}/join-requests`))
  assert.deepEqual(items, [])
})

test('J7, A10 · they are told the same as anybody whom the group does not admit: no reason, no date, no name', async () => {
  const { group, kai } = await withKeptOut(open, {
    reason: 'A secret reason',
    until: '2999-01-01T00:00:00Z',
  })
  const closed = await foundGroup(ada, 'By invitation', { ...open, joining: 'invitation' })
  const plain = ({ status, body }: { status: number; body: Problem }) => [
    status,
    body.code,
    body.title,
    body.detail,
  ]
  assert.deepEqual(
    plain(await kai.post<Problem>(`/api/groups/${group}/join`)),
    plain(await kai.post<Problem>(`/api/groups/${closed}/join`)),
  )
  const all = JSON.stringify([
    await kai.get(`/api/groups/${group}`),
    await kai.get('/api/me/notices'),
    await kai.get('/api/me/requests'),
    await instance.db.rows({
      text: 'select subject, text_body from outbox where person_id = $1',
      values: [kai.id],
    }),
  ])
  assert.ok(!all.includes('A secret reason') && !all.includes('2999'))
})

test('J7 · who governs the group sees who is kept out, why and until when; members and helpers do not', async () => {
  const { group, kai } = await withKeptOut(open, { reason: 'Noise', until: '2999-01-01T00:00:00Z' })
  for (const who of [ada, oona]) {
    const [row] = await list(who, group)
    assert.deepEqual(
      [row?.card.id, row?.reason, row?.until, row?.by.id],
      [kai.id, 'Noise', '2999-01-01T00:00:00Z', ada.id],
    )
  }
  assert.equal((await cosmo.get(`/api/groups/${group}/kept-out`)).status, 403)
  assert.equal((await cosmo.put(`/api/groups/${group}/kept-out/${mina.id}`, {})).status, 403)
  await must(oona.delete(`/api/groups/${group}/kept-out/${kai.id}`), 204)
  assert.deepEqual(await list(ada, group), [])
})

test('J7 · an invitation by others than the administrator is never shown, mailed or taken; the inviter is not told', async () => {
  const { group, kai } = await withKeptOut(open)
  const sent = await must(invite(cosmo, group, kai))
  assert.equal(sent.items[0]?.status, 'invited', 'as with anybody')
  assert.deepEqual(await waitingFor(kai), [])
  assert.equal(await lastLinkTo(kai.email), undefined)
  const taken = await kai.post(`/api/me/invitations/${sent.items[0]!.id}/acceptance`, {})
  assert.equal(taken.status, 404)
  assert.equal(await reads(kai, group), false)
})

test('J7 · a link from before dies, that of the administrator lives, and taking it lifts the keeping out', async () => {
  const gus = await guest(instance, 'Gus')
  const group = await foundGroup(ada, 'With guests', { ...open, guestsAllowed: true })
  await enter(instance, group, [gus, mina])
  await must(ada.delete(`/api/groups/${group}/members/${gus.id}`), 204)
  await must(invite(mina, group, { email: gus.email }))
  const link = await lastLinkTo(gus.email)
  assert.equal((await nobody(instance).get(`/api/invitations/${link}`)).status, 200)
  await must(ada.put(`/api/groups/${group}/kept-out/${gus.id}`, {}), 204)
  assert.equal((await nobody(instance).get(`/api/invitations/${link}`)).status, 404)
  assert.equal((await gus.post(`/api/invitations/${link}/acceptance`, {})).status, 404)
  await must(invite(ada, group, { email: gus.email }))
  const own = await lastLinkTo(gus.email)
  await must(gus.post(`/api/invitations/${own}/acceptance`, {}))
  assert.equal(await reads(gus, group), true)
  assert.deepEqual(await list(ada, group), [])
})

test('J7, M3 · those who govern do not bring them back either, nor prepare the group for them; the administrator does', async () => {
  const { group, kai } = await withKeptOut(open)
  const people = [{ person: kai.id, role: 'member' }]
  const refused = await oona.post<Problem>(`/api/groups/${group}/members`, { people })
  assert.deepEqual([refused.status, refused.body.code], [409, 'kept-out'])
  await must(oona.patch('/api/organization', { policies: { addingAllowed: true } }), 204)
  await must(ada.post(`/api/groups/${group}/members`, { people }))
  assert.equal(await reads(kai, group), true)
  assert.deepEqual(await list(ada, group), [])
})

test('J7, G9 · they cannot join through a nested group, now or later, until the date', async () => {
  const kai = await one('Nested Kai')
  const outer = await foundGroup(ada, 'Outer', open)
  const inner = await foundGroup(ada, 'Inner', open)
  await enter(instance, inner, [kai])
  await must(ada.post(`/api/groups/${outer}/nested-groups`, { group: inner, role: 'member' }), 204)
  assert.equal(await reads(kai, outer), true)
  const until = new Date(Date.now() + 86_400_000).toISOString()
  await must(ada.put(`/api/groups/${outer}/kept-out/${kai.id}`, { until }), 204)
  assert.deepEqual([await reads(kai, outer), await reads(kai, inner)], [false, true])
  await must(kai.post(`/api/groups/${inner}/leaving`, {}), 204)
  await must(kai.post(`/api/groups/${inner}/join`))
  const another = await foundGroup(ada, 'Another inner', open)
  await enter(instance, another, [kai])
  const body = { group: another, role: 'member' }
  await must(ada.post(`/api/groups/${outer}/nested-groups`, body), 204)
  assert.equal(await reads(kai, outer), false)
  await putForward(instance, 2)
  await followUp(instance.app.house, new Date(Date.now() + 2 * 86_400_000))
  assert.equal(await reads(kai, outer), true)
  await putForward(instance, 0)
})

test('J7 · nobody can keep out themself, the administrator, or somebody who never was in the group', async () => {
  const group = await foundGroup(ada, 'Knows few', open)
  const never = await one('Never')
  for (const who of [never.id, newId()])
    assert.equal((await ada.put(`/api/groups/${group}/kept-out/${who}`, {})).status, 404)
  for (const by of [ada, oona])
    assert.equal((await by.put(`/api/groups/${group}/kept-out/${ada.id}`, {})).status, 409)
  await enter(instance, group, [mina])
  const past = await ada.put<{ fields: { field: string }[] }>(
    `/api/groups/${group}/kept-out/${mina.id}`,
    { until: '2001-01-01T00:00:00Z' },
  )
  assert.deepEqual([past.status, past.body.fields[0]?.field], [400, 'body.until'])
  assert.equal(await reads(mina, group), true, 'a refusal changes nothing')
})

test('J7, V2 · keeping out and letting back are in the history, with the actor, the person, the reason and the date', async () => {
  const { group, kai } = await withKeptOut(open, { reason: 'Noise' })
  await must(ada.delete(`/api/groups/${group}/kept-out/${kai.id}`), 204)
  const { items } = await must(
    ada.get<{ items: { kind: string; detail: Record<string, unknown> }[] }>(
      `/api/groups/${group}/history`,
    ),
  )
  const [back, removed, kept] = items
  assert.deepEqual(
    [back?.kind, removed?.kind, kept?.kind],
    ['member.let-back', 'member.removed', 'member.kept-out'],
  )
  assert.deepEqual([kept?.detail['person'], kept?.detail['reason']], [kai.id, 'Noise'])
})
