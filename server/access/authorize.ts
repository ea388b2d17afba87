import type { Context } from '../kernel/context.ts'
import { NotFound } from '../kernel/errors.ts'
import { newId, type ContainerId, type ItemId, type SpaceId } from '../kernel/ids.ts'
import { decide, type Authorized, type Container, type Item, type Space } from './authorized.ts'
import { allows, type Right } from './rights.ts'
import * as store from './store.ts'

/** Finds a container if the asker has this right on it; otherwise throws NotFound or Forbidden (A10). */
export async function authorizeContainer<R extends Right>(
  ctx: Context,
  right: R,
  space: SpaceId,
  id: ContainerId,
): Promise<Authorized<Container, R>> {
  return decide(await store.container(ctx, ctx.person.id, space, id), right)
}

/** Finds a container that the asker may add to, even if they see nothing in it; otherwise throws NotFound or Forbidden (A10). */
export async function authorizeDrop(
  ctx: Context,
  space: SpaceId,
  id: ContainerId,
): Promise<Authorized<Container, 'add'>> {
  return decide(await store.container(ctx, ctx.person.id, space, id), 'add', { unseen: true })
}

/** Finds an item if the asker has this right on it; otherwise throws NotFound or Forbidden (A10). */
export async function authorizeItem<R extends Right>(
  ctx: Context,
  right: R,
  space: SpaceId,
  id: ItemId,
): Promise<Authorized<Item, R>> {
  return decide(await store.item(ctx, ctx.person.id, space, id), right)
}

/**
 * The same for many items: returns those that are allowed, and for each of the others whether the asker may know that it
 * exists (A10).
 */
export async function authorizeItems<R extends Right>(
  ctx: Context,
  right: R,
  space: SpaceId,
  ids: ItemId[],
  trashed = false,
): Promise<{ items: Authorized<Item, R>[]; refused: Map<ItemId, 'unknown' | 'forbidden'> }> {
  const found = await store.items(ctx, ctx.person.id, space, ids, trashed)
  const known = new Map(found.map((item) => [item.id, item]))
  const refused = new Map<ItemId, 'unknown' | 'forbidden'>()
  const items = ids.flatMap((id) => {
    const item = known.get(id)
    if (item && allows(item.rights, right) && allows(item.rights, 'view')) return [item]
    refused.set(id, item && !trashed && allows(item.rights, 'view') ? 'forbidden' : 'unknown')
    return []
  })
  return { items: items as Authorized<Item, R>[], refused }
}

/**
 * The same, in whatever space the item is now. Someone who may not see it there gets the same answer as for an item that
 * does not exist (A9, A10).
 */
export async function authorizeItemAnywhere<R extends Right>(
  ctx: Context,
  right: R,
  id: ItemId,
): Promise<Authorized<Item, R>> {
  const space = (await store.spaceOfItem(ctx, id)) ?? newId<SpaceId>() // a missing item runs the same queries
  return authorizeItem(ctx, right, space, id)
}

/** The same for an item in the trash: only people who may delete it see it there (X67). */
export async function authorizeTrashedItem(
  ctx: Context,
  space: SpaceId,
  id: ItemId,
): Promise<Authorized<Item, 'delete'>> {
  return hidden(await store.item(ctx, ctx.person.id, space, id, true))
}

export async function authorizeTrashedContainer(
  ctx: Context,
  space: SpaceId,
  id: ContainerId,
): Promise<Authorized<Container, 'manage'>> {
  const found = await store.container(ctx, ctx.person.id, space, id, true)
  if (!found || !(found.rights & 32)) throw new NotFound()
  return found as Authorized<Container, 'manage'>
}

function hidden(found: Item | undefined): Authorized<Item, 'delete'> {
  if (!found || !(found.rights & 16)) throw new NotFound()
  return found as Authorized<Item, 'delete'>
}

/**
 * `inside`: for its owner, its members, the people of the conversation, and those with whom the case is shared. `enter`: also for
 * anyone who may view something in the space.
 */
export async function authorizeSpace<R extends 'enter' | 'inside'>(
  ctx: Context,
  right: R,
  id: SpaceId,
): Promise<Authorized<Space, R>> {
  const found = await store.mayEnter(ctx, ctx.person.id, id)
  if (!found || (right === 'inside' && !found.inside)) throw new NotFound()
  return { id, ...found } as Space as Authorized<Space, R>
}
