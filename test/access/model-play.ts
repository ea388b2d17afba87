import assert from 'node:assert/strict'
import fc from 'fast-check'
import { askSuccessors, endWhatIsOver } from '../../server/foundation/membership/ending.ts'
import type { OrganizationId, SpaceId } from '../../server/kernel/ids.ts'
import { enter, foundGroup, must } from '../world/cast.ts'
import { putForward } from '../world/clock.ts'
import type { Instance } from '../world/instance.ts'
import { colleague, guest, type Client } from '../world/people.ts'
import { acts, type Choice, type Clock, type People } from './acts.ts'
import * as surfaces from './compare.ts'
import { meet } from './model-groups.ts'
import { shelves, type PlayedTool } from './model-tools.ts'
import { BUSY, Model, type Grant, type Verdict } from './model.ts'

/** Plays histories on the model of the rules and on a server at the same time; throws where the two disagree. */

/** Time and accounts of an instance. */
export function clockOf(instance: Instance): Clock {
  const { db } = instance
  return {
    day: (day) => new Date(Date.now() + day * 86_400_000 - 3_600_000).toISOString(),
    async putForward(days) {
      await putForward(instance, days)
      await growOlder(instance)
      return nothing
    },
    async sweep() {
      await endWhatIsOver(instance.app.house)
      return nothing
    },
    async countFromStart(group, person, today) {
      for (const table of ['membership', 'flat_membership'])
        await db.run({
          text: `update ${table} set since = since - make_interval(days => $3, hours => -1) where group_id = $1 and person_id = $2`,
          values: [group, person, today],
        })
    },
    async whileStopped(person, act) {
      const stopped = (at: string | null) =>
        db.run({
          text: 'update person set deactivated_at = $2 where id = $1',
          values: [person, at],
        })
      await stopped(new Date().toISOString())
      await askSuccessors(instance.app.house)
      const answer = await act()
      await stopped(null)
      return answer
    },
  }
}

/** Makes everything a day older. */
async function growOlder({ db }: Instance): Promise<void> {
  const aged = {
    ...{ item: 'created_at', workgroup: 'horizon_since', group_nesting: 'since' },
    ...{ membership: 'since', flat_membership: 'since' },
  }
  for (const [table, column] of Object.entries(aged))
    await db.run({ text: `update ${table} set ${column} = ${column} - interval '1 day'` })
}

const nothing = { status: 204, body: { id: '' }, headers: {}, cookie: undefined }

/** Six people and three groups in which histories begin. */
export type Scene = Awaited<ReturnType<typeof setScene>>

/** `suffix` tells the people and groups of several scenes of one instance apart. */
export async function setScene(instance: Instance, organization: OrganizationId, suffix = '') {
  const people: People = new Map()
  const one = async (name: string, orgRole: 'member' | 'admin' = 'member') => {
    const client = await colleague(instance, organization, name + suffix, { orgRole })
    people.set(client.id, client)
    return client
  }
  const [ada, bo, cy, dee] = [await one('Ada'), await one('Bo'), await one('Cy'), await one('Dee')]
  const ona = await one('Ona', 'admin')
  const gus = await guest(instance, `Gus${suffix}`)
  people.set(gus.id, gus)
  const open = { guestsAllowed: true, defaultRights: 'contributor' }
  const first = await foundGroup(ada, `First${suffix}`, open)
  const second = await foundGroup(bo, `Second${suffix}`, open)
  const third = await foundGroup(ada, `Third${suffix}`, {
    ...{ ...open, defaultRights: 'reader' },
    ...{ listed: 'organization', joining: 'request' },
  })
  await enter(instance, first, [bo], 'co-administrator')
  await enter(instance, first, [cy, gus])
  await enter(instance, second, [cy, dee])
  await enter(instance, third, [dee])
  return { people, ada, bo, cy, dee, gus, ona, first, second, third }
}

/** The model of the scene as it was set. */
async function modelOf(scene: Scene, tool: PlayedTool): Promise<Model> {
  const { people, ada, bo, cy, dee, gus, ona, first, second, third } = scene
  const model = new Model(tool)
  model.guests.add(gus.id)
  model.governors.add(ona.id)
  const group = (
    id: SpaceId,
    direct: [string, 'administrator' | 'co-administrator' | 'member'][],
  ) =>
    model.groups.set(id, {
      ...{ direct: new Map(direct), inner: new Map(), archived: false, listed: id === third },
      ...{
        until: new Map(),
        roleUntil: new Map(),
        roleStarts: new Map(),
        starts: new Map(),
        since: new Map(),
        successor: null,
      },
      ...{ requests: new Map(), horizon: null, consent: new Map(), said: new Map() },
      ...{ byGovernance: new Set(), stopped: new Set(), keptOut: new Set() },
    })
  group(first, [
    [ada.id, 'administrator'],
    [bo.id, 'co-administrator'],
    [cy.id, 'member'],
    [gus.id, 'member'],
  ])
  group(second, [
    [bo.id, 'administrator'],
    [cy.id, 'member'],
    [dee.id, 'member'],
  ])
  group(third, [
    [ada.id, 'administrator'],
    [dee.id, 'member'],
  ])
  for (const client of people.values()) {
    const me = await must(client.get<{ privateSpace: string }>('/api/me'))
    if (client !== cy && client !== dee) continue // two are enough, and come up more often
    model.owners.set(me.privateSpace, client.id)
    const times = { kind: 'shared-group' as const, to: me.privateSpace, bits: BUSY }
    await furnish(model, client, me.privateSpace, tool === shelves ? [times] : [])
  }
  for (const [id, bits, by] of [
    [first, 7, ada],
    [second, 7, bo],
    [third, 3, ada],
  ] as const)
    await furnish(model, by, id, [{ kind: 'group', to: id, bits }])
  return model
}

async function furnish(model: Model, by: Client, space: string, list: Grant[]): Promise<void> {
  const { items } = await must(
    by.get<{ items: { id: string; kind: string; parent: string | null }[] }>(
      `/api/spaces/${space}/containers?tool=${model.tool.name}`,
    ),
  )
  for (const { id, kind, parent } of items)
    model.boxes.set(id, { space, kind, parent, list: parent ? null : list, trashed: null })
}

const statusOf: Record<Verdict, number[]> = {
  ...{ done: [200, 201, 204], hidden: [404], forbidden: [403], 'not-now': [400, 409] },
}

/** An act, and where somebody else looks afterwards: a word, and numbers that choose the rest. */
export interface Step {
  act: string
  numbers: number[]
}

/** More frequent, because the other acts depend on them. */
const often = [
  'write',
  'write',
  'write',
  'setList',
  'setList',
  'makeBox',
  'nest',
  'nest',
  'copy',
  'addFrom',
  'aDayPasses',
  'converse',
  'makeCase',
  'shareCase',
  'shareCase',
]

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...Object.keys(acts), ...often),
  numbers: fc.array(fc.nat(1_000_000), { minLength: 24, maxLength: 24 }),
})

/** The acts of a history; the same seed gives the same. */
export const historyOf = (seed: number): Step[] => fc.sample(step, { seed, numRuns: 85 })

/** A history in which every act is tried at least once. */
export function historyOfAll(seed: number): Step[] {
  const wanted = [...Object.keys(acts), ...often, ...often, ...often]
  const drawn = fc.sample(step, { seed, numRuns: wanted.length })
  const order = ({ numbers }: Step) => numbers[0]!
  return wanted
    .map((act, n) => ({ ...drawn[n]!, act }))
    .toSorted((one, other) => order(one) - order(other))
}

/** A history that is being played: what was tried, and how often each verdict was given. */
export interface Play {
  people: People
  model: Model
  said: string[]
  verdicts: Map<Verdict, number>
}

/** Begins a history in the scene as it was set; nobody has acted in it yet. */
export async function begin(
  scene: Scene,
  tool: PlayedTool,
  verdicts = new Map<Verdict, number>(),
): Promise<Play> {
  const model = await modelOf(scene, tool)
  return { people: scene.people, model, said: [], verdicts }
}

/** Plays a history to its end; afterwards everybody looks at every space. */
export async function playOn(play: Play, history: Step[]): Promise<void> {
  for (const each of history) await take(play, each)
  await lookEverywhere(play)
}

async function take(play: Play, { act, numbers }: Step): Promise<void> {
  const { people, model, said, verdicts } = play
  const choose = choice(people, numbers)
  const attempt = acts[act]!(model, people, choose)
  if (!attempt) return
  const what = `${nameOf(people, choose.who)} ${act} ${attempt.said}: ${attempt.verdict}`
  said.push(what)
  verdicts.set(attempt.verdict, (verdicts.get(attempt.verdict) ?? 0) + 1)
  const { status, body } = await attempt.send()
  assert.ok(
    statusOf[attempt.verdict].includes(status),
    `${what}, says the model; the server: ${status} ${JSON.stringify(body)}`,
  )
  if (attempt.verdict === 'done') attempt.made?.(body.id, (body as { status?: string }).status)
  meet(model)
  await learnRequests(play)
  await look(play, attempt.where, numbers[0]!)
}

/** The ids of requests that nobody was told when they were made: their administrator reads them (M3). */
async function learnRequests({ people, model }: Play): Promise<void> {
  for (const [group, { requests }] of model.groups)
    for (const [person, request] of requests) {
      if (request.id !== '' || request.met) continue
      const administrator = [...people.keys()].find((each) => model.administers(group, each))!
      const { items } = await must(
        people
          .get(administrator)!
          .get<{ items: { id: string; card: { id: string } }[] }>(
            `/api/groups/${group}/join-requests`,
          ),
      )
      const found = items.find(({ card }) => card.id === person)
      assert.ok(found, 'the administrator is asked')
      request.id = found.id
    }
}

const rare = [
  ...[surfaces.newest, surfaces.search, surfaces.pulls, surfaces.trash],
  ...[surfaces.audience, surfaces.reach],
]

/** A few checks after every step, at its place and at random places; over a history they cover everything. */
async function look({ people, model }: Play, where: string, at: number): Promise<void> {
  const all = [...people.keys()]
  const who = all[at % all.length]!
  const other = all[(at >> 3) % all.length]!
  const here = surfaces.spaces(model).indexOf(where)
  await surfaces.lists(model, people, who, here)
  await surfaces.lists(model, people, other, at >> 5)
  await surfaces.tree(model, people, other, here)
  await surfaces.reading(model, people, who, at >> 11)
  await rare[(at >> 4) % rare.length]!(model, people, who, at >> 7)
}

/** Everybody looks at every space. */
async function lookEverywhere({ people, model }: Play): Promise<void> {
  const spaces = surfaces.spaces(model).length
  for (const who of people.keys()) {
    for (let at = 0; at < spaces; at++)
      for (const surface of [surfaces.lists, surfaces.tree]) await surface(model, people, who, at)
    await surfaces.newest(model, people, who, 0)
    await surfaces.audience(model, people, who, 0)
    for (let at = 0; at < spaces; at++) await surfaces.reach(model, people, who, at)
  }
}

function choice(people: People, numbers: number[]): Choice & { who: string } {
  let used = 1
  const next = () => numbers[used++ % numbers.length]!
  const one = <T>(of: Iterable<T>): T => {
    const all = [...of]
    return all[next() % all.length]!
  }
  const made = {
    who: '',
    one,
    person: () => one(people.keys()),
    actor(able: (person: string) => boolean) {
      const may = [...people.keys()].filter(able)
      made.who = one(may.length > 0 && next() % 3 > 0 ? may : people.keys())
      return made.who
    },
    some: <T>(of: Iterable<T>, most: number) => {
      const all = [...of]
      const length = all.length === 0 ? 0 : next() % (most + 1)
      return Array.from({ length }, () => one(all))
    },
  }
  return made
}

function nameOf(people: People, id: string): string {
  return people.get(id)?.email.split('@')[0] ?? id
}
