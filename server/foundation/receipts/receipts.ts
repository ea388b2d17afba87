import type { Authorized, Container } from '../../access/authorized.ts'
import { acquaintances } from '../../access/people.ts'
import type { Context } from '../../kernel/context.ts'
import { LimitReached } from '../../kernel/errors.ts'
import { isId, newId, type SpaceId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { cardsOf } from '../people/cards.ts'
import { addItem } from '../items/items.ts'
import { weighNewItem } from '../live-text/texts.ts'
import type { ReceiptAnswer } from './schema.ts'
import * as store from './store.ts'
import { noRoom } from './words.ts'

/**
 * Puts an item into a container that the asker may see nothing of, and returns their receipt. `fill` stores the tool's own
 * rows. Needs the turn of the space.
 */
export async function dropItem(
  ctx: Context,
  container: Authorized<Container, 'add'>,
  { kind, title, size = null }: { kind: string; title: string; size?: number | null },
  fill: (to: ItemKey) => Promise<void>,
): Promise<ReceiptAnswer> {
  const { space, tool } = container
  const item = await addItem(ctx, container, { kind, title, keepBoth: true })
  await fill({ space, item })
    .then(() => weighNewItem(ctx, { space, item }, { tool, kind }))
    .catch(withoutFigures)
  const row = await store.insertReceipt(ctx, {
    id: newId(),
    space,
    container: container.id,
    tool,
    kind,
    title,
    size,
  })
  const [receipt] = await answers(ctx, [row])
  return receipt!
}

/** How much the space holds and who pays for it is not the sender's to know. */
export function withoutFigures(error: unknown): never {
  throw error instanceof LimitReached && error.code === 'storage-limit' ? noRoom() : error
}

/** What the asker has put into a space since then. */
export function droppedSince(
  ctx: Context,
  space: SpaceId,
  since: Date,
): Promise<{ files: number; bytes: number }> {
  return store.droppedSince(ctx, ctx.person.id, space, since)
}

/** The asker's receipts, the newest first. */
export async function myReceipts(
  ctx: Context,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<ReceiptAnswer>> {
  const [at, id] = cursor<[unknown, unknown]>(after) ?? []
  const from = typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isId(id) ? [at, id] : null
  const rows = await store.receipts(ctx, ctx.person.id, from as [string, string] | null, limit + 1)
  const page = pageOf(rows, limit, (last) => [last.at, last.id])
  return { ...page, items: await answers(ctx, page.items) }
}

/** Names the person who has it, as long as the asker may know of them. */
async function answers(ctx: Context, rows: store.ReceiptRow[]): Promise<ReceiptAnswer[]> {
  const owners = rows.flatMap(({ owner }) => owner ?? [])
  const known = owners.length > 0 ? await acquaintances(ctx, owners) : new Map()
  const cards = await cardsOf(ctx, [...known.keys()], ctx.person.organizationId)
  return rows.map(({ owner, ...receipt }) => {
    return { ...receipt, to: (owner && cards.get(owner)) || null }
  })
}
