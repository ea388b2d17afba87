import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { itemPlaced } from './events.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** The position of an item that nobody has placed: after all others. */
export const unplaced = Number.MAX_SAFE_INTEGER

/** Puts an item of a container directly before or after another one there. */
export async function placeItem(
  ctx: Context,
  container: Authorized<Container, 'edit'>,
  item: Authorized<Item, 'view'>,
  place: 'before' | 'after',
  beside: Authorized<Item, 'view'>,
): Promise<void> {
  if (item.container !== container.id) throw words.notInContainer('body.item')
  if (beside.container !== container.id) throw words.notInContainer('body.of.item')
  if (item.id === beside.id) return
  const where = { space: container.space, container: container.id, item: item.id }
  if (!(await store.place(ctx, where, place, beside.id))) {
    await store.numberAgain(ctx, where)
    await store.place(ctx, where, place, beside.id)
  }
  await record(ctx, container.space, itemPlaced, { container: container.id, item: item.id })
}
