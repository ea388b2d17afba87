import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { authorizeContainer, authorizeItem } from '../../access/authorize.ts'
import { allows } from '../../access/rights.ts'
import { keepSight } from '../../access/sight-ended.ts'
import { viewersOfItem } from '../../access/viewers.ts'
import { whoWouldGain } from '../../access/who-can-see.ts'
import { record } from '../../kernel/changes.ts'
import type { Context, House, PublicContext } from '../../kernel/context.ts'
import { Forbidden, invalidField } from '../../kernel/errors.ts'
import { newId, type ItemId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { holds, itemKind } from '../../kernel/kinds.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { copyAttachments } from '../files/attachments.ts'
import { Copies, filesToCopy, inTheTurnWithCopies } from '../files/copies.ts'
import { filesOf, mustFit, releaseFiles, weighBeside } from '../files/files.ts'
import { copyTexts, weighNewItem } from '../live-text/texts.ts'
import { cardsOf } from '../people/cards.ts'
import { itemAsSeen, organizationOf } from '../spaces/access-list.ts'
import { mayMark } from '../spaces/internal-only.ts'
import { freeName } from '../spaces/unique-names.ts'
import { copyLinksInText } from './links-store.ts'
import { itemAnswers, retitle } from './items.ts'
import type { ItemAnswer } from './schema.ts'
import * as moving from './moving-store.ts'
import * as store from './store.ts'
import { said } from './words.ts'
import { itemAdded, itemMoved, itemMovedAway } from './events.ts'

/** How long moving an item back restores the rights that it left behind. */
const undoMinutes = 60
const undoBy = (ctx: Context) => ({ by: ctx.person.id, within: undoMinutes })

/** The people who would gain and lose sight of an item by a move (A9). Shown before the move. */
export async function gainOfMoving(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  to: Authorized<Container, 'add'>,
) {
  const thing = await itemAsSeen(ctx, item)
  const again = await moving.wouldSeeAgain(ctx, item, to, undoBy(ctx))
  const found = await whoWouldGain(ctx, thing, to, await keepsMark(ctx, item, to), again)
  const cards = await cardsOf(
    ctx,
    [...found.gains, ...found.loses],
    await organizationOf(ctx, to.space),
  )
  const shown = (people: PersonId[]) => people.map((person) => cards.get(person)!)
  return { ...found, gains: shown(found.gains), loses: shown(found.loses) }
}

interface Moving {
  keepBoth?: boolean
  /** In the same transaction, once the item is in its new place. */
  also?: (inside: Context, key: ItemKey, now: { title: string }) => Promise<void>
}

/** Moves an item to another container, whose rights apply to it (A9). Needs the right to delete it; its author stays. */
export async function moveItem(
  ctx: Context,
  item: Authorized<Item, 'view'> | Authorized<Item, 'delete'>,
  to: Authorized<Container, 'add'>,
  { keepBoth, also }: Moving = {},
): Promise<ItemAnswer> {
  await inBothTurns(ctx, item, to, filesOf, async (inside, from, place, copies) => {
    if (!allows(from.rights, 'delete'))
      throw new Forbidden('moving-needs-delete', said.movingNeedsDelete)
    const title = await titleIn(inside, from, place, keepBoth)
    if (from.space === place.space) await moveWithin(inside, from, place)
    else await moveAcross(inside, from, place, copies)
    if (title !== from.title)
      await retitle(inside, { space: place.space, id: from.id, container: place.id }, title)
    await also?.(inside, { space: place.space, item: from.id }, { title })
  })
  return answer(ctx, to.space, item.id)
}

async function moveWithin(ctx: Context, item: Item, to: Container): Promise<void> {
  const viewers = await viewersOfItem(ctx, item.space, item.id)
  await keepSight(ctx, item.space, [item.id])
  await moving.moveWithin(ctx, item, to)
  await record(ctx, item.space, itemMoved, {
    container: to.id,
    item: item.id,
    detail: { from: item.container },
  })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(item.space, viewers, item.id))
}

/** Moves an item to another space under the same id, with all its data but the rights that it had in its space (X91, D7). */
async function moveAcross(ctx: Context, item: Item, to: Container, copies: Copies): Promise<void> {
  const marked = item.internalOnly && (await keepsMark(ctx, item, to))
  const viewers = await viewersOfItem(ctx, item.space, item.id)
  await keepSight(ctx, item.space, [item.id])
  const files = await filesOf(ctx, key(item))
  await mustFit(ctx, to.space, await store.weightOf(ctx, key(item)))
  await releaseFiles(ctx, item.space, [item.id])
  await moving.leaveBehind(ctx, item, ctx.person.id)
  await moving.moveAcross(ctx, item, to, marked)
  await copies.name(ctx, files, { space: to.space, item: item.id })
  await moving.findAgain(ctx, item, to, undoBy(ctx))
  await record(ctx, item.space, itemMovedAway, {
    container: item.container,
    item: item.id,
    detail: { title: item.title },
  })
  await record(ctx, to.space, itemAdded, {
    container: to.id,
    item: item.id,
    detail: { title: item.title },
  })
  ctx.db.afterCommit(() => {
    ctx.house.live.sightEnded(item.space, viewers, item.id)
    ctx.house.live.recheckItem(to.space, item.id)
  })
}

/** Deletes the rights stored for an undo that is no longer possible. */
export async function forgetLeftBehind(house: House, now: Date): Promise<void> {
  await moving.forgetLeftBehind(house.db, new Date(now.getTime() - undoMinutes * 60_000))
}

/** Copies an item as a new one of the asker, without comments, grants and history (X101). */
export async function copyItem(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  to: Authorized<Container, 'add'>,
  { keepBoth }: { keepBoth?: boolean } = {},
): Promise<ItemAnswer> {
  const id = newId<ItemId>()
  const files = (inside: PublicContext, of: ItemKey) =>
    filesToCopy(inside, of, itemKind(inside.house.tools, item)!)
  await inBothTurns(ctx, item, to, files, async (inside, from, place, copies) => {
    const title = await titleIn(inside, { id, title: from.title }, place, keepBoth)
    await makeCopy(inside, from, place, { id, title, copies })
  })
  return answer(ctx, to.space, id)
}

/** Makes a copy in the turn of both spaces; `copies` has the files that the other space does not know yet. */
export async function makeCopy(
  ctx: Context,
  from: Authorized<Item, 'view'>,
  to: Authorized<Container, 'add'>,
  { id, title, copies = new Copies() }: { id: ItemId; title: string; copies?: Copies },
): Promise<void> {
  const kind = itemKind(ctx.house.tools, from)!
  const made = { space: to.space, item: id }
  await store.insertItem(ctx, {
    ...{ space: to.space, id, container: to.id, author: ctx.person.id },
    ...{ tool: from.tool, kind: from.kind, title },
    internalOnlyBy: from.internalOnly && (await keepsMark(ctx, from, to)) ? ctx.person.id : null,
  })
  await copies.name(ctx, await filesToCopy(ctx, key(from), kind), made)
  await copyAttachments(ctx, key(from), made)
  await kind.copyContent(ctx, key(from), made)
  await copyTexts(ctx, key(from), made)
  await copyLinksInText(ctx, key(from), made)
  await weighNewItem(ctx, made, from)
  await weighBeside(ctx, made, await store.copyTags(ctx, key(from), made))
  await record(ctx, to.space, itemAdded, { container: to.id, item: id, detail: { title } })
}

function titleIn(
  ctx: Context,
  { id, title }: Pick<Item, 'id' | 'title'>,
  place: Container,
  keepBoth: boolean | undefined,
): Promise<string> {
  const thing = { id, place: place.id, name: title }
  return freeName(ctx, place.space, thing, { keepBoth, field: 'body.toContainer' })
}

type Work = (
  inside: Context,
  from: Authorized<Item, 'view'>,
  place: Authorized<Container, 'add'>,
  copies: Copies,
) => Promise<void>

/** Copies files without a lock; then runs the work under the lock of both spaces, where rights are checked again (A11). */
async function inBothTurns(
  ctx: Context,
  item: Item,
  to: Container,
  files: typeof filesOf,
  work: Work,
): Promise<void> {
  refuseOtherPlace(ctx, item, to)
  await inTheTurnWithCopies(ctx, key(item), to.space, files, async (inside, copies) => {
    const from = await authorizeItem(inside, 'view', item.space, item.id)
    const place = await authorizeContainer(inside, 'add', to.space, to.id)
    refuseOtherPlace(inside, from, place)
    return work(inside, from, place, copies)
  })
}

async function answer(ctx: Context, space: SpaceId, id: ItemId): Promise<ItemAnswer> {
  return (await itemAnswers(ctx, [await authorizeItem(ctx, 'view', space, id)]))[0]!
}

export function refuseOtherPlace(ctx: Context, item: Item, to: Container): void {
  if (item.tool !== to.tool) throw invalidField('body.toContainer', 'wrong-tool', said.wrongTool)
  if (!holds(ctx.house.tools, to, item))
    throw invalidField('body.toContainer', 'not-a-place', said.notAPlace)
}

/** Whether an item keeps its internal mark: not in a group where the asker is a guest and could not see it (G10). */
async function keepsMark(ctx: Context, item: Item, to: Container): Promise<boolean> {
  return item.space === to.space || (await mayMark(ctx, to.space))
}

function key(item: Item) {
  return { space: item.space, item: item.id }
}
