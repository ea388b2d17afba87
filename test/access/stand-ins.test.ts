import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { must } from '../world/cast.ts'
import type { Answer, Client } from '../world/people.ts'
import { startRehearsal } from '../world/rehearsal.ts'
import { acts, type Scene, type Try } from './delegation-acts.ts'
import { chooser, lendingTown } from './delegation-town.ts'
import { holdings } from './holdings.ts'
import { programOf, sending } from './programs.ts'

/** Those who act for somebody: a program with their token, and an administrator who views a group as they see it (I7, O1, A8). */
const house = await startRehearsal()
const town = await lendingTown(house)
const { people, first, ada, bo, cy, dee, gus, mo } = town
const at = await holdings(house, people)

// All exist before the first test begins, because a rehearsal undoes everything it does.
const programs: { owner: Client; reader: Client; writer: Client }[] = []
for (const [owner, kind] of [
  [ada, 'api-token'],
  [cy, 'app-password'],
  [mo, 'app-password'],
] as const)
  programs.push({
    owner,
    reader: await programOf(house, owner, kind, 'read'),
    writer: await programOf(house, owner, kind, 'write'),
  })

const seed = Number(process.env['DELEGATION_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const wishes = fc.sample(
  fc.record({
    act: fc.constantFrom(...Object.keys(acts).filter((act) => act !== 'aDayPasses')),
    numbers: fc.array(fc.nat(1_000_000), { minLength: 16, maxLength: 16 }),
  }),
  { seed, numRuns: 1000 },
)

/** Something that this person would try. */
async function wish({ act, numbers }: (typeof wishes)[number], by: Client) {
  const choose = { ...chooser(numbers, people), actor: () => by.id }
  const scene: Scene = { house, people: new Map(people), now: at, choose, putForward: never }
  const tried = await acts[act]!(scene)
  return tried?.by === by.id ? tried : undefined
}

const never = () => assert.fail('time stands still here')

const tried = (it: Try, by: Client): Promise<Answer<unknown>> => house.rehearse(() => it.send(by))

/** The same choice by the same numbers, no matter who sends it. */
async function sameBy(each: (typeof wishes)[number], owner: Client, by: Client) {
  return tried((await wish(each, owner))!, by)
}
const codeOf = ({ body }: Answer<unknown>) => (body as { code?: string } | undefined)?.code

test('I7, O1, X83, X85 · a program may do what its person may do at that moment and no more, and nothing but read where its scope is reading', async () => {
  let [done, same] = [0, 0]
  // Few random acts succeed: as many are tried as it takes.
  for (const [at, each] of wishes.entries()) {
    if (at >= 60 && done > 15 && same > 60) break
    for (const { owner, reader, writer } of programs) {
      if (!(await wish(each, owner))) continue
      const what = `${each.act} by ${owner.email}, seed ${seed}`
      const own = await sameBy(each, owner, owner)
      const theirs = await sameBy(each, owner, writer)
      assert.deepEqual([theirs.status, codeOf(theirs)], [own.status, codeOf(own)], what)
      const reading = await sameBy(each, owner, reader)
      assert.ok(reading.status >= 400, what)
      if (own.status < 300) assert.equal(codeOf(reading), 'read-only-token', what)
      if (own.status < 300) done += 1
      same += 1
    }
  }
  assert.ok(done > 15 && same > 60, `${done} of ${same} succeeded`)
})

test('I7, O1 · a program is told the rights of its person, thing by thing', async () => {
  for (const { owner, reader, writer } of programs)
    for (const path of everything())
      for (const program of [reader, writer])
        assert.deepEqual(await mays(program, path), await mays(owner, path), path)
})

test('I7, X83 · a program makes no token, ends none of its limits, and gives nobody a new password', async () => {
  for (const { reader, writer } of programs)
    for (const program of [reader, writer]) {
      const wanted = { kind: 'api-token', name: 'Wider', scope: 'write' }
      const more = await program.post('/api/me/security/access-tokens', wanted)
      assert.equal(codeOf(more), 'in-person-only')
      const confirmed = await program.post('/api/me/security/confirmation', { password: 'any' })
      assert.equal(codeOf(confirmed), 'in-person-only')
    }
})

const like: [body: object, person: Client][] = [
  [{ role: 'member' }, cy],
  [{ role: 'moderator' }, dee],
  [{ role: 'co-administrator' }, bo],
  [{ role: 'member', guest: true }, gus],
  ...[bo, cy, dee, gus].map((each): [object, Client] => [{ person: each.id }, each]),
]

test('A8, I7 · a person who views a group as somebody else may do no more than the other, whatever they administer', async () => {
  for (const [body, person] of like) {
    const viewer = await viewing(body)
    for (const path of everything().filter((each) => each.includes(first))) {
      const seen = await mays(viewer, path)
      const theirs = await mays(person, path)
      assert.deepEqual(
        seen.filter((may) => !theirs.includes(may)),
        [],
        `${path} as ${JSON.stringify(body)}`,
      )
      if ('person' in body) assert.deepEqual(seen, theirs, path)
    }
  }
})

test('A8, I7 · who looks as somebody else changes nothing, and hands the look on to nobody', async () => {
  let asked = 0
  for (const [body] of like) {
    const viewer = await viewing(body)
    for (const each of wishes.slice(0, 30)) {
      const it = await wish(each, ada)
      const answer = it && (await tried(it, viewer))
      assert.ok(!answer || answer.status >= 400, `${each.act}, seed ${seed}: ${answer?.status}`)
      asked += answer ? 1 : 0
    }
  }
  assert.ok(asked > 60, String(asked))
  const { token } = await must(
    ada.post<{ token: string }>(`/api/groups/${first}/viewings`, like[2]![0]),
    201,
  )
  for (const other of [cy, gus, mo]) {
    const answer = await sending(other, { 'atelier-view-as': token }).get(`/api/groups/${first}`)
    assert.ok(answer.status >= 400, other.email)
  }
})

async function viewing(body: object): Promise<Client> {
  const path = `/api/groups/${first}/viewings`
  const { token } = await must(ada.post<{ token: string }>(path, body), 201)
  return sending(ada, { 'atelier-view-as': token })
}

/** Where the API says what its asker may do: groups, the organization, containers, items. */
function everything(): string[] {
  const groups = [...at.acts.keys()].map((id) =>
    id === 'organization' ? '/api/organization' : `/api/groups/${id}`,
  )
  const things = [...at.things].map(
    ([id, { space, kind }]) =>
      `/api/spaces/${space}/${kind === 'box' ? 'containers' : 'items'}/${id}`,
  )
  return [...groups, ...things]
}

async function mays(who: Client, path: string): Promise<string[]> {
  const { status, body } = await who.get<{ may?: Record<string, boolean> }>(path)
  const may = status === 200 ? (body.may ?? {}) : {}
  return Object.keys(may).filter((each) => may[each])
}
