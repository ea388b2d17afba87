import type { Authorized, Container, Space } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import { bit, mayWithContainer } from '../../access/rights.ts'
import { viewersBelow } from '../../access/viewers.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, invalidField, NotFound } from '../../kernel/errors.ts'
import { isId, newId, type ContainerId } from '../../kernel/ids.ts'
import { containerKind, nests } from '../../kernel/kinds.ts'
import { searchWords } from '../../kernel/plain-text.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import * as reads from './containers-store.ts'
import { held, refuseBeyond, stillSeen } from './delegation.ts'
import type { ContainerAnswer } from './schema.ts'
import { deepest } from './space.ts'
import * as store from './store.ts'
import * as marks from './internal-store.ts'
import * as grantStore from './grants-store.ts'
import { freeName } from './unique-names.ts'
import { said } from './words.ts'
import {
  containerAdded,
  containerMoved,
  containerRenamed,
  containerRestored,
  containerTrashed,
} from './events.ts'

/** Conditions on a list of containers, besides the page. */
export interface ContainersQuery {
  tool?: string
  parent?: string
  top?: boolean
  takes?: string
  nests?: string
  ownList?: boolean
  search?: string
  after?: string
  limit?: number
}

/** The containers of a space that the asker may view, by name, page by page. */
export async function visibleContainers(
  ctx: Context,
  space: Authorized<Space, 'enter'>,
  { takes, nests: nested, search, after, limit = 50, ...query }: ContainersQuery,
): Promise<Page<ContainerAnswer>> {
  const words = searchWords(search ?? '')
  const [nameKey, id] = cursor<[unknown, unknown]>(after) ?? []
  const rows = await reads.containers(ctx, ctx.person.id, space.id, {
    ...query,
    ...placesFor(ctx, query.tool, { takes, nests: nested }),
    parent: query.parent as ContainerId | undefined,
    words: words.length > 0 ? words : undefined,
    after: typeof nameKey === 'string' && isId(id) ? [nameKey, id as ContainerId] : undefined,
    limit: limit + 1,
  })
  const page = pageOf(rows, limit, (last) => [last.nameKey, last.id])
  return { ...page, items: page.items.map((row) => answer(ctx, row)) }
}

/**
 * The kinds that can hold an item (`takes`) or a container (`nests`) of the given kind, and the right that the asker needs
 * there.
 */
function placesFor(
  ctx: Context,
  tool: string | undefined,
  { takes, nests: nested }: { takes: string | undefined; nests: string | undefined },
): Pick<reads.Wanted, 'kinds' | 'rights'> {
  if (takes === undefined && nested === undefined) return {}
  const kinds = ctx.house.tools
    .filter(({ name }) => tool === undefined || name === tool)
    .flatMap(({ containers }) => Object.entries(containers))
    .filter(([, { holds }]) => takes === undefined || holds.includes(takes))
    .filter(([, kind]) => nested === undefined || kind.nests.includes(nested))
    .map(([kind]) => kind)
  const needed = (takes === undefined ? 0 : bit.add) | (nested === undefined ? 0 : bit.manage)
  return { kinds, rights: bit.view | needed }
}

/** The containers in this one that the asker may view, at any depth: each after the one that it is in. */
export function containersBelow(
  ctx: Context,
  container: Authorized<Container, 'view'>,
): Promise<{ id: ContainerId; above: ContainerId[] }[]> {
  return reads.visibleBelow(ctx, ctx.person.id, container)
}

export async function readContainer(
  ctx: Context,
  { space, id }: Authorized<Container, 'view'>,
): Promise<ContainerAnswer> {
  const [found] = await reads.containers(ctx, ctx.person.id, space, { id, limit: 1 })
  if (!found) throw new NotFound()
  return answer(ctx, found)
}

function answer(ctx: Context, row: reads.ContainerRow): ContainerAnswer {
  const { nameKey: _, rights, ...rest } = row
  const { holds = [], nests: nested = [] } = containerKind(ctx.house.tools, row) ?? {}
  return {
    ...rest,
    holds,
    nests: nested,
    ownList: row.rightsFrom === row.id,
    may: mayWithContainer(rights),
  }
}

/** Makes a container that follows its parent's list. Needs `manage` on the parent (A1). */
export async function makeContainer(
  ctx: Context,
  parent: Authorized<Container, 'manage'>,
  { kind, name: wanted, keepBoth }: { kind: string; name: string; keepBoth?: boolean },
): Promise<ContainerAnswer> {
  const { tool } = parent
  if (!nests(ctx.house.tools, parent, { tool, kind }))
    throw invalidField('body.kind', 'wrong-kind', said.wrongKind)
  if ((await store.depthOf(ctx, parent.space, parent.id)) >= deepest)
    throw invalidField('body.parent', 'too-deep', said.tooDeep)
  const id = newId<ContainerId>()
  const thing = { id, place: parent.id, name: wanted.trim() }
  const name = await freeName(ctx, parent.space, thing, { keepBoth, field: 'body.name' })
  await store.insertContainer(ctx, {
    space: parent.space,
    id,
    tool: parent.tool,
    kind,
    parent: parent.id,
    rightsFrom: parent.rightsFrom,
    internal: parent.internal,
    name,
    by: ctx.person.id,
  })
  await record(ctx, parent.space, containerAdded, { container: id, detail: { name } })
  return readContainer(ctx, await authorizeContainer(ctx, 'view', parent.space, id))
}

export async function changeContainer(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  change: { name?: string; parent?: ContainerId; keepBoth?: boolean },
): Promise<ContainerAnswer> {
  refuseRoot(container)
  const { keepBoth } = change
  const place = change.parent ?? container.parent!
  if (place !== container.parent) await moveContainer(ctx, container, place)
  const wanted = change.name?.trim() ?? container.name
  const field = change.name === undefined ? 'body.parent' : 'body.name'
  const thing = { id: container.id, place, name: wanted }
  const name = await freeName(ctx, container.space, thing, { keepBoth, field })
  if (change.name !== undefined || name !== container.name) await rename(ctx, container, name)
  return readContainer(ctx, await stillSeen(ctx, container))
}

async function rename(ctx: Context, { space, id }: Container, name: string): Promise<void> {
  await store.renameContainer(ctx, space, id, name)
  await record(ctx, space, containerRenamed, { container: id, detail: { name } })
}

/**
 * Needs `manage` on both ends, so that a move is no way to more rights (X40). Containers that followed the old parent's list
 * follow the new one's.
 */
async function moveContainer(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  to: ContainerId,
): Promise<void> {
  const parent = await authorizeContainer(ctx, 'manage', container.space, to)
  if (!nests(ctx.house.tools, parent, container))
    throw invalidField('body.parent', 'wrong-kind', said.wrongKind)
  const below = await store.subtree(ctx, container.space, container.id)
  if (below.some(({ id }) => id === parent.id))
    throw invalidField('body.parent', 'into-itself', said.intoItself)
  const height = Math.max(...below.map(({ depth }) => depth))
  if ((await store.depthOf(ctx, container.space, parent.id)) + 1 + height > deepest)
    throw invalidField('body.parent', 'too-deep', said.tooDeep)
  if (container.rightsFrom !== container.id) await refuseOtherList(ctx, container, parent)
  const viewers = await viewersBelow(ctx, container.space, container.id)
  await store.setParent(ctx, container.space, container.id, parent.id)
  await marks.refreshInternal(ctx, container.space, container.id)
  if (container.rightsFrom !== container.id) {
    await store.followList(
      ctx,
      container.space,
      followers(below, container.rightsFrom),
      parent.rightsFrom,
    )
  }
  await record(ctx, container.space, containerMoved, { container: container.id })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(container.space, viewers))
}

async function refuseOtherList(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  parent: Container,
): Promise<void> {
  const before = await grantStore.grants(ctx, container.space, { container: container.rightsFrom })
  const after = await grantStore.grants(ctx, parent.space, { container: parent.rightsFrom })
  await refuseBeyond(ctx, container, before.map(held), after.map(held))
}

/** The containers of a subtree, top first, that follow the given list. */
export function followers(
  below: { id: ContainerId; rightsFrom: ContainerId }[],
  list: ContainerId,
): ContainerId[] {
  return below.filter((c) => c.rightsFrom === list).map(({ id }) => id)
}

/** Trashes a container with everything in it. Refuses a manager who may not delete other people's items there (X88). */
export async function trashContainer(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
): Promise<void> {
  refuseRoot(container)
  const below = await store.subtree(ctx, container.space, container.id)
  for (const { id } of below) {
    const one = await authorizeContainer(ctx, 'view', container.space, id).catch(() => undefined)
    if (one && !(one.rights & bit.delete))
      await authorizeContainer(ctx, 'delete', container.space, id)
  }
  const viewers = await viewersBelow(ctx, container.space, container.id)
  await store.trashContainers(
    ctx,
    container.space,
    below.map(({ id }) => id),
    ctx.person.id,
  )
  await record(ctx, container.space, containerTrashed, {
    container: container.id,
    detail: { name: container.name },
  })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(container.space, viewers))
}

/** Restores a container, with everything that was trashed together with it. */
export async function restoreContainer(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  { keepBoth }: { keepBoth?: boolean } = {},
): Promise<ContainerAnswer> {
  const parent =
    container.parent &&
    (await authorizeContainer(ctx, 'view', container.space, container.parent).catch(
      () => undefined,
    ))
  if (!parent) throw new Conflict('parent-in-trash', said.notHere)
  const { space, id } = container
  const thing = { id, place: parent.id, name: container.name }
  const name = await freeName(ctx, space, thing, { keepBoth, field: 'query.keepBoth' })
  const below = await store.subtree(ctx, space, id)
  await store.restoreContainers(
    ctx,
    space,
    below.map((each) => each.id),
    container.trashedAt!,
  )
  await record(ctx, space, containerRestored, {
    container: id,
    detail: { name: container.name },
  })
  if (name !== container.name) await rename(ctx, container, name)
  return readContainer(ctx, await authorizeContainer(ctx, 'view', space, id))
}

function refuseRoot(container: Container): void {
  if (container.kind === 'root') throw new Conflict('root', said.root)
}
