import { lockSpaces } from '../../kernel/changes.ts'
import { inContext, type House, type PublicContext } from '../../kernel/context.ts'
import type { ItemKey, ItemKind } from '../../kernel/tool.ts'
import { undoMinutes } from './attachments.ts'
import { deleteAttachment, isAttached, lapsed, unsettle, type Lapsed } from './attachments-store.ts'
import { removeFiles } from './files.ts'
import { itemKind, type Kinded } from '../../kernel/kinds.ts'
import * as store from './store.ts'

const day = 86_400_000
const atOnce = 200

/**
 * Deletes files that were added to an item and are used neither in it nor in a version. Each file is checked once, after
 * TRASH_DAYS, so that a draft and an undo still find it. A file that is used by then is in a version, and stays.
 */
export async function releaseUnused(house: House, now: Date): Promise<void> {
  const before = new Date(now.getTime() - house.config.trashDays * day)
  for (;;) {
    const due = await store.unsettled(house.db, before, atOnce)
    if (due.length === 0) return
    for (const [space, files] of Map.groupBy(due, (file) => file.space))
      await inContext(house, undefined, async (ctx) => {
        await lockSpaces(ctx, [space])
        for (const file of files) await settle(ctx, file)
      })
  }
}

async function settle(ctx: PublicContext, file: store.Unsettled): Promise<void> {
  if (await isUsed(ctx, file)) return store.settle(ctx, file)
  await letGo(ctx, file)
}

async function isUsed(
  ctx: PublicContext,
  file: ItemKey & Kinded & { sha256: string },
): Promise<boolean> {
  const kind = itemKind(ctx.house.tools, file)
  if (!kind || (await isAttached(ctx, file, file.sha256))) return true
  return isShown(ctx, file, kind, file.sha256)
}

/** Whether an item shows one of its files, now or in any version that can be restored. */
export async function isShown(
  ctx: PublicContext,
  item: ItemKey,
  kind: ItemKind,
  sha256: string,
): Promise<boolean> {
  return Boolean(
    (await kind.usesFile?.(ctx, item, sha256)) || (await store.isInVersion(ctx, item, sha256)),
  )
}

/**
 * Deletes attachments that can no longer be restored: those removed an hour ago, and those of comments deleted TRASH_DAYS ago.
 * Their content is deleted too, unless the item uses it elsewhere.
 */
export async function releaseRemoved(house: House, now: Date): Promise<void> {
  const ends = {
    removedBefore: new Date(now.getTime() - undoMinutes * 60_000),
    commentBefore: new Date(now.getTime() - house.config.trashDays * day),
  }
  for (;;) {
    const [next] = await lapsed(house.db, ends, 1)
    if (!next) return
    await inContext(house, undefined, async (ctx) => {
      await lockSpaces(ctx, [next.space]) // attachments restored meanwhile are not found
      for (const each of await lapsed(ctx.db, ends, atOnce, next.space)) await release(ctx, each)
    })
  }
}

async function release(ctx: PublicContext, lapsed: Lapsed): Promise<void> {
  await deleteAttachment(ctx, lapsed)
  if (await isUsed(ctx, lapsed)) return
  if (lapsed.addedAgain) return unsettle(ctx, lapsed) // possibly for a draft: `releaseUnused` decides
  await letGo(ctx, lapsed)
}

async function letGo(ctx: PublicContext, file: ItemKey & { sha256: string }): Promise<void> {
  const gone = await store.releaseFile(ctx, file)
  if (gone.length > 0) ctx.db.afterCommit(() => removeFiles(ctx, file.space, gone))
}
