import type { PublicContext } from '../../kernel/context.ts'
import { itemKind, type Kinded } from '../../kernel/kinds.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { mustFit, setWeight } from '../files/files.ts'
import * as store from './store.ts'

export { weightOfTexts } from './store.ts'

/**
 * Counts again what the tool and the live texts of an item store, and updates the item's and the space's storage. Needs the
 * turn of the space. Called after something of an existing item was stored; never refuses, because nothing that somebody
 * wrote may be lost (O8).
 */
export async function weighItem(ctx: PublicContext, item: ItemKey, kind: Kinded): Promise<void> {
  await setWeight(ctx, item, await weightOf(ctx, item, kind))
}

/** The same for an item that has just been made; refuses when the space has no room for it (O7, O8). */
export async function weighNewItem(ctx: PublicContext, item: ItemKey, kind: Kinded): Promise<void> {
  const weight = await weightOf(ctx, item, kind)
  await mustFit(ctx, item.space, weight)
  await setWeight(ctx, item, weight)
}

async function weightOf(ctx: PublicContext, item: ItemKey, kind: Kinded): Promise<number> {
  const own = await itemKind(ctx.house.tools, kind)?.weigh(ctx, item)
  return (own ?? 0) + (await store.textsWeight(ctx, item))
}
