import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { refuseArchived } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import { allows, bit } from '../../access/rights.ts'
import { keepSight } from '../../access/sight-ended.ts'
import { viewersOfItems } from '../../access/viewers.ts'
import { recordAll } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, invalidField, Refusal } from '../../kernel/errors.ts'
import { newId, type ContainerId, type ItemId, type SpaceId } from '../../kernel/ids.ts'
import { holds } from '../../kernel/kinds.ts'
import type { Static } from '../../kernel/shapes.ts'
import { weighAllBeside } from '../files/files.ts'
import { itemMoved, itemRenamed, itemRestored, itemTagged, itemTrashed } from '../items/events.ts'
import { makeCopy } from '../items/moving.ts'
import { itemAccessChanged } from '../spaces/events.ts'
import { guestsAmong, refuseGuests } from '../spaces/internal-only.ts'
import { freeNames, type Named } from '../spaces/unique-names.ts'
import { itemsOf, refuse } from './needs.ts'
import type { Done } from './schema.ts'
import * as store from './store.ts'
import { giveUndo, takeUndo, type ActContext, type Inverse, type Titles } from './undo.ts'
import { said } from './words.ts'

type Items<R extends 'view' | 'edit' | 'delete'> = Authorized<Item, R>[]
type Answer = Static<typeof Done>

export async function trashItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'delete'>,
): Promise<Answer> {
  await putIntoTrash(ctx, space, items)
  return done(ctx, space, [{ act: 'restore', items: ids(items) }])
}

async function putIntoTrash(ctx: Context, space: SpaceId, items: Items<'delete'>): Promise<void> {
  await keepSight(ctx, space, ids(items))
  await store.trash(ctx, space, ids(items))
  const lines = items.map(({ id, container, title }) => ({
    container,
    item: id,
    detail: { title },
  }))
  await recordAll(ctx, space, itemTrashed, lines)
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(space))
}

/** Restores items to their containers; refuses when one of the containers is itself in the trash. */
export async function restoreItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'delete'>,
  keepBoth = false,
): Promise<Answer> {
  await bringBack(ctx, space, items, keepBoth)
  return done(ctx, space, [{ act: 'trash', items: ids(items) }])
}

async function bringBack(
  ctx: Context,
  space: SpaceId,
  items: Items<'delete'>,
  keepBoth: boolean,
): Promise<void> {
  const homeless = await store.withoutPlace(ctx, space, ids(items))
  refuse(new Map(homeless.map((id) => [id, 'noPlaceLeft'])), ids(items))
  const wanted = ({ container, title }: Item) => ({ place: container, name: title })
  const titles = await newTitles(ctx, space, items, wanted, keepBoth)
  await store.restore(ctx, space, ids(items))
  const lines = items.map(({ id, container, title }) => ({
    container,
    item: id,
    detail: { title },
  }))
  await recordAll(ctx, space, itemRestored, lines)
  await retitle(ctx, space, titles)
}

export async function moveItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'delete'>,
  to: Authorized<Container, 'add'>,
  keepBoth = false,
): Promise<Answer> {
  const { moved, titles } = await moveAll(ctx, space, items, to, { keepBoth })
  const from = Map.groupBy(moved, ({ container }) => container)
  return done(
    ctx,
    space,
    [...from].map(([container, some]) => ({
      ...{ act: 'move', items: ids(some), to: container },
      titles: some.flatMap(({ id, title }) => (titles.has(id) ? [[titles.get(id)!, title]] : [])),
    })),
  )
}

async function moveAll(
  ctx: Context,
  space: SpaceId,
  items: Items<'delete'>,
  to: Authorized<Container, 'add'>,
  { keepBoth, before = [] }: { keepBoth: boolean; before?: Titles },
): Promise<{ moved: Items<'delete'>; titles: Map<ItemId, string> }> {
  refuseOtherPlace(ctx, items, to)
  const moving = items.filter(({ container }) => container !== to.id)
  const again = new Map(before)
  const wanted = (item: Item) => ({ place: to.id, name: again.get(item.title) ?? item.title })
  const titles = await newTitles(ctx, space, moving, wanted, keepBoth)
  const viewers = await viewersOfItems(ctx, space, ids(moving))
  await keepSight(ctx, space, ids(moving))
  await store.move(ctx, space, ids(moving), to.id)
  const lines = moving.map(({ id, container }) => ({
    ...{ container: to.id, item: id, detail: { from: container as string } },
  }))
  await recordAll(ctx, space, itemMoved, lines)
  await retitle(ctx, space, titles)
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(space, viewers))
  return { moved: moving, titles }
}

/** Copies items as new ones of the asker, as `copyItem` does one. The undo puts the copies into the trash. */
export async function copyItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'view'>,
  to: Authorized<Container, 'add'>,
  keepBoth = false,
): Promise<Answer> {
  refuseOtherPlace(ctx, items, to)
  const copies = items.map((from) => ({
    ...{ from, id: newId<ItemId>(), place: to.id, name: from.title },
  }))
  const { names, clashing } = await freeNames(ctx, space, copies, keepBoth)
  refuse(new Map(clashing.map(({ from }) => [from.id, 'name-taken'])), ids(items))
  for (const { from, id } of copies) await makeCopy(ctx, from, to, { id, title: names.get(id)! })
  return done(ctx, space, [{ act: 'trash', items: ids(copies) }])
}

function refuseOtherPlace(ctx: Context, items: Item[], to: Container): void {
  if (!items.every((item) => holds(ctx.house.tools, to, item)))
    throw invalidField('body.toContainer', 'not-a-place', said.notAPlace)
}

/** The titles that differ in the places; refuses items whose name is taken there (decision 0023). */
async function newTitles(
  ctx: Context,
  space: SpaceId,
  items: Item[],
  wanted: (item: Item) => Omit<Named, 'id'>,
  keepBoth: boolean,
): Promise<Map<ItemId, string>> {
  const things = items.map((item) => ({ id: item.id, ...wanted(item) }))
  const { names, clashing } = await freeNames(ctx, space, things, keepBoth)
  refuse(new Map(ids(clashing).map((id) => [id, 'name-taken'])), ids(items))
  const titles = items.map(({ id }) => [id, names.get(id)!] as const)
  return new Map(titles.filter(([, name], at) => name !== items[at]!.title))
}

async function retitle(ctx: Context, space: SpaceId, titles: Map<ItemId, string>): Promise<void> {
  if (titles.size === 0) return
  await recordAll(ctx, space, itemRenamed, await store.retitle(ctx, space, titles))
}

export async function tagItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'edit'>,
  name: string,
): Promise<Answer> {
  return done(ctx, space, [{ act: 'untag', items: await tagAll(ctx, space, items, name), name }])
}

async function tagAll(
  ctx: Context,
  space: SpaceId,
  items: Items<'edit'>,
  name: string,
): Promise<ItemId[]> {
  const full = await store.withoutRoomForTag(ctx, space, ids(items), name)
  refuse(new Map(full.map((id) => [id, 'tooManyTags'])), ids(items))
  const tagged = await store.tag(ctx, space, ids(items), name)
  await tagsChanged(ctx, space, items, tagged, Buffer.byteLength(name))
  return tagged
}

export async function untagItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'edit'>,
  name: string,
): Promise<Answer> {
  const untagged = await untagAll(ctx, space, items, name)
  const inverses = [...untagged].map(([was, some]) => ({
    ...{ act: 'tag', items: some, name: was },
  }))
  return done(ctx, space, inverses as Inverse[])
}

/** Returns the items that had the tag, by the name that it had there: `Urgent` and `urgent` are one tag. */
async function untagAll(
  ctx: Context,
  space: SpaceId,
  items: Items<'edit'>,
  name: string,
): Promise<Map<string, ItemId[]>> {
  const untagged = await store.untag(ctx, space, ids(items), name)
  const named = new Map(
    [...Map.groupBy(untagged, (each) => each.name)].map(([was, some]) => [was, ids(some)]),
  )
  for (const [was, some] of named)
    await tagsChanged(ctx, space, items, some, -Buffer.byteLength(was))
  return named
}

async function tagsChanged(
  ctx: Context,
  space: SpaceId,
  items: Items<'edit'>,
  changed: ItemId[],
  bytes: number,
): Promise<void> {
  await weighAllBeside(ctx, space, changed, bytes)
  const among = new Set(changed)
  const lines = items.filter(({ id }) => among.has(id))
  await recordAll(
    ctx,
    space,
    itemTagged,
    lines.map(({ id, container }) => ({ container, item: id })),
  )
}

export async function favourItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'view'>,
  favourite: boolean,
): Promise<Answer> {
  const changed = await store.favour(ctx, space, ids(items), favourite)
  return done(ctx, space, [{ act: 'favour', items: changed, favourite: !favourite }])
}

/** What one person follows is theirs, like their favourites. */
export async function followItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'view'>,
  following: boolean,
): Promise<Answer> {
  const changed = await store.follow(ctx, space, ids(items), following)
  return done(ctx, space, [{ act: 'follow', items: changed, following: !following }])
}

export async function markItems(
  ctx: ActContext,
  space: SpaceId,
  items: Items<'view'>,
  internalOnly: boolean,
): Promise<Answer> {
  const marked = await markAll(ctx, space, items, internalOnly)
  return done(ctx, space, [{ act: 'mark', items: marked, internalOnly: !internalOnly }])
}

/**
 * Applies the rules for one item (spaces/internal-only.ts) to each: its author and anyone who manages its container may mark it.
 * An item of a guest cannot become internal, since its author could no longer see it (G10).
 */
async function markAll(
  ctx: Context,
  space: SpaceId,
  items: Items<'view'>,
  internalOnly: boolean,
): Promise<ItemId[]> {
  items.forEach(refuseArchived)
  await refuseGuests(ctx, space)
  const may = ({ isAuthor, containerRights, rights }: Item) =>
    (isAuthor || allows(containerRights, 'manage')) &&
    (rights & ~(bit['see-busy'] | bit.view)) !== 0
  refuse(new Map(items.filter((item) => !may(item)).map(({ id }) => [id, 'forbidden'])), ids(items))
  const author = (item: Item) => item.takenOverBy ?? item.author
  const guests = internalOnly ? await guestsAmong(ctx, space, items.map(author)) : []
  const ofGuests = items.filter((item) => guests.includes(author(item)))
  refuse(new Map(ofGuests.map(({ id }) => [id, 'guestAuthor'])), ids(items))
  const changing = items.filter((item) => item.internalOnly !== internalOnly)
  const viewers = await viewersOfItems(ctx, space, ids(changing))
  await keepSight(ctx, space, ids(changing))
  await store.mark(ctx, space, ids(changing), internalOnly ? ctx.person.id : null)
  const lines = changing.map(({ id, container }) => ({
    ...{ container, item: id, detail: { internalOnly } },
  }))
  await recordAll(ctx, space, itemAccessChanged, lines)
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(space, viewers))
  return ids(changing)
}

/** Undoes everything that one act changed, or nothing, by the rights that the person has now. */
export async function undo(
  ctx: Context,
  space: SpaceId,
  token: string,
): Promise<{ changed: number }> {
  const taken = await takeUndo(ctx, space, token)
  if (!taken) throw new Conflict('too-late', said.tooLate)
  const { undoing, inverses } = taken
  for (const inverse of inverses)
    await invert(undoing, space, inverse).catch((error: unknown) => {
      throw error instanceof Refusal ? new Conflict('too-late', said.tooLate) : error
    })
  return { changed: changedBy(inverses) }
}

async function invert(ctx: Context, space: SpaceId, inverse: Inverse): Promise<void> {
  const { act, items: some } = inverse
  if (act === 'restore')
    return bringBack(ctx, space, await itemsOf(ctx, 'delete', space, some, true), true)
  if (act === 'trash') return putIntoTrash(ctx, space, await itemsOf(ctx, 'delete', space, some))
  if (act === 'tag' || act === 'untag') {
    const changed = act === 'tag' ? tagAll : untagAll
    return void (await changed(ctx, space, await itemsOf(ctx, 'edit', space, some), inverse.name))
  }
  if (act === 'move') return moveBack(ctx, space, some, inverse)
  const items = await itemsOf(ctx, 'view', space, some)
  if (act === 'favour') await store.favour(ctx, space, ids(items), inverse.favourite)
  else if (act === 'follow') await store.follow(ctx, space, ids(items), inverse.following)
  else await markAll(ctx, space, items, inverse.internalOnly)
}

async function moveBack(
  ctx: Context,
  space: SpaceId,
  items: ItemId[],
  { to, titles }: { to: ContainerId; titles: Titles },
): Promise<void> {
  const place = await authorizeContainer(ctx, 'add', space, to)
  const moving = await itemsOf(ctx, 'delete', space, items)
  await moveAll(ctx, space, moving, place, { keepBoth: true, before: titles })
}

async function done(ctx: ActContext, space: SpaceId, inverses: Inverse[]): Promise<Answer> {
  const wanted = inverses.filter(({ items }) => items.length > 0)
  return { changed: changedBy(wanted), ...(await giveUndo(ctx, space, wanted)) }
}

function changedBy(inverses: Inverse[]): number {
  return inverses.reduce((sum, { items }) => sum + items.length, 0)
}

function ids(items: { id: ItemId }[]): ItemId[] {
  return items.map(({ id }) => id)
}
