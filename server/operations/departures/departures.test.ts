import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, must, rootOf, stage, writeNote } from '../../../test/world/cast.ts'
import { inDays } from '../../../test/world/clock.ts'
import { handOver } from '../../../test/world/groups.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, signedIn, type Client } from '../../../test/world/people.ts'
import { purgeDeparted } from './purging.ts'

const instance = await startInstance()
const { house } = instance.app
const { cast, organization, group, open } = await stage(instance)
const { ada, oona, mina, edna, rita, xavier, corin } = cast

interface Problem {
  code: string
  detail: string
  fields: { field: string }[]
}

const count = async (table: string, column: string, id: string) =>
  (await instance.db.row<{ n: number }>({
    text: `select count(*)::int as n from ${table} where ${column} = $1`,
    values: [id],
  }))!.n

const privateSpace = async (who: Client) =>
  (await instance.db.row<{ id: string }>({
    text: 'select id from space where owner_id = $1',
    values: [who.id],
  }))!.id

const notebookOf = async (who: Client, space: string) => {
  const root = await rootOf(who, space)
  const { items } = await must(
    who.get<{ items: { id: string; kind: string }[] }>(
      `/api/spaces/${space}/containers?tool=notes`,
    ),
  )
  return items.find(({ kind, id }) => kind === 'notebook' && id !== root)!.id
}

test('O9 · an administrator of groups cannot delete their account before somebody else administers them; the refusal names the groups', async () => {
  const refused = await ada.post<Problem>('/api/me/deletion', { confirm: ada.email })
  assert.deepEqual([refused.status, refused.body.code], [409, 'administers-groups'])
  assert.match(refused.body.detail, /Éditions/)
  const { groups, dueAt } = await must(
    ada.get<{ groups: { name: string }[]; dueAt: string | null }>('/api/me/deletion'),
  )
  assert.deepEqual([groups.length, dueAt], [2, null])
  const byOona = await oona.post<Problem>(`/api/organization/people/${ada.id}/deletion`)
  assert.equal(byOona.body.code, 'administers-groups')
  assert.equal((await ada.get('/api/me')).status, 200, 'nothing changed')
})

test('O9, O4 · one confirms by one’s own address; the last admin stays; an admin deletes themself from their profile', async () => {
  const wrong = await mina.post<Problem>('/api/me/deletion', { confirm: 'mina' })
  assert.deepEqual([wrong.status, wrong.body.fields[0]!.field], [400, 'body.confirm'])
  const last = await oona.post<Problem>('/api/me/deletion', { confirm: oona.email })
  assert.equal(last.body.code, 'last-admin')
  const self = await oona.post<Problem>(`/api/organization/people/${oona.id}/deletion`)
  assert.equal(self.body.code, 'not-yourself')
  for (const who of [mina, corin, xavier])
    assert.equal((await who.post(`/api/organization/people/${edna.id}/deletion`)).status, 403)
})

test('O9 · during the grace period the person who requested it takes it back', async () => {
  await must(rita.post('/api/me/deletion', { confirm: ` ${rita.email.toUpperCase()} ` }), 202)
  const { dueAt } = await must(rita.get<{ dueAt: string }>('/api/me/deletion'))
  assert.ok(Math.abs(Date.parse(dueAt) - inDays(30).getTime()) < 60_000)
  assert.equal(await purgeDeparted(house, inDays(29)), 0)
  assert.equal((await rita.get('/api/me')).status, 200, 'the account works until then')
  await must(rita.delete('/api/me/deletion'), 204)
  assert.equal((await rita.delete('/api/me/deletion')).status, 404)
  assert.equal(await purgeDeparted(house, inDays(31)), 0)
  assert.equal((await rita.get('/api/me')).status, 200)
})

test('O9 · an admin stops the account immediately, and can take it back until the day', async () => {
  const tom = await colleague(instance, organization, 'Tom')
  await must(oona.post(`/api/organization/people/${tom.id}/deletion`), 202)
  assert.equal((await tom.get('/api/me')).status, 401)
  await must(oona.delete(`/api/organization/people/${tom.id}/deletion`), 204)
  assert.equal((await (await signedIn(instance, tom.id)).get('/api/me')).status, 200)
  assert.equal((await oona.delete(`/api/organization/people/${tom.id}/deletion`)).status, 404)
})

test('O9 · on the day the private space is deleted with its files, and the name stays on items in groups', async () => {
  const note = await writeNote(edna, group, open, 'Left behind')
  const space = await privateSpace(edna)
  await writeNote(edna, space, await notebookOf(edna, space), 'Mine alone')
  assert.equal(await count('item', 'space_id', space), 1)
  await must(edna.post('/api/me/deletion', { confirm: edna.email }), 202)
  const gone = await Promise.all([1, 2, 3].map(() => purgeDeparted(house, inDays(31))))
  assert.equal(
    gone.reduce((sum, each) => sum + each, 0),
    1,
  )
  for (const table of ['item', 'container', 'change', 'space_counter', 'note', 'access_grant'])
    assert.equal(await count(table, 'space_id', space), 0, table)
  assert.equal(await count('space', 'id', space), 0)
  assert.equal(await count('membership', 'person_id', edna.id), 0)
  assert.equal(await count('flat_membership', 'person_id', edna.id), 0)
  assert.equal(await count('session', 'person_id', edna.id), 0)
  const left = await must(
    ada.get<{ author: Record<string, unknown> }>(`/api/spaces/${group}/notes/${note}`),
  )
  const { firstName, lastName, email, picture, organization: house_ } = left.author
  assert.deepEqual([firstName, lastName, email, picture, house_], ['Edna', 'Test', '', null, ''])
  assert.equal(left.author['guest'], false)
  assert.equal((await edna.get('/api/me')).status, 401)
  const again = await colleague(instance, organization, 'Edna')
  assert.notEqual(again.id, edna.id, 'the address is free')
  assert.equal(await purgeDeparted(house, inDays(31)), 0)
})

test('O9 · who takes over a group in the time of grace waits until somebody else has it', async () => {
  const uma = await colleague(instance, organization, 'Uma')
  await enter(instance, group, [uma])
  await must(uma.post('/api/me/deletion', { confirm: uma.email }), 202)
  await handOver(ada, group, uma)
  assert.equal(await purgeDeparted(house, inDays(31)), 0)
  assert.equal((await uma.get('/api/me')).status, 200)
  await handOver(uma, group, ada)
  assert.equal(await purgeDeparted(house, inDays(31)), 1)
})
