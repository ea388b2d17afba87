import { Readable } from 'node:stream'
import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'
import type { Who } from './company.ts'
import { bytesOf, typeOf, type FileName } from './files.ts'
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

/** An item that people talk about. */
interface Commented {
  space: SpaceId
  item: ItemId
}

export interface Written extends Place, Commented {}

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
  const items = await containersOf(stage, who, 0, space, 'notes')
  return { space, notebook: items.find(({ kind }) => kind === 'notebook')!.id }
}

/** One more notebook, beside the first. */
export async function notebookIn(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space }: { space: SpaceId },
  name: string,
): Promise<Place> {
  const root = await rootIn(stage, who, daysAgo, space, 'notes')
  const body = { parent: root, kind: 'notebook', name }
  const made = await stage.act<{ id: ContainerId }>(who, daysAgo, 'makeContainer', {
    params: { space },
    body,
  })
  return { space, notebook: made.id }
}

export interface Folder {
  space: SpaceId
  folder: ContainerId
}

/** A folder at the top of the documents of a space. */
export async function folderIn(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space }: { space: SpaceId },
  name: string,
): Promise<Folder> {
  const root = await rootIn(stage, who, daysAgo, space, 'documents')
  const body = { parent: root, kind: 'folder', name }
  const made = await stage.act<{ id: ContainerId }>(who, daysAgo, 'makeContainer', {
    params: { space },
    body,
  })
  return { space, folder: made.id }
}

/** Puts one of the files of the demonstration into a folder. */
export async function put(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space, folder }: Folder,
  name: FileName,
): Promise<Commented> {
  const bytes = await bytesOf(name)
  const body = Object.assign(Readable.from([bytes]), {
    mediaType: typeOf(name),
    announced: bytes.length,
  })
  const { id } = await stage.act<{ id: ItemId }>(who, daysAgo, 'sendFile', {
    params: { space, container: folder },
    query: { name },
    body,
  })
  return { space, item: id }
}

interface Container {
  id: ContainerId
  kind: string
}

async function containersOf(
  stage: Stage,
  who: Who,
  daysAgo: number,
  space: SpaceId,
  tool: string,
): Promise<Container[]> {
  const { items } = await stage.act<{ items: Container[] }>(who, daysAgo, 'listContainers', {
    params: { space },
    query: { tool },
  })
  return items
}

async function rootIn(...at: Parameters<typeof containersOf>): Promise<ContainerId> {
  return (await containersOf(...at)).find(({ kind }) => kind === 'root')!.id
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
  return { space, notebook, item: id }
}

export async function say(
  stage: Stage,
  who: Who,
  daysAgo: number,
  { space, item }: Commented,
  body: string,
  mentioned: (Who | SpaceId)[] = [],
): Promise<void> {
  const mentions = mentioned.map((each) =>
    isWho(each) ? { kind: 'person', id: stage.id(each) } : { kind: 'group', id: each },
  )
  await stage.act(who, daysAgo, 'comment', {
    params: { space, item },
    body: { body, mentions },
  })
}

function isWho(each: Who | SpaceId): each is Who {
  return !each.includes('-')
}
