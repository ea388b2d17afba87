import type { PublicContext } from '../../kernel/context.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { mustFit } from '../files/files.ts'
import * as store from './store.ts'

/**
 * In the turn of the space: the item weighs so many bytes from now on, and the space with it. Called when a tool has stored
 * something of an item that is there already; never refused, because nothing that somebody wrote may be lost (O8).
 */
export async function weighItem(ctx: PublicContext, item: ItemKey, weight: number): Promise<void> {
  await store.setWeight(ctx, item, weight)
}

/** The same for an item that has just been made: refused when the space has no room for it (O7, O8). */
export async function weighNewItem(
  ctx: PublicContext,
  item: ItemKey,
  weight: number,
): Promise<void> {
  await mustFit(ctx, item.space, weight)
  await store.setWeight(ctx, item, weight)
}
