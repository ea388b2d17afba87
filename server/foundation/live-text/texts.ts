import type { Authorized, Item } from '../../access/authorized.ts'
import type { Context } from '../../kernel/context.ts'
import { newId } from '../../kernel/ids.ts'
import { itemKind } from '../../kernel/kinds.ts'
import { roomsOf } from './rooms.ts'
import * as store from './store.ts'
import { isEmptyUpdate } from './updates.ts'
import { weighItem } from './weight.ts'

export { copyTexts, insertText, purgeTexts, storedText, textsContain, textStamp } from './store.ts'
export { weighItem, weighNewItem } from './weight.ts'

/** Merges the edits of an item's texts now. Must not be called in the turn of the space, since it waits for it. */
export async function settleTexts({ house }: Context, { space, id, ...kind }: Item): Promise<void> {
  for (const field of Object.keys(itemKind(house.tools, kind)?.texts ?? {}))
    await roomsOf(house).settle({ space, item: id, field })
}

/**
 * Stores an edit by a door, in its transaction and in the turn of the space; an empty one is nothing to store. Everybody who
 * has the text open sees it after the commit.
 */
export async function editText(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  field: string,
  bytes: Uint8Array,
): Promise<void> {
  if (isEmptyUpdate(bytes)) return
  const key = { space: item.space, item: item.id, field }
  const edit = { id: newId(), person: ctx.person.id, bytes }
  await store.keepEdit(ctx, key, edit)
  await weighItem(ctx, key, item)
  ctx.db.afterCommit(() => void roomsOf(ctx.house).absorb(key, item, edit))
}
