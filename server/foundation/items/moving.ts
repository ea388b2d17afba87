import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { holdsItems } from '../../access/authorized.ts'
import { authorizeItem } from '../../access/authorize.ts'
import { allows } from '../../access/rights.ts'
import { whoWouldGain } from '../../access/who-can-see.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Forbidden, invalidField } from '../../kernel/errors.ts'
import { newId, type ItemId, type PersonId } from '../../kernel/ids.ts'
import type { Readable } from 'node:stream'
import { cardsOf } from '../people/cards.ts'
import { itemAsSeen, organizationOf } from '../spaces/access-list.ts'
import { mayMark } from '../spaces/internal-only.ts'
import { itemAnswers } from './items.ts'
import type { ItemAnswer } from './schema.ts'
import * as store from './store.ts'
import { said } from './words.ts'

/** Who would gain and who would lose sight of it, were it moved there (A9). Asked before it is done. */
export async function gainOfMoving(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  to: Authorized<Container, 'add'>,
) {
  const thing = await itemAsSeen(ctx, item)
  const found = await whoWouldGain(ctx, thing, to, await keepsMark(ctx, item, to))
  const cards = await cardsOf(
    ctx,
    [...found.gains, ...found.loses],
    await organizationOf(ctx, to.space),
  )
  const shown = (people: PersonId[]) => people.map((person) => cards.get(person)!)
  return { ...found, gains: shown(found.gains), loses: shown(found.loses) }
}

/** To another place, whose rights it takes on (A9). Out of a space takes the right to delete it there; the author stays. */
export async function moveItem(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  to: Authorized<Container, 'add'>,
): Promise<ItemAnswer> {
  refuseOtherPlace(item, to)
  if (!allows(item.rights, 'delete'))
    throw new Forbidden('moving-needs-delete', said.movingNeedsDelete)
  if (item.space === to.space) await moveWithin(ctx, item, to)
  const id = item.space === to.space ? item.id : await moveAcross(ctx, item, to)
  return (await itemAnswers(ctx, [await authorizeItem(ctx, 'view', to.space, id)]))[0]!
}

async function moveWithin(ctx: Context, item: Item, to: Container): Promise<void> {
  await store.moveWithin(ctx, item, to)
  await record(ctx, item.space, {
    kind: 'item.moved',
    container: to.id,
    item: item.id,
    detail: { from: item.container },
  })
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(item.space))
}

/** A deletion there and a new item here, in one transaction: nobody keeps access to it through the old place (X91, D7). */
async function moveAcross(ctx: Context, item: Item, to: Container): Promise<ItemId> {
  const id = await remake(ctx, item, to, item.author)
  await tool(ctx, item).moveContent(ctx, key(item), { space: to.space, item: id })
  await store.takeAlong(ctx, key(item), { space: to.space, item: id }, true)
  await store.deleteItems(ctx, item.space, [item.id])
  await record(ctx, item.space, {
    kind: 'item.moved-away',
    container: item.container,
    item: item.id,
    detail: { title: item.title },
  })
  await record(ctx, to.space, {
    kind: 'item.added',
    container: to.id,
    item: id,
    detail: { title: item.title },
  })
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(item.space))
  return id
}

/** A copy is a new item of the asker's own: without comments, grants and history (X101). */
export async function copyItem(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  to: Authorized<Container, 'add'>,
): Promise<ItemAnswer> {
  refuseOtherPlace(item, to)
  const id = await remake(ctx, item, to, ctx.person.id)
  await tool(ctx, item).copyContent(ctx, key(item), { space: to.space, item: id })
  await store.takeAlong(ctx, key(item), { space: to.space, item: id }, false)
  await record(ctx, to.space, {
    kind: 'item.added',
    container: to.id,
    item: id,
    detail: { title: item.title },
  })
  return (await itemAnswers(ctx, [await authorizeItem(ctx, 'view', to.space, id)]))[0]!
}

function refuseOtherPlace(item: Item, to: Container): void {
  if (item.tool !== to.tool) throw invalidField('body.toContainer', 'wrong-tool', said.wrongTool)
  if (!holdsItems(to)) throw invalidField('body.toContainer', 'not-a-place', said.notAPlace)
}

/** The item row and its files in the new place; content is equal there, but shared with no other space (X95). */
async function remake(ctx: Context, item: Item, to: Container, author: PersonId): Promise<ItemId> {
  const id = newId<ItemId>()
  await store.insertItem(ctx, {
    space: to.space,
    id,
    container: to.id,
    tool: item.tool,
    kind: item.kind,
    title: item.title,
    author,
    internalOnlyBy: item.internalOnly && (await keepsMark(ctx, item, to)) ? ctx.person.id : null,
  })
  for (const blob of await store.blobsOf(ctx, item.space, item.id)) {
    const { stream } = await ctx.house.blobs.get(item.space, blob.sha256)
    await ctx.house.blobs.put(to.space, stream as Readable)
    await store.nameBlob(ctx, to.space, id, blob, ctx.person.id)
  }
  return id
}

/** Internal only goes along into a group, but where the asker is a guest: they would not see what they put there (G10). */
async function keepsMark(ctx: Context, item: Item, to: Container): Promise<boolean> {
  return item.space === to.space || (await mayMark(ctx, to.space))
}

function tool(ctx: Context, item: Item) {
  return ctx.house.tools.find(({ name }) => name === item.tool)!
}

function key(item: Item) {
  return { space: item.space, item: item.id }
}
