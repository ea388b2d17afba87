import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'
import type { Who } from './company.ts'
import { notes, type NoteKey } from './notes.ts'
import type { Stage } from './stage.ts'

// The actions of the demonstration, one line each.

interface Group {
  name: string
  objective: string
  template: string
  hue: number
  settings?: Record<string, unknown>
  startsOn?: string
  endsOn?: string
}

export interface Place {
  space: SpaceId
  notebook: ContainerId
}

export interface Written extends Place {
  note: ItemId
}

type Role = 'co-administrator' | 'moderator' | 'member'

export async function groupOf(
  stage: Stage,
  who: Who,
  daysAgo: number,
  body: Group,
  members: Partial<Record<Who, Role>>,
): Promise<Place> {
  const { id } = await stage.act<{ id: SpaceId }>(who, daysAgo, 'createGroup', { body })
  const people = (Object.entries(members) as [Who, Role][]).map(([member, role]) => ({
    person: stage.id(member),
    role,
  }))
  await stage.act(who, daysAgo, 'addMembers', { params: { group: id }, body: { people } })
  return placeOf(stage, who, id)
}

/** The first notebook of a space. */
export async function placeOf(stage: Stage, who: Who, space: SpaceId): Promise<Place> {
  const { items } = await stage.act<{ items: { id: ContainerId; kind: string }[] }>(
    who,
    0,
    'listContainers',
    { params: { space }, query: { tool: 'notes' } },
  )
  return { space, notebook: items.find(({ kind }) => kind === 'notebook')!.id }
}

/** One more notebook, beside the first. */
export async function notebookIn(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space }: Place,
  name: string,
): Promise<Place> {
  const { items } = await stage.act<{ items: { id: ContainerId; kind: string }[] }>(
    who,
    daysAgo,
    'listContainers',
    { params: { space }, query: { tool: 'notes' } },
  )
  const parent = items.find(({ kind }) => kind === 'root')!.id
  const body = { parent, kind: 'notebook', name }
  const made = await stage.act<{ id: ContainerId }>(who, daysAgo, 'makeContainer', {
    params: { space },
    body,
  })
  return { space, notebook: made.id }
}

export async function write(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space, notebook }: Place,
  key: NoteKey,
  tags: string[] = [],
): Promise<Written> {
  const params = { space, container: notebook }
  const { id } = await stage.act<{ id: ItemId }>(who, daysAgo, 'writeNote', {
    params,
    body: notes[key],
  })
  for (const name of tags)
    await stage.act(who, daysAgo, 'tagItem', { params: { space, item: id, name } })
  return { space, notebook, note: id }
}

export async function say(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space, note }: Written,
  body: string,
  mentioned: (Who | SpaceId)[] = [],
): Promise<void> {
  const mentions = mentioned.map((each) =>
    isWho(each) ? { kind: 'person', id: stage.id(each) } : { kind: 'group', id: each },
  )
  await stage.act(who, daysAgo, 'comment', {
    params: { space, item: note },
    body: { body, mentions },
  })
}

function isWho(each: Who | SpaceId): each is Who {
  return !each.includes('-')
}
