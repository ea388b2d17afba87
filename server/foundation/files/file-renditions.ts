import type { Authorized, Item } from '../../access/authorized.ts'
import type { Context } from '../../kernel/context.ts'
import type { StoredFile } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { readRendition, type Shown } from '../renditions/renditions.ts'
import { isAttached } from './attachments-store.ts'
import { fileOf } from './store.ts'
import { isShown } from './unused.ts'

/**
 * What is shown of a file of an item, for anyone who may view the item. Attachments have a door of their own: a removed one, or
 * that of a deleted comment, is not found here.
 */
export async function readFileRendition(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  sha256: string,
  kind: Shown,
): Promise<StoredFile> {
  const key = { space: item.space, item: item.id }
  const own = (await fileOf(ctx, key, sha256)) && (await isOwn(ctx, item, key, sha256))
  if (!own) throw new NotFound()
  return readRendition(ctx, { space: item.space, sha256 }, kind)
}

/** Whether an item has a file by itself, and not only because it is attached to it. */
async function isOwn(ctx: Context, item: Item, key: ItemKey, sha256: string): Promise<boolean> {
  if (!(await isAttached(ctx, key, sha256))) return true
  const kind = itemKind(ctx.house.tools, item)
  return kind !== undefined && isShown(ctx, key, kind, sha256)
}
