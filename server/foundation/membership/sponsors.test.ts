import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { inDays, putForward } from '../../../test/world/clock.ts'
import { groupOf, memberOf } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import {
  client,
  colleague,
  founded,
  guest,
  nobody,
  password,
  type Client,
} from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { followUp, remindSponsors } from './ending.ts'

const instance = await startInstance()
const { house } = instance.app
const { organization, admin: oona } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const outside = nobody(instance)
let people = 0

const policy = (guestDays: number | null) =>
  must(oona.patch('/api/organization', { policies: { guestDays } }), 204)

/** A group with a guest, and a colleague who vouches for them. */
async function vouched(by = ada): Promise<{ group: SpaceId; sponsor: Client; gus: Client }> {
  const { id: group } = await groupOf(by, { template: 'extranet' })
  const sponsor = await colleague(instance, organization, `Sponsor${(people += 1)}`)
  const gus = await guest(instance, `Guest${people}`, { password })
  await memberOf(instance, { id: group }, sponsor)
  await memberOf(instance, { id: group }, gus)
  await must(by.patch(`/api/groups/${group}/members/${gus.id}`, { sponsor: sponsor.id }), 204)
  return { group, sponsor, gus }
}

interface Listed {
  card: { id: string }
  until: string | null
  sponsor: { id: string } | null
  may: { renew: boolean }
}

const listed = async (by: Client, group: SpaceId, who: Client) =>
  (await must(by.get<{ items: Listed[] }>(`/api/groups/${group}/members?limit=200`))).items.find(
    ({ card }) => card.id === who.id,
  )!
const renewal = (by: Client, group: SpaceId, who: Client) =>
  by.post<{ code: string; until: string }>(`/api/groups/${group}/members/${who.id}/renewal`)
const mails = async (to: Client, kind: string) =>
  (
    await instance.db.rows({
      text: 'select 1 as one from outbox where to_address = $1 and kind = $2',
      values: [to.email, kind],
    })
  ).length

await policy(30)

test('M9 · a renewal never shortens a stay', async () => {
  const { group, sponsor, gus } = await vouched()
  const far = inDays(100).toISOString()
  await must(ada.patch(`/api/groups/${group}/members/${gus.id}`, { until: far }), 204)
  const { until } = await must(renewal(sponsor, group, gus))
  assert.equal(Date.parse(until), Date.parse(far))
  assert.equal(Date.parse((await listed(ada, group, gus)).until!), Date.parse(far))
})

test('M9 · where policy sets no length, or the guest has no end, there is nothing to renew', async () => {
  const { group, sponsor, gus } = await vouched()
  const before = (await listed(ada, group, gus)).until
  await policy(null)
  assert.equal((await listed(sponsor, group, gus)).may.renew, false)
  const refused = await renewal(sponsor, group, gus)
  assert.deepEqual([refused.status, refused.body.code], [409, 'nothing-to-renew'])
  assert.equal((await listed(ada, group, gus)).until, before)
  const free = await vouched()
  await policy(30)
  assert.equal((await listed(free.sponsor, free.group, free.gus)).until, null)
  assert.equal((await listed(free.sponsor, free.group, free.gus)).may.renew, false)
  assert.equal((await renewal(free.sponsor, free.group, free.gus)).status, 409)
})

test('M9 · nobody renews in an archived group; the members page says so', async () => {
  const { group, sponsor, gus } = await vouched()
  assert.equal((await listed(sponsor, group, gus)).may.renew, true)
  await must(ada.post(`/api/groups/${group}/archive`))
  for (const who of [sponsor, ada]) {
    assert.equal((await listed(who, group, gus)).may.renew, false)
    assert.equal((await renewal(who, group, gus)).status, 403)
  }
})

test('M9 · who vouches and is not inside, or not of the organization any more, renews nothing', async () => {
  const { group, sponsor, gus } = await vouched()
  const until = inDays(3).toISOString()
  await must(ada.patch(`/api/groups/${group}/members/${sponsor.id}`, { until }), 204)
  await putForward(instance, 4)
  assert.equal((await renewal(sponsor, group, gus)).status, 404, 'their own time is over')
  await putForward(instance, 0)
  await must(ada.patch(`/api/groups/${group}/members/${sponsor.id}`, { until: null }), 204)
  await instance.db.run({
    text: 'update person set organization_id = null, org_role = null where id = $1',
    values: [sponsor.id],
  })
  assert.equal((await listed(sponsor, group, gus)).may.renew, false)
  assert.equal((await renewal(sponsor, group, gus)).status, 403, 'a guest themself')
})

test('M9 · in a change of the end of the role alone nobody is asked for an end of the stay', async () => {
  await policy(null)
  const { group, gus } = await vouched()
  await policy(30)
  const at = `/api/groups/${group}/members/${gus.id}`
  await must(ada.patch(at, { role: 'moderator', roleUntil: inDays(2).toISOString() }), 204)
  assert.equal((await listed(ada, group, gus)).until, null)
  assert.equal((await ada.patch(at, { until: null })).status, 400)
})

test('M9 · who vouches and has no account any more is not reminded: the administrator is, else nobody yet', async () => {
  const boss = await colleague(instance, organization, 'Boss')
  const { group, sponsor, gus } = await vouched(boss)
  const until = inDays(16).toISOString()
  await must(boss.patch(`/api/groups/${group}/members/${gus.id}`, { until }), 204)
  await must(oona.post(`/api/organization/people/${sponsor.id}/deactivation`), 204)
  await must(oona.post(`/api/organization/people/${boss.id}/deactivation`), 204)
  await remindSponsors(house, inDays(4))
  assert.deepEqual(
    [await mails(sponsor, 'guest-ends-in-14'), await mails(boss, 'guest-ends-in-14')],
    [0, 0],
  )
  await must(oona.delete(`/api/organization/people/${boss.id}/deactivation`), 204)
  await remindSponsors(house, inDays(4))
  await remindSponsors(house, inDays(4))
  assert.deepEqual(
    [await mails(sponsor, 'guest-ends-in-14'), await mails(boss, 'guest-ends-in-14')],
    [0, 1],
  )
})

test('M9, I6 · a closed guest has neither sessions nor programs, also when an invitation that let them in is gone', async () => {
  const { group, gus } = await vouched()
  await must(gus.post('/api/me/security/confirmation', { password }))
  const token = { kind: 'api-token', name: 'Script', scope: 'write' }
  const tokens = '/api/me/security/access-tokens'
  const { secret } = await must(gus.post<{ secret: string }>(tokens, token), 201)
  const authorization = `Bearer ${secret}`
  const program = async () => (await outside.get('/api/me', undefined, { authorization })).status
  assert.equal(await program(), 200)
  await must(ada.delete(`/api/groups/${group}/members/${gus.id}`), 204)
  await followUp(house)
  assert.deepEqual([(await gus.get('/api/me')).status, await program()], [401, 401])
  const invited = { people: [{ email: gus.email }] }
  await must(ada.post(`/api/groups/${group}/invitations`, invited))
  const { cookie } = await outside.post('/api/session', { email: gus.email, password })
  const again = client(instance, gus.id, gus.email, cookie!)
  await followUp(house)
  assert.equal((await again.get('/api/me')).status, 200)
  await instance.db.run({
    text: 'update invitation set withdrawn_at = now() where email_key = $1',
    values: [gus.email],
  })
  await followUp(house)
  assert.equal((await again.get('/api/me')).status, 401)
})
