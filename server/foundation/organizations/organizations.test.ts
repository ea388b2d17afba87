import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startInstance } from '../../../test/world/instance.ts'
import { liveClient } from '../../../test/world/live-client.ts'
import {
  colleague,
  founded,
  guest,
  nobody,
  password,
  signedIn,
} from '../../../test/world/people.ts'
import { inContext } from '../../kernel/context.ts'
import { planOf } from './organizations.ts'

interface Problem {
  code: string
  detail: string
  fields: { field: string; code: string }[]
}

interface People {
  items: {
    card: { id: string; firstName: string; guest: boolean }
    orgRole: string
    plan: { name: string } | null
    deactivatedAt: string | null
  }[]
  next: string | null
  total: number
}

interface Plan {
  id: string
  name: string
  people: number
  isDefault: boolean
  maxGroups: number | null
}

const house = await startInstance()
const { organization, admin } = await founded(house)
const manager = await colleague(house, organization, 'Mara', { orgRole: 'manager' })
const member = await colleague(house, organization, 'Mina')
const outside = await guest(house, 'Gil')

test('O2 · a new organization has a Standard and an Unlimited plan; everybody has Standard', async () => {
  const { body } = await admin.get<{ items: Plan[] }>('/api/organization/plans')
  assert.deepEqual(
    body.items.map(({ name, isDefault, maxGroups }) => [name, isDefault, maxGroups]),
    [
      ['Standard', true, 50],
      ['Unlimited', false, null],
    ],
  )
})

test('O5 · a guest learns of no organization, by none of its doors', async () => {
  for (const path of ['', '/people', '/groups', '/plans', '/outbox'])
    assert.equal((await outside.get(`/api/organization${path}`)).status, 404)
  assert.equal((await outside.patch('/api/organization', { name: 'Mine' })).status, 404)
})

test('O4 · managers govern, admins administer, members do neither', async () => {
  const tries = { admin: [200, 204], manager: [200, 403], member: [403, 403] }
  for (const [who, [reads, writes]] of Object.entries(tries)) {
    const asker = { admin, manager, member }[who]!
    assert.equal((await asker.get('/api/organization/groups')).status, reads, `${who} reads`)
    const change = { policies: { guestDays: 90 } }
    assert.equal((await asker.patch('/api/organization', change)).status, writes, `${who} writes`)
  }
})

test('O5 · policies change one by one, and a null ends the guests’ time limit', async () => {
  type Told = { policies: Record<string, unknown> }
  const before = (await admin.get<Told>('/api/organization')).body.policies
  await admin.patch('/api/organization', { policies: { guestDays: null, addingAllowed: false } })
  const after = (await admin.get<Told>('/api/organization')).body.policies
  assert.deepEqual(after, { ...before, guestDays: null, addingAllowed: false })
  const wrong = await admin.patch<Problem>('/api/organization', {
    policies: { whoCreatesGroups: 'nobody' },
  })
  assert.equal(wrong.body.fields[0]?.field, 'body.policies.whoCreatesGroups')
})

test('O5 · the directory shows members neither plans nor stopped accounts, and managers may close it', async () => {
  const stopped = await colleague(house, organization, 'Zoe')
  await admin.post(`/api/organization/people/${stopped.id}/deactivation`)
  const seen = (await member.get<People>('/api/organization/people')).body
  assert.ok(seen.items.every(({ plan, deactivatedAt }) => plan === null && deactivatedAt === null))
  assert.ok(!seen.items.some(({ card }) => card.id === stopped.id || card.id === outside.id))
  const governed = (await manager.get<People>('/api/organization/people')).body
  assert.equal(governed.total, seen.total + 1)
  assert.equal(governed.items[0]?.plan?.name, 'Standard')
  await admin.patch('/api/organization', { policies: { whoSeesDirectory: 'managers' } })
  assert.equal((await member.get('/api/organization/people')).status, 403)
  await admin.patch('/api/organization', { policies: { whoSeesDirectory: 'everyone' } })
})

test('O4 · people are found by parts of their name without case and accents, page by page', async () => {
  for (const name of ['Élise', 'Elisa', 'Eliott']) await colleague(house, organization, name)
  const first = await admin.get<People>('/api/organization/people?search=ELIS&limit=1')
  assert.equal(first.body.total, 2)
  const next = await admin.get<People>(
    `/api/organization/people?search=ELIS&limit=1&after=${first.body.next}`,
  )
  const names = [...first.body.items, ...next.body.items].map(({ card }) => card.firstName)
  assert.deepEqual(names, ['Elisa', 'Élise'])
  assert.equal(next.body.next, null)
  const odd = await admin.get<People>('/api/organization/people?after=bm90IG91cnM')
  assert.ok(odd.status < 500)
  const forged = Buffer.from('["a","no id"]').toString('base64url')
  assert.ok((await admin.get(`/api/organization/people?after=${forged}`)).status < 500)
})

test('O4 · the last admin can be neither demoted nor stopped', async () => {
  const demote = await admin.patch<Problem>(`/api/organization/people/${admin.id}`, {
    orgRole: 'member',
  })
  assert.deepEqual([demote.status, demote.body.code], [409, 'last-admin'])
  const stop = await admin.post<Problem>(`/api/organization/people/${admin.id}/deactivation`)
  assert.deepEqual([stop.status, stop.body.code], [409, 'last-admin'])
})

test('X124 · two admins who remove each other at the same moment leave one', async () => {
  for (let round = 0; round < 5; round++) {
    const other = await colleague(house, organization, `Rival${round}`, { orgRole: 'admin' })
    const acts = await Promise.all([
      admin.patch(`/api/organization/people/${other.id}`, { orgRole: 'member' }),
      other.post(`/api/organization/people/${admin.id}/deactivation`),
    ])
    const left = await house.db.rows<{ id: string }>({
      text: `select id from person where org_role = 'admin' and deactivated_at is null`,
    })
    assert.equal(left.length, 1, acts.map(({ status }) => status).join(' and '))
    await house.db.run({
      text: `update person set org_role = 'admin', deactivated_at = null, deactivated_by = null where id = $1`,
      values: [admin.id],
    })
    await house.db.run({
      text: `update person set org_role = 'member' where id = $1`,
      values: [other.id],
    })
    admin.cookie = (await signedIn(house, admin.id)).cookie
    Object.assign(admin, await signedIn(house, admin.id))
  }
})

test('O4 · nobody changes people of elsewhere: guests and strangers are not found', async () => {
  const change = { orgRole: 'admin' }
  for (const id of [outside.id, '01a20000-0000-7000-8000-000000000000', 'not-an-id'])
    assert.equal((await admin.patch(`/api/organization/people/${id}`, change)).status, 404)
  const byManager = await manager.patch(`/api/organization/people/${member.id}`, change)
  assert.equal(byManager.status, 403)
  assert.equal((await nobody(house).get('/api/organization')).status, 401)
})

test('O9 · the sessions of a stopped account end immediately; after reactivation its owner signs in again', async () => {
  const leaver = await colleague(house, organization, 'Leon', { password })
  assert.equal((await leaver.get('/api/me')).status, 200)
  const stop = await admin.post(`/api/organization/people/${leaver.id}/deactivation`)
  assert.equal(stop.status, 204)
  assert.equal((await leaver.get('/api/me')).status, 401)
  const asked = { email: leaver.email, password }
  assert.equal((await nobody(house).post('/api/session', asked)).status, 401)
  await admin.delete(`/api/organization/people/${leaver.id}/deactivation`)
  assert.equal((await leaver.get('/api/me')).status, 401, 'the old session stays ended')
  assert.equal((await nobody(house).post('/api/session', asked)).status, 200)
})

test('O9 · a stopped account’s open connection is closed at that moment', async () => {
  const open = await startInstance({ listen: true })
  const own = await founded(open)
  const leaver = await colleague(open, own.organization, 'Leo')
  const live = await liveClient(open.address, leaver.cookie)
  await own.admin.post(`/api/organization/people/${leaver.id}/deactivation`)
  assert.equal(await live.closed, 4401)
})

test('O6 · everybody has one plan: their own, or the organization’s default, whichever that is', async () => {
  const small = await admin.post<Plan>('/api/organization/plans', {
    name: 'Small',
    maxGroups: 1,
    maxMembers: 3,
    groupStorage: 1000,
    privateStorage: 1000,
    guestsAllowed: false,
  })
  assert.equal(small.status, 201)
  await admin.patch(`/api/organization/people/${member.id}`, { plan: small.body.id })
  assert.equal((await planNow(member.id)).name, 'Small')
  assert.equal((await planNow(manager.id)).name, 'Standard')
  await admin.patch('/api/organization', { defaultPlan: small.body.id })
  assert.equal((await planNow(manager.id)).name, 'Small')
  assert.equal((await planNow(outside.id)).maxGroups, 0, 'a guest administers no group')
  const inUse = await admin.delete<Problem>(`/api/organization/plans/${small.body.id}`)
  assert.deepEqual([inUse.status, inUse.body.code], [409, 'plan-in-use'])
})

test('O6 · plan names are unique, limits are numbers in reach, and a plan of elsewhere is none', async () => {
  const { items } = (await admin.get<{ items: Plan[] }>('/api/organization/plans')).body
  const standard = items.find(({ name }) => name === 'Standard')!
  const path = `/api/organization/plans/${standard.id}`
  const taken = await admin.patch<Problem>(path, { name: ' Unlimited ' })
  assert.equal(taken.body.fields[0]?.code, 'taken')
  const wrong = await admin.patch<Problem>(path, { maxMembers: 0 })
  assert.equal(wrong.body.fields[0]?.field, 'body.maxMembers')
  const unlimited = await admin.patch<Plan>(path, { maxGroups: null })
  assert.equal(unlimited.body.maxGroups, null)
  const nowhere = '01a20000-0000-7000-8000-000000000000'
  assert.equal((await admin.patch(`/api/organization/plans/${nowhere}`, {})).status, 404)
  const plan = await admin.patch<Problem>(`/api/organization/people/${member.id}`, {
    plan: nowhere,
  })
  assert.equal(plan.body.fields[0]?.field, 'body.plan')
})

async function planNow(id: typeof admin.id): Promise<{ name: string; maxGroups: number | null }> {
  return inContext(house.app.house, undefined, (ctx) => planOf(ctx, id))
}

test('O5, V2 · twenty names given at the same time are in the history one after the other', async () => {
  const names = Array.from({ length: 20 }, (_, at) => `Atelier ${at}`)
  const sent = await Promise.all(names.map((name) => admin.patch('/api/organization', { name })))
  assert.ok(sent.every(({ status }) => status === 204))
  const lines = await house.db.rows<{ from: string; to: string }>({
    text: `select detail->'fields'->'name'->>'from' as from, detail->'fields'->'name'->>'to' as to
      from change where kind = 'organization.changed' and detail->'fields' ? 'name' order by seq`,
  })
  assert.equal(lines.length, 20)
  assert.deepEqual(
    lines.slice(1).map(({ from }) => from),
    lines.slice(0, -1).map(({ to }) => to),
  )
})

test('O6, V2 · two people who change different limits of a plan at the same time both succeed', async () => {
  const { body: plan } = await admin.post<Plan>('/api/organization/plans', {
    ...{ name: 'Shared', maxGroups: 1, maxMembers: 1, groupStorage: 1 },
    ...{ privateStorage: 1, guestsAllowed: false },
  })
  const changes = { maxGroups: 7, maxMembers: 8, groupStorage: 9, privateStorage: 10 }
  for (let round = 1; round <= 5; round++) {
    const wished = Object.entries(changes).map(([limit, to]) => [limit, to * round] as const)
    await Promise.all(
      wished.map(([limit, to]) =>
        admin.patch(`/api/organization/plans/${plan.id}`, { [limit]: to }),
      ),
    )
    const { body } = await admin.get<{ items: Plan[] }>('/api/organization/plans')
    const found = body.items.find(({ id }) => id === plan.id)
    assert.deepEqual({ ...found, ...Object.fromEntries(wished) }, found)
  }
})

test('O4 · who waits to change the organization and is no admin any more changes nothing', async () => {
  const second = await colleague(house, organization, 'Late', { orgRole: 'admin' })
  const plan = (await admin.get<{ items: Plan[] }>('/api/organization/plans')).body.items[0]!
  const limits = { maxGroups: 1, maxMembers: 1, groupStorage: 1, privateStorage: 1 }
  const acts = [
    () => second.patch('/api/organization', { name: 'Late' }),
    () => second.post('/api/organization/plans', { ...limits, name: 'L', guestsAllowed: false }),
    () => second.patch(`/api/organization/plans/${plan.id}`, { maxGroups: 3 }),
    () => second.delete(`/api/organization/plans/${plan.id}`),
  ]
  const role = (to: string) => ({
    text: 'update person set org_role = $2 where id = $1',
    values: [second.id, to],
  })
  for (const act of acts) {
    const { waiting } = await house.db.transaction(async (tx) => {
      await tx.run({
        text: 'select from organization where id = $1 for no key update',
        values: [organization],
      })
      const waiting = act()
      await untilSomebodyWaits()
      await tx.run(role('member'))
      return { waiting }
    })
    assert.equal((await waiting).status, 403)
    await house.db.run(role('admin'))
  }
})

async function untilSomebodyWaits(): Promise<void> {
  const waits = {
    text: `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  }
  for (let look = 0; look < 500; look++) {
    if (await house.db.row(waits)) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('nobody waits')
}
