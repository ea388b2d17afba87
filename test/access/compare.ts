import assert from 'node:assert/strict'
import type { People } from './acts.ts'
import { ADD, DELETE, EDIT, MANAGE, VIEW, type Model } from './model.ts'

/** Every surface that shows a thing must agree with the model, each separately (I5, I10). */
export type Surface = (model: Model, people: People, who: string, at: number) => Promise<void>

interface Shown {
  id: string
  may: Record<string, boolean>
}

const sorted = (all: Iterable<string>) => [...all].toSorted()

function mayWithItem(model: Model, id: string, who: string) {
  const rights = model.onItem(id, who)
  const { takenOver } = model.items.get(id)!
  return {
    view: (rights & VIEW) !== 0,
    edit: (rights & EDIT) !== 0,
    delete: (rights & DELETE) !== 0,
    manage: (model.onBox(model.items.get(id)!.box, who) & MANAGE) !== 0,
    takeOver: takenOver !== who && model.mayTakeOver(id, who),
    chooseEditors: model.isAuthor(id, who) && (rights & ~3) !== 0,
    validate: model.mayValidate(id, who),
  }
}

function seesItem(model: Model, id: string, who: string): boolean {
  return model.judgeItem(id, who, VIEW) === 'done'
}

function itemsSeen(model: Model, who: string, space?: string): string[] {
  const all = [...model.items.keys()].filter((id) => !space || model.spaceOf(id) === space)
  return sorted(all.filter((id) => seesItem(model, id, who)))
}

export function spaces(model: Model): string[] {
  return [
    ...model.groups.keys(),
    ...model.owners.keys(),
    ...model.conversations.keys(),
    ...model.cases.keys(),
  ]
}

const nth = <T>(all: T[], at: number): T => all[at % all.length]!

export const lists: Surface = async (model, people, who, at) => {
  const space = nth(spaces(model), at)
  const listed: Shown[] = []
  for (const kind of model.tool.items) {
    const path = `/api/spaces/${space}/${kind}s?limit=200`
    const answer = await people.get(who)!.get<{ items: Shown[] }>(path)
    if (!model.mayEnter(space, who)) return assert.equal(answer.status, 404, 'entering')
    assert.equal(answer.status, 200, 'entering')
    listed.push(...answer.body.items)
  }
  assert.deepEqual(sorted(listed.map(({ id }) => id)), itemsSeen(model, who, space), 'listed')
  for (const { id, may } of listed) assert.deepEqual(may, mayWithItem(model, id, who), `may ${id}`)
}

export const tree: Surface = async (model, people, who, at) => {
  const space = nth(spaces(model), at)
  const answer = await people
    .get(who)!
    .get<{ items: Shown[] }>(`/api/spaces/${space}/containers?tool=${model.tool.name}`)
  if (!model.mayEnter(space, who)) return assert.equal(answer.status, 404, 'entering')
  const inSight = [...model.boxes]
    .filter(([id, box]) => box.space === space && model.judgeBox(id, who, VIEW) === 'done')
    .map(([id]) => id)
  const { items } = answer.body
  assert.deepEqual(sorted(items.map(({ id }) => id)), sorted(inSight), 'containers listed')
  for (const { id, may } of items) {
    const rights = model.onBox(id, who)
    for (const [right, bit] of Object.entries(bits))
      assert.equal(may[right], (rights & bit) !== 0, `${right} of ${id}`)
  }
}

export const reading: Surface = async (model, people, who, at) => {
  if (model.items.size === 0) return
  const id = nth([...model.items.keys()], at)
  const client = people.get(who)!
  const path = `/api/spaces/${model.spaceOf(id)}`
  const { kind } = model.items.get(id)!
  for (const url of [`${path}/items/${id}`, `${path}/${kind}s/${id}`]) {
    const answer = await client.get<Shown>(url)
    const sees = seesItem(model, id, who)
    assert.equal(answer.status, sees ? 200 : 404, `reading ${id}`)
    if (sees) assert.deepEqual(answer.body.may, mayWithItem(model, id, who), `may ${id}`)
  }
}

export const newest: Surface = async (model, people, who) => {
  const answer = await people.get(who)!.get<{ items: Shown[] }>('/api/newest?limit=200')
  assert.deepEqual(sorted(answer.body.items.map(({ id }) => id)), itemsSeen(model, who), 'newest')
}

export const search: Surface = async (model, people, who) => {
  const answer = await people.get(who)!.get<{ items: Shown[] }>('/api/search?q=Quillwort&limit=200')
  assert.deepEqual(sorted(answer.body.items.map(({ id }) => id)), itemsSeen(model, who), 'search')
}

export const pulls: Surface = async (model, people, who, at) => {
  const space = nth(spaces(model), at)
  const answer = await people
    .get(who)!
    .get<{ changes: { item: string | null; container: string | null }[] }>(
      `/api/spaces/${space}/changes?since=0`,
    )
  if (!model.mayEnter(space, who)) return assert.equal(answer.status, 404, 'entering')
  const told = new Set(answer.body.changes.map(({ item }) => item))
  for (const id of model.items.keys())
    if (model.spaceOf(id) === space)
      assert.equal(told.has(id), (model.onItem(id, who) & VIEW) !== 0, `changes of ${id}`)
}

export const trash: Surface = async (model, people, who, at) => {
  const space = nth(spaces(model), at)
  const answer = await people
    .get(who)!
    .get<{ items: { id: string; thing: string }[] }>(`/api/spaces/${space}/trash?limit=200`)
  if (!model.mayEnter(space, who)) return assert.equal(answer.status, 404, 'entering')
  // Items deleted in a container that is itself in the trash are in the trash with it.
  const mine = [...model.items].filter(
    ([id, { trashed, box }]) =>
      trashed &&
      model.boxes.get(box)!.trashed === null &&
      model.spaceOf(id) === space &&
      model.onItem(id, who) & DELETE,
  )
  const listed = answer.body.items.filter(({ thing }) => thing === 'item').map(({ id }) => id)
  assert.deepEqual(sorted(listed), sorted(mine.map(([id]) => id)), 'items in the trash')
}

/** Who can see this, asked by somebody inside: exactly those who can, with what they may. */
export const audience: Surface = async (model, people, who, at) => {
  const seen = itemsSeen(model, who).filter((id) => !model.owners.has(model.spaceOf(id)))
  if (seen.length === 0) return
  const id = nth(seen, at)
  const answer = await people
    .get(who)!
    .get<{ items: { card: { id: string }; rights: Record<string, boolean> }[] }>(
      `/api/spaces/${model.spaceOf(id)}/items/${id}/audience?limit=200`,
    )
  const told = answer.body.items.map(({ card, rights }) => [card.id, rights['edit']])
  const all = [...people.keys()].filter((each) => model.onItem(id, each) & VIEW)
  const right = all.map((each) => [each, (model.onItem(id, each) & EDIT) !== 0])
  assert.deepEqual(
    told.toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    right.toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1)),
    `who can see ${id}`,
  )
}

interface Reached {
  id: string
  tool: string
  level: string | null
  rights: Record<string, boolean>
}

/** What can they reach here: every place in the asker's sight in which they see, or put, anything at all. */
export const reach: Surface = async (model, people, who, at) => {
  const space = nth(spaces(model), at)
  const person = nth([...people.keys()], at >> 3)
  const answer = await people
    .get(who)!
    .get<{ containers: Reached[] }>(`/api/spaces/${space}/reach/${person}`)
  const owner = model.owners.get(space)
  // the root of shelves gives busy times to all who share a group with its owner
  const hasTimes = model.tool.name === 'notes' && owner && model.shareGroup(owner, person)
  const known = model.isInside(space, person) || model.isGiven(space, person) || hasTimes
  if (!model.isInside(space, who) || !known) return assert.equal(answer.status, 404, 'reach')
  const reached = [...model.boxes]
    .filter(([id, box]) => box.space === space && model.judgeBox(id, who, VIEW) === 'done')
    .map(([id]) => [id, model.onBox(id, person)] as const)
    .filter(([, bits]) => bits !== 0)
    .map(([id, bits]) => [id, levels[bits] ?? inWords(bits)])
  const ofTool = answer.body.containers.filter(({ tool }) => tool === model.tool.name)
  const told = ofTool.map(({ id, level, rights }) => [
    id,
    level ?? Object.keys(rights).filter((right) => rights[right]),
  ])
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(reached), `reach of ${person}`)
}

const bits = { view: VIEW, add: ADD, edit: EDIT, delete: DELETE, manage: MANAGE }
const levels: Record<number, string> = {
  ...{ 1: 'busy', 3: 'reader', 4: 'drop', 7: 'contributor' },
  ...{ 15: 'editor', 23: 'curator', 63: 'full' },
}

function inWords(held: number): string[] {
  return Object.entries(bits).flatMap(([right, bit]) => (held & bit ? [right] : []))
}
