import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { inDays, putForward } from '../../../test/world/clock.ts'
import { groupOf, memberOf } from '../../../test/world/groups.ts'
import { exported } from '../../../test/world/exported.ts'
import { startInstance } from '../../../test/world/instance.ts'
import {
  colleague,
  founded,
  nobody,
  password,
  signedIn,
  type Client,
} from '../../../test/world/people.ts'
import { purgeDeparted } from './purging.ts'

const instance = await startInstance()
const { house } = instance.app
const { organization, admin: oona } = await founded(instance)
const outside = nobody(instance)
let people = 0
const somebody = (given = {}) => colleague(instance, organization, `Person${(people += 1)}`, given)

const go = (who: Client) => who.post<{ code: string }>('/api/me/deletion', { confirm: who.email })
const at = (who: Client, what: 'deletion' | 'deactivation') =>
  `/api/organization/people/${who.id}/${what}`
const isGone = async (who: Client) =>
  (await instance.db.row<{ gone: boolean }>({
    text: 'select deleted_at is not null as gone from person where id = $1',
    values: [who.id],
  }))!.gone
const written = async (who: Client) =>
  (
    await instance.db.rows<{ kind: string }>({
      text: `select kind from change where space_id = $1 and detail->>'person' = $2 order by seq`,
      values: [organization, who.id],
    })
  ).map(({ kind }) => kind)

test('O4 · of two admins who ask to go at the same moment one stays', async () => {
  for (let round = 0; round < 6; round++) {
    const other = await somebody({ orgRole: 'admin' })
    const answers = await Promise.all([go(oona), go(other)])
    assert.deepEqual(
      answers.map(({ status }) => status).toSorted((a, b) => a - b),
      [202, 409],
    )
    for (const who of [oona, other]) await who.delete('/api/me/deletion')
    await must(oona.patch(`/api/organization/people/${other.id}`, { orgRole: 'member' }), 204)
  }
})

test('O4 · an admin who is about to go counts for none: the other can be neither stopped, nor demoted, nor deleted', async () => {
  const going = await somebody({ orgRole: 'admin' })
  await must(go(going), 202)
  const path = `/api/organization/people/${oona.id}`
  for (const answer of [
    await going.patch<{ code: string }>(path, { orgRole: 'member' }),
    await going.post<{ code: string }>(at(oona, 'deactivation')),
    await going.post<{ code: string }>(at(oona, 'deletion')),
    await go(oona),
  ])
    assert.deepEqual([answer.status, answer.body.code], [409, 'last-admin'])
  const other = await somebody()
  await must(oona.patch(`/api/organization/people/${other.id}`, { orgRole: 'manager' }), 204)
  await must(going.post(at(other, 'deactivation')), 204)
  await must(going.delete('/api/me/deletion'), 204)
  await must(oona.patch(`/api/organization/people/${going.id}`, { orgRole: 'member' }), 204)
})

test('O4 · the account of the last admin is not deleted on its day until somebody else is admin', async () => {
  const [late, next] = [await somebody({ orgRole: 'admin' }), await somebody()]
  await must(go(late), 202)
  const demoted = `update person set org_role = $2 where id = $1`
  await instance.db.run({ text: demoted, values: [oona.id, 'member'] })
  assert.equal(await purgeDeparted(house, inDays(31)), 0)
  assert.equal(await isGone(late), false)
  await must(late.patch(`/api/organization/people/${next.id}`, { orgRole: 'admin' }), 204)
  assert.equal(await purgeDeparted(house, inDays(31)), 1)
  assert.equal(await isGone(late), true)
  await instance.db.run({ text: demoted, values: [oona.id, 'admin'] })
})

test('O9 · a reactivated account is not deleted: reactivating cancels a deletion by an admin', async () => {
  const tom = await somebody()
  await must(oona.post(at(tom, 'deletion')), 202)
  await must(oona.delete(at(tom, 'deactivation')), 204)
  assert.deepEqual(await written(tom), [
    'person.deletion-asked',
    'person.deactivated',
    'person.deletion-taken-back',
    'person.reactivated',
  ])
  assert.equal(await purgeDeparted(house, inDays(31)), 0)
  assert.equal((await (await signedIn(instance, tom.id)).get('/api/me')).status, 200)
})

test('O9 · a deletion that people requested themselves is still pending after their account was stopped and reactivated', async () => {
  const rita = await somebody()
  await must(go(rita), 202)
  await must(oona.post(at(rita, 'deactivation')), 204)
  await must(oona.delete(at(rita, 'deactivation')), 204)
  const back = await signedIn(instance, rita.id)
  const { dueAt } = await must(back.get<{ dueAt: string | null }>('/api/me/deletion'))
  assert.ok(dueAt)
  await must(back.delete('/api/me/deletion'), 204)
})

test('O9 · who governs reads in the list when an account will be deleted; colleagues do not', async () => {
  const vera = await somebody()
  await must(go(vera), 202)
  interface Listed {
    items: { card: { id: string }; deletionDueAt: string | null }[]
  }
  const seen = async (by: Client) =>
    (await must(by.get<Listed>('/api/organization/people?limit=200'))).items.find(
      ({ card }) => card.id === vera.id,
    )!.deletionDueAt
  const { dueAt } = await must(vera.get<{ dueAt: string }>('/api/me/deletion'))
  assert.equal(await seen(oona), dueAt)
  assert.equal(await seen(vera), null)
  await must(oona.delete(at(vera, 'deletion')), 204)
  assert.equal(await seen(oona), null)
})

test('O9, V2 · stopping a stopped account and starting a running one are no events', async () => {
  const tim = await somebody()
  for (let round = 0; round < 2; round++) await must(oona.post(at(tim, 'deactivation')), 204)
  for (let round = 0; round < 2; round++) await must(oona.delete(at(tim, 'deactivation')), 204)
  assert.deepEqual(await written(tim), ['person.deactivated', 'person.reactivated'])
})

test('O9, I6 · a token that is made while the account is stopped does not work when it is reactivated', async () => {
  const token = { kind: 'api-token', name: 'Script', scope: 'write' }
  const tokens = '/api/me/security/access-tokens'
  for (let round = 0; round < 8; round++) {
    const person = await somebody({ password })
    await must(person.post('/api/me/security/confirmation', { password }))
    const [made] = await Promise.all([
      person.post<{ secret?: string }>(tokens, token),
      must(oona.post(at(person, 'deactivation')), 204),
    ])
    await must(oona.delete(at(person, 'deactivation')), 204)
    const authorization = `Bearer ${made.body.secret}`
    assert.equal((await outside.get('/api/me', undefined, { authorization })).status, 401)
  }
})

test('O9, M9 · a membership that is over and not swept away yet keeps nobody, and one who fails keeps nobody else', async () => {
  const ada = await somebody()
  const { id: group } = await groupOf(ada)
  const [over, bad] = [await somebody(), await somebody()]
  await memberOf(instance, { id: group }, over)
  await must(
    ada.patch(`/api/groups/${group}/members/${over.id}`, { until: inDays(1).toISOString() }),
    204,
  )
  await must(go(bad), 202)
  await must(go(over), 202)
  await instance.db.run({
    text: `alter table person add constraint bad check (id <> '${bad.id}' or deleted_at is null) not valid`,
  })
  await putForward(instance, 1.1)
  await assert.rejects(purgeDeparted(house, inDays(31)), /bad/)
  await putForward(instance, 0)
  assert.deepEqual([await isGone(bad), await isGone(over)], [false, true])
  await instance.db.run({ text: 'alter table person drop constraint bad' })
  assert.equal(await purgeDeparted(house, inDays(31)), 1)
})

test('M10, O9 · who begins to administer a group at the moment in which they would go, stays', async () => {
  const [ada, uma] = [await somebody(), await somebody()]
  const { id: group } = await groupOf(ada)
  await must(go(uma), 202)
  let purging: Promise<number> | undefined
  await instance.db.transaction(async (tx) => {
    await tx.run({
      text: 'select id from person where id = $1 for no key update',
      values: [uma.id],
    })
    purging = purgeDeparted(house, inDays(31))
    await somebodyWaits()
    await tx.run({
      text: `update membership set person_id = $2 where group_id = $1 and role = 'administrator'`,
      values: [group, uma.id],
    })
  })
  assert.equal(await purging, 0)
  assert.equal(await isGone(uma), false)
})

async function somebodyWaits(): Promise<void> {
  const text = `select 1 as one from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while (!(await instance.db.row({ text })));
}

test('O9 · the picture of a person who is gone leaves the disk; an equal one of somebody else stays', async () => {
  const { default: sharp } = await import('sharp')
  const background = { r: 10, g: 200, b: 90 }
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background } })
    .png()
    .toBuffer()
  const [one, other] = [await somebody(), await somebody()]
  const put = async (who: Client) =>
    (
      await must(
        who.put<{ picture: string }>('/api/me/picture', png, { 'content-type': 'image/png' }),
      )
    ).picture
  const [picture, same] = [await put(one), await put(other)]
  const onShelf = async () => {
    const found = await house.blobs.check('people', picture.split('/').at(-1)!)
    return found === undefined
  }
  assert.equal(await onShelf(), true)
  await must(go(one), 202)
  assert.equal(await purgeDeparted(house, inDays(31)), 1)
  while (await onShelf()) await new Promise((resolve) => setTimeout(resolve, 10))
  assert.equal((await other.get(same)).status, 200)
})

test('J5, O9 · an export reveals nothing of invitations by people whom the person has blocked', async () => {
  const [ada, bea, yves] = [await somebody(), await somebody(), await somebody()]
  for (const by of [ada, bea]) {
    const { id } = await groupOf(by)
    await must(by.post(`/api/groups/${id}/invitations`, { people: [{ person: yves.id }] }))
  }
  await instance.db.run({
    text: 'insert into blocked_inviter (email_key, inviter_id, at) values ($1, $2, now())',
    values: [yves.email, ada.id],
  })
  const invitations = async (who: Client) =>
    JSON.parse((await exported(instance, who)).get('data/invitations.json')!.toString()) as object[]
  assert.deepEqual(
    [
      (await invitations(yves)).length,
      (await invitations(ada)).length,
      (await invitations(bea)).length,
    ],
    [1, 1, 1],
  )
})
