import type { Authorized, Item } from '../../access/authorized.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { weighBeside } from '../files/files.ts'
import { said } from './words.ts'
import * as store from './marks-store.ts'
import { itemTagged } from './events.ts'
import { markIfAllIsRead, markRead } from '../spaces/read-marks-store.ts'

/** Tags of one item. */
export const mostTags = 30

/** Everybody who sees the item sees its tags; anyone who may edit it sets them. */
export async function tagItem(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  name: string,
): Promise<void> {
  if ((await store.countTags(ctx, item.space, item.id)) >= mostTags)
    throw new Conflict('too-many-tags', said.tooManyTags)
  const key = { space: item.space, item: item.id }
  await weighBeside(ctx, key, await store.insertTag(ctx, item.space, item.id, name.trim()))
  await record(ctx, item.space, itemTagged, { container: item.container, item: item.id })
}

export async function untagItem(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  name: string,
): Promise<void> {
  const key = { space: item.space, item: item.id }
  await weighBeside(ctx, key, -(await store.deleteTag(ctx, item.space, item.id, name)))
  await record(ctx, item.space, itemTagged, { container: item.container, item: item.id })
}

/** Favourites are the asker's own; they are shown only while the asker may view the thing (X25). */
export function favour(
  ctx: Context,
  space: SpaceId,
  thing: 'space' | 'container' | 'item',
  id: string,
): Promise<void> {
  return store.insertFavourite(ctx, ctx.person.id, space, thing, id)
}

export function unfavour(ctx: Context, space: SpaceId, id: string): Promise<void> {
  return store.deleteFavourite(ctx, ctx.person.id, space, id)
}

export function follow(ctx: Context, item: Authorized<Item, 'view'>): Promise<void> {
  return store.insertFollow(ctx, ctx.person.id, item.space, item.id)
}

export function unfollow(ctx: Context, item: Authorized<Item, 'view'>): Promise<void> {
  return store.deleteFollow(ctx, ctx.person.id, item.space, item.id)
}

/** Records that the asker opened the item, for their list of recent items. */
export async function visit(
  ctx: Context,
  { space, id, container }: Authorized<Item, 'view'>,
): Promise<void> {
  await store.upsertRecent(ctx, ctx.person.id, space, id)
  await markRead(ctx, ctx.person.id, space, id)
  await markIfAllIsRead(ctx, ctx.person.id, space, container)
}
