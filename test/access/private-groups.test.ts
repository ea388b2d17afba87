import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { must, rootOf, makeNotebook, writeNote } from '../world/cast.ts'
import { groupOf, memberOf } from '../world/groups.ts'
import { startInstance } from '../world/instance.ts'
import { anotherOrganization } from '../world/organizations.ts'
import { colleague, founded, type Client } from '../world/people.ts'
import { mannWhitney, median } from './two-samples.ts'

/**
 * For an outsider a private group does not exist (G4), in anything they can count, complete, request or time. doors.test.ts
 * shows that every door answers both cases alike, byte for byte.
 */
const instance = await startInstance()
const { organization } = await founded(instance)
const ada = await colleague(instance, organization, 'Ada')
const xavier = await colleague(instance, organization, 'Xavier')
const mina = await colleague(instance, organization, 'Mina')
const other = await anotherOrganization(instance, 'Nebenan')

const mine = await groupOf(xavier, { name: 'Everybody’s' })
await memberOf(instance, mine, mina)
const notebook = await makeNotebook(
  xavier,
  mine.id,
  await rootOf(xavier, mine.id),
  'Notes of everybody',
)
const note = await writeNote(xavier, mine.id, notebook, 'A note')

/** Everything with which an outsider could count or complete. */
async function whatIsSeen(who: Client): Promise<string[]> {
  const asked = [
    '/api/home',
    '/api/me',
    '/api/newest',
    '/api/directory',
    ...['name', 'members', 'administrator'].map((sort) => `/api/directory?sort=${sort}&limit=1`),
    '/api/directory?search=Silent',
    '/api/directory/everyone?name=silent&language=en',
    '/api/directory/everyone?activity=business&language=en',
    '/api/search?q=Silent',
    '/api/people?search=Silent',
    `/api/spaces/${mine.id}/mentionable?search=Silent`,
    `/api/spaces/${mine.id}/mentionable`,
    `/api/spaces/${mine.id}/items/${note}`,
    `/api/groups/${mine.id}/members`,
  ]
  const seen: string[] = []
  for (const path of asked) {
    const { status, body, headers } = await who.get<unknown>(path)
    const { date: _, ...kept } = headers
    seen.push(JSON.stringify([path, status, body, kept]).replace(/"reference":"[^"]*"/, ''))
  }
  return seen
}

test('G4, J1, J2, I1 · a private group changes no count, list, search, mention or suggestion of anybody outside', async () => {
  const before = await Promise.all([whatIsSeen(xavier), whatIsSeen(other.admin)])
  const secret = await groupOf(ada, { name: 'Silent room', template: 'circle' })
  await makeNotebook(ada, secret.id, await rootOf(ada, secret.id), 'Silent notebook')
  assert.deepEqual(await Promise.all([whatIsSeen(xavier), whatIsSeen(other.admin)]), before)
})

test('G2, G4 · a name that a private, a listed, a deleted group or an old name holds is refused in the same words, and the handle counts nothing', async () => {
  await groupOf(ada, { name: 'Held private', template: 'circle' })
  await groupOf(ada, { name: 'Held listed', template: 'community' })
  const deleted = await groupOf(ada, { name: 'Held deleted', template: 'circle' })
  await must(ada.delete(`/api/groups/${deleted.id}`), 204)
  const renamed = await groupOf(ada, { name: 'Held formerly', template: 'circle' })
  await must(ada.patch(`/api/groups/${renamed.id}`, { name: 'Held now' }))
  const told = new Set<string>()
  for (const name of ['Held private', 'Held listed', 'Held deleted', 'Held formerly']) {
    const answer = await xavier.post<object>('/api/groups', { name, template: 'team' })
    const { reference: _, ...body } = answer.body as { reference: string }
    told.add(JSON.stringify([answer.status, body]))
  }
  assert.equal(told.size, 1, [...told].join('\n'))
  const near = await groupOf(xavier, { name: 'Held private!' })
  assert.match(near.handle, /^held-private-[a-z0-9]{4}$/)
  const across = await groupOf(other.admin, { name: 'Held private' })
  assert.equal(across.handle, 'held-private')
})

test('J3 · a request stays its asker’s when the group turns private: read by the name of then, withdrawn once, and no word of what the group is now', async () => {
  const group = await groupOf(ada, { name: 'Turning', template: 'team' })
  await must(xavier.post(`/api/groups/${group.id}/join-requests`, { message: 'Please' }), 201)
  const hidden = { settings: { listed: 'no', joining: 'invitation' }, name: 'Turned' }
  await must(ada.patch(`/api/groups/${group.id}`, hidden))
  assert.equal((await xavier.get(`/api/groups/${group.id}`)).status, 404)
  interface Mine {
    items: { id: string; name: string; declinedAt: string | null; reason: string }[]
  }
  const waiting = await must(xavier.get<Mine>('/api/me/join-requests'))
  assert.deepEqual(
    waiting.items.map(({ name, declinedAt }) => [name, declinedAt]),
    [['Turning', null]],
  )
  assert.ok(!JSON.stringify(waiting).includes(group.id))
  const withdrawing = `/api/me/join-requests/${waiting.items[0]!.id}`
  assert.equal((await mina.delete(withdrawing)).status, 404, 'only one’s own')
  const all = await Promise.all(Array.from({ length: 20 }, () => xavier.delete(withdrawing)))
  assert.equal(all.filter(({ status }) => status === 204).length, 1)
  assert.deepEqual((await must(xavier.get<Mine>('/api/me/join-requests'))).items, [])
})

test('J3 · who was declined reads the reason, on the group and among their requests, until they ask again', async () => {
  const group = await groupOf(ada, { name: 'Choosy', template: 'team' })
  const path = `/api/groups/${group.id}/join-requests`
  const { id } = await must(xavier.post<{ id: string }>(path, { message: 'Please' }), 201)
  await must(ada.post(`${path}/${id}/refusal`, { reason: 'Next year' }), 204)
  interface About {
    myRefusal: { reason: string } | null
  }
  const about = await must(xavier.get<About>(`/api/groups/${group.id}`))
  assert.equal(about.myRefusal?.reason, 'Next year')
  const list = await must(
    xavier.get<{ items: { name: string; reason: string; declinedAt: string }[] }>(
      '/api/me/join-requests',
    ),
  )
  assert.deepEqual(
    list.items.map(({ name, reason }) => [name, reason]),
    [['Choosy', 'Next year']],
  )
  assert.ok(list.items[0]!.declinedAt)
  assert.equal((await must(mina.get<About>(`/api/groups/${group.id}`))).myRefusal, null)
  await must(xavier.post(path, { message: 'Once more' }), 201)
  assert.equal((await must(xavier.get<About>(`/api/groups/${group.id}`))).myRefusal, null)
})

/** Requests that an outsider would time. */
const timed: [string, (group: string) => Promise<{ status: number }>][] = [
  ['reading it', (group) => xavier.get(`/api/groups/${group}`)],
  ['its members', (group) => xavier.get(`/api/groups/${group}/members`)],
  ['joining it', (group) => xavier.post(`/api/groups/${group}/join`)],
  ['asking', (group) => xavier.post(`/api/groups/${group}/join-requests`, { message: '' })],
  ['its content', (group) => xavier.get(`/api/spaces/${group}/containers`)],
]

/** Measures both alternately, in random order, so that other load on the machine affects both alike. */
async function takeTimes(
  ask: (group: string) => Promise<{ status: number }>,
  secret: string,
  rounds: number,
): Promise<{ hidden: number[]; absent: number[] }> {
  const times = { hidden: [] as number[], absent: [] as number[] }
  for (let round = -20; round < rounds; round++) {
    const both = ['hidden', 'absent'] as const
    for (const which of round % 2 ? both : both.toReversed()) {
      const group = which === 'hidden' ? secret : randomUUID()
      const from = performance.now()
      assert.equal((await ask(group)).status, 404)
      if (round >= 0) times[which].push(performance.now() - from)
    }
  }
  return times
}

/** A difference below this drowns in any network; and chance shows one so clear once in a million runs. */
const ofUse = 0.2
const byChance = 1e-6

test('G4, I2 · the time that an answer takes does not tell a private group from none (Mann–Whitney over requests in turns)', async () => {
  const secret = await groupOf(ada, { name: 'Timeless', template: 'circle' })
  for (const [what, ask] of timed) {
    const differs = async () => {
      const { hidden, absent } = await takeTimes(ask, secret.id, 300)
      const p = mannWhitney(hidden, absent)
      const apart = Math.abs(median(hidden) - median(absent))
      if (process.env['SHOW']) console.log(what, p, median(hidden), median(absent))
      return p < byChance && apart > ofUse ? `p ${p}, ${apart} ms apart` : undefined
    }
    const first = await differs()
    assert.equal(first && (await differs()), undefined, what)
  }
})

test('The test over two samples sees a difference where there is one, and none where there is none', () => {
  const sample = (shift: number) =>
    Array.from({ length: 300 }, (_, at) => ((at * 7919) % 1000) / 1000 + shift)
  assert.ok(mannWhitney(sample(0), sample(0.001)) > 0.5)
  assert.ok(mannWhitney(sample(0), sample(0.3)) < byChance)
  assert.ok(Math.abs(mannWhitney([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]) - 0.009) < 0.001)
})
