import type { Authorized, Container } from '../../access/authorized.ts'
import type { Context } from '../../kernel/context.ts'
import { LimitReached } from '../../kernel/errors.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import type { ItemKey } from '../../kernel/tool.ts'
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
  { kind, title }: { kind: string; title: string },
  fill: (to: ItemKey) => Promise<void>,
): Promise<ReceiptAnswer> {
  const { space, tool } = container
  const item = await addItem(ctx, container, { kind, title, keepBoth: true })
  await fill({ space, item })
    .then(() => weighNewItem(ctx, { space, item }, { tool, kind }))
    .catch(withoutFigures)
  return store.insertReceipt(ctx, {
    id: newId(),
    space,
    container: container.id,
    tool,
    kind,
    title,
  })
}

/** How much the space holds and who pays for it is not the sender's to know. */
function withoutFigures(error: unknown): never {
  throw error instanceof LimitReached && error.code === 'storage-limit' ? noRoom() : error
}

/** The asker's receipts, the newest first. */
export async function myReceipts(
  ctx: Context,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<ReceiptAnswer>> {
  const [at, id] = cursor<[unknown, unknown]>(after) ?? []
  const from = typeof at === 'string' && !Number.isNaN(Date.parse(at)) && isId(id) ? [at, id] : null
  const rows = await store.receipts(ctx, ctx.person.id, from as [string, string] | null, limit + 1)
  return pageOf(rows, limit, (last) => [last.at, last.id])
}
