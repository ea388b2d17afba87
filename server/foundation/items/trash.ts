import type { Authorized, Item, Space } from '../../access/authorized.ts'
import { authorizeItem } from '../../access/authorize.ts'
import { keepSight } from '../../access/sight-ended.ts'
import { lockSpaces, record } from '../../kernel/changes.ts'
import type { Context, House, PublicContext } from '../../kernel/context.ts'
import { inContext } from '../../kernel/context.ts'
import { Conflict, Forbidden } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { itemKind, kindsHolding } from '../../kernel/kinds.ts'
import { cursor, pageOf } from '../../kernel/shapes.ts'
import { releaseFiles } from '../files/files.ts'
import { purgeTexts } from '../live-text/texts.ts'
import { cardsOf } from '../people/cards.ts'
import { freeName } from '../spaces/unique-names.ts'
import { itemAnswers, retitle } from './items.ts'
import type { ItemAnswer } from './schema.ts'
import * as store from './store.ts'
import { said } from './words.ts'
import { itemRestored, itemTakenOver, itemTrashed } from './events.ts'

/** Rows in one transaction. */
const atOnce = 500

/** Moves an item to the trash, from which it can be restored for TRASH_DAYS. */
export async function trashItem(ctx: Context, item: Authorized<Item, 'delete'>): Promise<void> {
  await keepSight(ctx, item.space, [item.id])
  await store.trashItem(ctx, item, ctx.person.id)
  await record(ctx, item.space, itemTrashed, {
    container: item.container,
    item: item.id,
    detail: { title: item.title },
  })
  ctx.db.afterCommit(() => ctx.house.live.recheckItem(item.space, item.id))
}

/** Restores an item to its container, or if that is in the trash to one that the asker may add to. */
export async function restoreItem(
  ctx: Context,
  item: Authorized<Item, 'delete'>,
  { keepBoth }: { keepBoth?: boolean } = {},
): Promise<ItemAnswer> {
  const kinds = kindsHolding(ctx.house.tools, item)
  const place = await store.placeToRestore(ctx, item, ctx.person.id, kinds)
  if (!place) throw new Conflict('no-place-left', said.noPlaceLeft)
  const thing = { id: item.id, place, name: item.title }
  const title = await freeName(ctx, item.space, thing, { keepBoth, field: 'query.keepBoth' })
  await store.restoreItem(ctx, item, place)
  await record(ctx, item.space, itemRestored, {
    container: place,
    item: item.id,
    detail: { title: item.title },
  })
  if (title !== item.title) await retitle(ctx, { ...item, container: place }, title)
  return (await itemAnswers(ctx, [await authorizeItem(ctx, 'view', item.space, item.id)]))[0]!
}

export async function trashOf(
  ctx: Context,
  space: Authorized<Space, 'enter'>,
  { after, limit = 50 }: { after?: string; limit?: number },
) {
  const [before] = cursor<[string]>(after) ?? []
  const page = pageOf(
    await store.trash(ctx, ctx.person.id, space.id, before ?? null, limit + 1),
    limit,
    (last) => [last.trashedAt],
  )
  const cards = await cardsOf(
    ctx,
    page.items.map(({ trashedBy }) => trashedBy),
    page.items[0]?.organization ?? null,
  )
  return {
    items: page.items.map(({ organization: _, trashedBy, ...rest }) => ({
      ...rest,
      trashedBy: cards.get(trashedBy)!,
    })),
    next: page.next,
  }
}

/** The administrator visibly takes over an item of a former member, so that it does not stay frozen (A4). */
export async function takeOver(ctx: Context, item: Authorized<Item, 'view'>): Promise<ItemAnswer> {
  const { administers, formerMember } = await store.mayTakeOver(ctx, item, ctx.person.id)
  if (!administers || !formerMember || !(item.rights & 16))
    throw new Forbidden('not-orphaned', said.notOrphaned)
  await store.takeOver(ctx, item, ctx.person.id)
  await record(ctx, item.space, itemTakenOver, {
    container: item.container,
    item: item.id,
    detail: { from: item.author },
  })
  return (await itemAnswers(ctx, [await authorizeItem(ctx, 'view', item.space, item.id)]))[0]!
}

/** Permanently deletes items that have been in the trash for too long, with their files. Returns their number. */
export async function emptyTrash(house: House, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - house.config.trashDays * 86_400_000)
  const due = await store.expired(house.db, before, atOnce)
  let gone = 0
  for (const space of new Set(due.map((item) => item.space)))
    gone += await inContext(house, undefined, async (ctx) => {
      await lockSpaces(ctx, [space]) // a restore, or a new use of one of their files, happens before or after
      const items = await store.expired(ctx.db, before, atOnce, space)
      await purge(ctx, space, items)
      return items.length
    })
  return gone
}

async function purge(ctx: PublicContext, space: SpaceId, items: store.Expired[]): Promise<void> {
  const ids = (some: store.Expired[]) => some.map(({ id }) => id)
  await releaseFiles(ctx, space, ids(items))
  for (const alike of Map.groupBy(items, ({ tool, kind }) => `${tool}/${kind}`).values())
    await itemKind(ctx.house.tools, alike[0]!)?.purgeContent(ctx, space, ids(alike))
  await purgeTexts(ctx, space, ids(items))
  await store.deleteItems(ctx, space, ids(items))
}
