import { lockSpaces } from '../../kernel/changes.ts'
import { inContext, type House, type PublicContext } from '../../kernel/context.ts'
import { removeFiles } from './files.ts'
import { itemKind } from '../../kernel/kinds.ts'
import * as store from './store.ts'

const day = 86_400_000
const atOnce = 200

/**
 * Lets go of files that were added to an item and then used nowhere in it, neither now nor in a version: once, when they are as
 * old as the trash keeps things, so that a draft and an undo still find them. What is used by then is in a version, and stays.
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
  const kind = itemKind(ctx.house.tools, file)
  if (!kind || (await kind.usesFile(ctx, file, file.sha256))) return store.settle(ctx, file)
  const gone = await store.releaseFile(ctx, file)
  if (gone !== undefined) ctx.db.afterCommit(() => removeFiles(ctx, file.space, [gone]))
}
