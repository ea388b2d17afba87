import type { PublicContext } from '../../kernel/context.ts'
import { itemKind, type Kinded } from '../../kernel/kinds.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { mustFit, setWeight } from '../files/files.ts'
import * as store from './store.ts'

/**
 * In the turn of the space: the item weighs what its tool and its live texts keep of it from now on, and the space with it.
 * Called when something of an item that exists was stored; never refused, because nothing that somebody wrote may be lost (O8).
 */
export async function weighItem(ctx: PublicContext, item: ItemKey, kind: Kinded): Promise<void> {
  await setWeight(ctx, item, await weightOf(ctx, item, kind))
}

/** The same for an item that has just been made: refused when the space has no room for it (O7, O8). */
export async function weighNewItem(ctx: PublicContext, item: ItemKey, kind: Kinded): Promise<void> {
  const weight = await weightOf(ctx, item, kind)
  await mustFit(ctx, item.space, weight)
  await setWeight(ctx, item, weight)
}

async function weightOf(ctx: PublicContext, item: ItemKey, kind: Kinded): Promise<number> {
  const own = await itemKind(ctx.house.tools, kind)?.weigh(ctx, item)
  return (own ?? 0) + (await store.textsWeight(ctx, item))
}
