import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, foundGroup, must } from '../../../test/world/cast.ts'
import { putForward } from '../../../test/world/clock.ts'
import { planFor } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { followUp } from './ending.ts'

const instance = await startInstance()
const { organization, admin: oona } = await founded(instance)
const one = (name: string) => colleague(instance, organization, name)

interface Seat {
  offer: {
    person: { id: string }
    by: { id: string }
    mine: boolean
    ok: boolean
    expiresAt: string
    takes: { limit: string; needed: number }[]
  } | null
}
interface Problem {
  code: string
}

let count = 0

/** A new group with an administrator and two members. */
async function scene() {
  count += 1
  const ada = await one(`Ada ${count}`)
  const [mina, rolf] = [await one(`Mina ${count}`), await one(`Rolf ${count}`)]
  const group = await foundGroup(ada, `Seat ${count}`)
  await enter(instance, group, [mina, rolf])
  const at = `/api/groups/${group}/hand-over`
  const seat = async (who: Client) =>
    (await must(who.get<Seat>(`/api/groups/${group}/successor`))).offer
  const offer = (by: Client, to: Client) => by.post<Problem>(at, { person: to.id })
  const accept = (who: Client) => who.post<Problem>(`${at}/acceptance`)
  return { ada, mina, rolf, group, at, seat, offer, accept }
}

async function administratorOf(group: SpaceId): Promise<string[]> {
  const rows = await instance.db.rows<{ id: string }>({
    text: `select person_id as id from membership where group_id = $1 and role = 'administrator'`,
    values: [group],
  })
  return rows.map(({ id }) => id)
}

const mailsTo = async (who: Client) =>
  (
    await instance.db.rows<{ kind: string }>({
      text: 'select kind from outbox where person_id = $1 order by created_at, id',
      values: [who.id],
    })
  ).map(({ kind }) => kind)

test('M1 · a hand-over waits for the yes of the new administrator, and changes nothing until then', async () => {
  const { ada, mina, group, offer, accept } = await scene()
  await must(offer(ada, mina))
  assert.deepEqual(await administratorOf(group), [ada.id])
  assert.ok((await mailsTo(mina)).includes('hand-over-offered'))
  await must(ada.patch(`/api/groups/${group}`, { objective: 'Still mine' }))
  assert.equal((await mina.patch(`/api/groups/${group}`, { objective: 'x' })).status, 403)
  await must(accept(mina))
  assert.deepEqual(await administratorOf(group), [mina.id])
  assert.ok((await mailsTo(ada)).includes('hand-over-accepted'))
  assert.equal((await accept(mina)).status, 404, 'once')
})

test('M1 · how much of their plan the group uses is shown to both, and checked again at acceptance', async () => {
  const { ada, mina, rolf, group, seat, offer, accept } = await scene()
  await must(offer(ada, mina))
  for (const [who, mine] of [
    [ada, false],
    [mina, true],
    [oona, false],
  ] as const) {
    const shown = await seat(who)
    assert.deepEqual([shown?.person.id, shown?.mine, shown?.ok], [mina.id, mine, true])
    assert.deepEqual(
      shown?.takes.map(({ limit }) => limit),
      ['groups', 'members', 'storage', 'guests'],
    )
  }
  assert.equal(await seat(rolf), null, 'nobody else')
  await planFor(instance, mina, { members: 2 })
  assert.equal((await seat(mina))?.ok, false)
  const refused = await accept(mina)
  assert.deepEqual([refused.status, refused.body.code], [409, 'plan-too-small'])
  assert.deepEqual(await administratorOf(group), [ada.id])
  await planFor(instance, rolf, { groups: 0 })
  assert.equal((await offer(ada, rolf)).body.code, 'plan-too-small', 'nor is it offered then')
})

test('M1 · it is declined with a reason, which the other is told, or withdrawn', async () => {
  const { ada, mina, rolf, group, at, seat, offer, accept } = await scene()
  await must(offer(ada, mina))
  assert.equal((await rolf.post(`${at}/refusal`, {})).status, 404, 'not by another')
  await must(mina.post(`${at}/refusal`, { reason: 'No time' }), 204)
  assert.ok((await mailsTo(ada)).includes('hand-over-declined'))
  assert.equal(await seat(ada), null)
  await must(offer(ada, mina))
  assert.equal((await mina.delete(at)).status, 403)
  await must(ada.delete(at), 204)
  const heard = (await mailsTo(mina)).filter((kind) => kind.startsWith('hand-over'))
  assert.deepEqual(heard, [], 'taken back while its mail was held (X109)')
  assert.equal((await accept(mina)).status, 404)
  assert.equal((await ada.delete(at)).status, 404)
  assert.deepEqual(await administratorOf(group), [ada.id])
})

test('M1 · it is listed on Home for the person to whom it was made', async () => {
  const { ada, mina, group, offer } = await scene()
  await must(offer(ada, mina))
  const { items } = await must(
    mina.get<{ items: { id: string; kind: string; administrator: { id: string } }[] }>(
      '/api/me/successions',
    ),
  )
  assert.deepEqual(
    items.map(({ id, kind, administrator }) => [id, kind, administrator.id]),
    [[group, 'hand-over', ada.id]],
  )
})

test('M1 · it dies with the membership, with an account that stops, and with its time', async () => {
  const { ada, mina, rolf, group, seat, offer, accept } = await scene()
  await must(offer(ada, mina))
  await must(mina.post(`/api/groups/${group}/leaving`, {}), 204)
  assert.equal(await seat(ada), null)
  await enter(instance, group, [mina])
  assert.equal((await accept(mina)).status, 404, 'coming back revives nothing')
  await must(offer(ada, rolf))
  await putForward(instance, 15)
  assert.equal((await accept(rolf)).status, 404)
  assert.equal(await seat(ada), null)
  await followUp(instance.app.house, new Date(Date.now() + 15 * 86_400_000))
  await putForward(instance, 0)
  assert.ok((await mailsTo(ada)).includes('hand-over-ended'))
  assert.deepEqual(await administratorOf(group), [ada.id])
})

test('M1 · a newer offer takes the place of the one that waits', async () => {
  const { ada, mina, rolf, group, offer, accept } = await scene()
  await must(offer(ada, mina))
  await must(offer(ada, rolf))
  assert.equal((await accept(mina)).status, 404)
  await must(accept(rolf))
  assert.deepEqual(await administratorOf(group), [rolf.id])
})

test('M1, M10, I9 · after many offers, answers and withdrawals at the same time there is one administrator', async () => {
  for (let round = 0; round < 4; round++) {
    const { ada, mina, rolf, group, at, offer, accept } = await scene()
    await must(offer(ada, mina))
    const answers = await Promise.all([
      accept(mina),
      offer(ada, rolf),
      accept(rolf),
      ada.delete(at),
      accept(mina),
      mina.post(`${at}/refusal`, {}),
    ])
    assert.ok(answers.every(({ status }) => [200, 204, 403, 404, 409].includes(status)))
    assert.equal((await administratorOf(group)).length, 1)
  }
})

test('M1, 002 · a policy may make hand-overs immediate', async () => {
  const { ada, mina, group, offer } = await scene()
  await must(oona.patch('/api/organization', { policies: { handOver: 'at-once' } }), 204)
  await must(offer(ada, mina))
  await must(oona.patch('/api/organization', { policies: { handOver: 'with-consent' } }), 204)
  assert.deepEqual(await administratorOf(group), [mina.id])
  assert.ok((await mailsTo(mina)).includes('group-handed-over'))
})

test('M1, V2 · every step is in the history of the group, and nothing of it goes to members', async () => {
  const { ada, mina, rolf, group, at, offer } = await scene()
  await must(offer(ada, mina))
  await must(mina.post(`${at}/refusal`, { reason: 'No time' }), 204)
  const { items } = await must(
    ada.get<{ items: { kind: string; detail: Record<string, unknown> }[] }>(
      `/api/groups/${group}/history`,
    ),
  )
  assert.deepEqual(
    items.slice(0, 2).map(({ kind, detail }) => [kind, detail['person']]),
    [
      ['member.hand-over-declined', mina.id],
      ['member.hand-over-offered', mina.id],
    ],
  )
  assert.ok(!(await mailsTo(rolf)).some((kind) => kind.startsWith('hand-over')))
})
