import assert from 'node:assert/strict'
import { test } from 'node:test'
import { must } from '../../../test/world/cast.ts'
import { inDays, putForward } from '../../../test/world/clock.ts'
import { groupOf, memberOf, planFor } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { followAll } from '../notices/following.ts'
import { endWhatIsOver, followUp, untilNextDate } from './ending.ts'

const instance = await startInstance()
const { house } = instance.app
const { organization, admin: oona } = await founded(instance)
let people = 0
const somebody = () => colleague(instance, organization, `Person${(people += 1)}`)
const ada = await somebody()

const until = (group: SpaceId, who: Client, days: number | null, by = ada) =>
  must(
    by.patch(`/api/groups/${group}/members/${who.id}`, {
      until: days === null ? null : inDays(days).toISOString(),
    }),
    204,
  )
const nest = (outer: SpaceId, inner: SpaceId) =>
  must(ada.post(`/api/groups/${outer}/nested-groups`, { group: inner, role: 'member' }), 204)
const mails = async (to: Client) =>
  (
    await instance.db.rows<{ kind: string }>({
      text: 'select kind from outbox where to_address = $1 order by created_at, id',
      values: [to.email],
    })
  ).map(({ kind }) => kind)
const successor = async (group: SpaceId, by: Client) =>
  (await must(by.get<{ successor: { id: string } | null }>(`/api/groups/${group}/successor`)))
    .successor?.id

/** A group with its own administrator, and a successor who is inside through an inner group. */
async function namedThroughInner() {
  const [boss, heir] = [await somebody(), await somebody()]
  const { id: group } = await groupOf(boss)
  const { id: inner } = await groupOf(boss)
  await memberOf(instance, { id: inner }, heir)
  await must(boss.post(`/api/groups/${group}/nested-groups`, { group: inner, role: 'member' }), 204)
  await must(boss.put(`/api/groups/${group}/successor`, { person: heir.id }), 204)
  return { boss, heir, group, inner }
}

test('M8, M9 · a successor whose membership has ended is neither asked nor shown, and does not take over', async () => {
  const [boss, heir] = [await somebody(), await somebody()]
  const { id: group } = await groupOf(boss)
  await memberOf(instance, { id: group }, heir)
  await must(boss.put(`/api/groups/${group}/successor`, { person: heir.id }), 204)
  await until(group, heir, 1, boss)
  await must(oona.post(`/api/organization/people/${boss.id}/deactivation`), 204)
  await putForward(instance, 1.1)
  await followUp(house)
  assert.deepEqual(await mails(heir), [])
  assert.equal(await successor(group, oona), undefined)
  await putForward(instance, 0)
  await followUp(house)
  assert.deepEqual(await mails(heir), ['succession-asked'])
  await putForward(instance, 1.1)
  const { items } = await must(heir.get<{ items: unknown[] }>('/api/me/successions'))
  assert.deepEqual(items, [])
  assert.equal((await heir.post(`/api/groups/${group}/succession`)).status, 404)
  await putForward(instance, 0)
})

test('M8, G9 · who was named and is inside by an inner group follows nobody once that way is gone', async () => {
  const taken = await namedThroughInner()
  const outOf = `/api/groups/${taken.group}/nested-groups/${taken.inner}`
  await must(taken.boss.delete(outOf), 204)
  const left = await namedThroughInner()
  await must(left.heir.post(`/api/groups/${left.inner}/leaving`, {}), 204)
  const emptied = await namedThroughInner()
  await must(emptied.boss.delete(`/api/groups/${emptied.group}/members`), 204)
  for (const { boss, heir, group } of [taken, left, emptied]) {
    await memberOf(instance, { id: group }, heir)
    assert.equal(await successor(group, boss), undefined, 'not even when they come back')
  }
})

test('M9, G9 · who vouches and loses their way in through an inner group is followed by the administrator', async () => {
  const { boss, heir, group, inner } = await namedThroughInner()
  const { id: open } = await groupOf(boss, { template: 'extranet' })
  await must(boss.post(`/api/groups/${open}/nested-groups`, { group: inner, role: 'member' }), 204)
  const gus = await guest(instance, `Guest${(people += 1)}`)
  await memberOf(instance, { id: open }, gus)
  await must(boss.patch(`/api/groups/${open}/members/${gus.id}`, { sponsor: heir.id }), 204)
  await must(boss.delete(`/api/groups/${open}/nested-groups/${inner}`), 204)
  const sponsor = await instance.db.row<{ id: string }>({
    text: 'select sponsor_id as id from membership where group_id = $1 and person_id = $2',
    values: [open, gus.id],
  })
  assert.equal(sponsor!.id, boss.id)
  assert.equal(await successor(group, boss), heir.id, 'elsewhere nothing changed')
})

test('G7 · somebody who is removed together with all members is told like somebody who is removed alone', async () => {
  const { boss, heir, group } = await namedThroughInner()
  const mina = await somebody()
  await memberOf(instance, { id: group }, mina)
  await must(boss.delete(`/api/groups/${group}/members`), 204)
  assert.deepEqual(await mails(mina), ['member-removed'])
  assert.deepEqual(await mails(heir), [], 'in and out while the mail was held (X109)')
  await followAll(house)
  for (const who of [mina, heir]) {
    const { items } = await must(who.get<{ items: { kind: string }[] }>('/api/me/notices'))
    assert.deepEqual(
      items.map(({ kind }) => kind),
      ['removed'],
    )
  }
  const lines = await instance.db.rows<{ kind: string; person: string | null }>({
    text: `select kind, detail->>'person' as person from change
      where space_id = $1 and kind like 'member.%removed' order by seq`,
    values: [group],
  })
  assert.equal(lines[0]!.kind, 'member.all-removed')
  assert.deepEqual(
    lines
      .slice(1)
      .map(({ kind, person }) => `${kind} ${person}`)
      .toSorted(),
    [mina, heir].map(({ id }) => `member.removed ${id}`).toSorted(),
  )
})

test('M10, M9 · somebody who joins again after one of their memberships has ended must fit into the plan like anybody', async () => {
  const host = ada
  const { id: outer } = await groupOf(host)
  const { id: inner } = await groupOf(host)
  const [early, late] = [await somebody(), await somebody()]
  await memberOf(instance, { id: inner }, early)
  await nest(outer, inner)
  await until(inner, early, 1)
  await planFor(instance, host, { members: 2 })
  await putForward(instance, 1.1)
  await memberOf(instance, { id: outer }, late)
  const people = [{ person: early.id, role: 'member' }]
  const refused = await host.post<{ code: string }>(`/api/groups/${outer}/members`, { people })
  await putForward(instance, 0)
  assert.deepEqual([refused.status, refused.body.code], [409, 'members-limit'])
  await planFor(instance, host, {})
})

test('M4, M9 · a colleague whose membership has ended is asked again if they want to be asked', async () => {
  const { id: group } = await groupOf(ada)
  const anna = await somebody()
  await memberOf(instance, { id: group }, anna)
  await must(anna.patch('/api/me', { alwaysAskMe: true }), 204)
  await until(group, anna, 1)
  await putForward(instance, 1.1)
  const { items } = await must(
    ada.post<{ items: { status: string }[] }>(`/api/groups/${group}/members`, {
      people: [{ person: anna.id, role: 'member' }],
    }),
  )
  await putForward(instance, 0)
  assert.deepEqual(
    items.map(({ status }) => status),
    ['ask'],
  )
})

test('M9 · a guest who became a colleague after their end is not let in again by that', async () => {
  const { id: group } = await groupOf(ada, { template: 'extranet' })
  const gus = await guest(instance, `Guest${(people += 1)}`)
  await memberOf(instance, { id: group }, gus)
  await until(group, gus, 1)
  await instance.db.run({
    text: `update person set organization_id = $2, org_role = 'member' where id = $1`,
    values: [gus.id, organization],
  })
  await putForward(instance, 1.1)
  await followUp(house)
  assert.equal((await gus.get(`/api/spaces/${group}/containers`)).status, 404)
  await endWhatIsOver(house)
  await putForward(instance, 0)
  assert.equal((await gus.get(`/api/spaces/${group}/containers`)).status, 404)
})

test('M9 · ends in deleted groups are nobody’s business, and one that cannot be swept keeps no other', async () => {
  await endWhatIsOver(house)
  const [one, other] = [await somebody(), await somebody()]
  const { id: bad } = await groupOf(ada)
  const { id: good } = await groupOf(ada)
  await memberOf(instance, { id: bad }, one)
  await memberOf(instance, { id: good }, other)
  await until(bad, one, 1)
  await until(good, other, 1)
  await instance.db.run({
    text: `alter table change add constraint bad check (not (kind = 'member.ended' and space_id = '${bad}')) not valid`,
  })
  await putForward(instance, 1.1)
  await assert.rejects(endWhatIsOver(house), /bad/)
  assert.deepEqual([await mails(one), await mails(other)], [[], ['member-ended']])
  assert.equal(await untilNextDate(house), undefined, 'what is over is not what comes next')
  await instance.db.run({
    text: 'update workgroup set deleted_at = now(), deleted_by = $2 where id = $1',
    values: [bad, ada.id],
  })
  assert.equal(await endWhatIsOver(house), 0)
  await putForward(instance, 0)
  assert.equal(await untilNextDate(house), undefined)
  await instance.db.run({ text: 'alter table change drop constraint bad' })
})
