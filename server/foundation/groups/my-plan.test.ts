import assert from 'node:assert/strict'
import { test } from 'node:test'
import { enter, foundGroup, must, rootOf, writeNote } from '../../../test/world/cast.ts'
import { startInstance } from '../../../test/world/instance.ts'
import { colleague, founded, guest, type Client } from '../../../test/world/people.ts'

interface Plan {
  name: string
  groups: { used: number; allowed: number | null }
  privateStorage: { used: number; allowed: number }
  eachGroup: { members: number; storage: number; guestsAllowed: boolean }
  administered: { id: string; name: string; members: number; storage: number }[]
}
interface Problem {
  code: string
  detail: string
}

const house = await startInstance()
const { organization, admin } = await founded(house)
const planOf = (who: Client) => must(who.get<Plan>('/api/me/plan'))

/** A plan of its own for this person. */
async function given(who: Client, limits: object): Promise<void> {
  const plan = await must(
    admin.post<{ id: string }>('/api/organization/plans', {
      ...{ name: `Plan of ${who.email}`, maxGroups: 2, maxMembers: 3, groupStorage: 2000 },
      ...{ privateStorage: 1000, guestsAllowed: false, ...limits },
    }),
    201,
  )
  await must(admin.patch(`/api/organization/people/${who.id}`, { plan: plan.id }), 204)
}

test('O7 · a member sees their own plan: groups made and allowed, private storage, and each of their groups', async () => {
  const [mina, moe] = [
    await colleague(house, organization, 'Mina'),
    await colleague(house, organization, 'Moe'),
  ]
  await given(mina, {})
  const [first, second] = [await foundGroup(mina, 'Beeches'), await foundGroup(mina, 'Alders')]
  await enter(house, first, [moe])
  const elsewhere = await foundGroup(moe, 'Not hers')
  await enter(house, elsewhere, [mina])
  const plan = await planOf(mina)
  assert.deepEqual(plan.groups, { used: 2, allowed: 2 })
  assert.deepEqual(plan.eachGroup, { members: 3, storage: 2000, guestsAllowed: false })
  assert.deepEqual(
    plan.administered.map(({ id, name, members }) => [id, name, members]),
    [
      [second, 'Alders', 1],
      [first, 'Beeches', 2],
    ],
  )
  const full = await mina.post<Problem>('/api/groups', {
    ...{ name: 'One more', objective: '', template: 'team' },
  })
  assert.deepEqual([full.status, full.body.code], [409, 'groups-limit'])
  assert.match(full.body.detail, /plan of Mina Test allows 2 groups.*Archive one/)
  await must(mina.post(`/api/groups/${second}/archive`))
  assert.deepEqual(
    (await planOf(mina)).groups,
    { used: 1, allowed: 2 },
    'an archived one does not count',
  )
})

test('O7 · the storage of a plan is the sum of its spaces', async () => {
  const nora = await colleague(house, organization, 'Nora')
  await given(nora, { groupStorage: 5_000_000, privateStorage: 5_000_000 })
  const group = await foundGroup(nora, 'Pictures')
  const { privateSpace } = await must(nora.get<{ privateSpace: string }>('/api/me'))
  for (const space of [group, privateSpace]) {
    const note = await writeNote(nora, space, await notebookIn(nora, space), 'With a picture')
    const type = { 'content-type': 'image/png' }
    await must(nora.post(`/api/spaces/${space}/notes/${note}/files`, picture, type), 201)
  }
  const plan = await planOf(nora)
  for (const [space, used] of [
    [privateSpace, plan.privateStorage.used],
    [group, plan.administered[0]!.storage],
  ] as const) {
    assert.ok(used > 0)
    const told = await must(nora.get<{ used: number }>(`/api/spaces/${space}/storage`))
    assert.equal(told.used, used)
  }
})

test('O6 · somebody of no organization has a private space and no groups', async () => {
  const gil = await guest(house, 'Gil')
  const plan = await planOf(gil)
  assert.deepEqual([plan.name, plan.groups, plan.administered], ['', { used: 0, allowed: 0 }, []])
  assert.equal(plan.privateStorage.allowed, 1e9)
})

async function notebookIn(who: Client, space: string): Promise<string> {
  const root = await rootOf(who, space)
  const { items } = await must(
    who.get<{ items: { id: string }[] }>(`/api/spaces/${space}/containers?tool=notes`),
  )
  return items.find(({ id }) => id !== root)!.id
}

const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
