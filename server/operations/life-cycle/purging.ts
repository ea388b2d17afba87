import { inContext, type House } from '../../kernel/context.ts'
import { recordInOrganization } from '../../kernel/changes.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { oneByOne } from '../../kernel/one-by-one.ts'
import { restorableSince } from './restoring.ts'
import * as store from './store.ts'
import { groupPurged } from './events.ts'

/** Rows per statement: few enough that nobody waits for it. */
const atOnce = 1000

/**
 * Purges groups that were deleted too long ago: rows first, then files, the group itself last. Every statement commits by
 * itself, so it may be interrupted anywhere; the next round continues (G7). A group that fails does not stop the others: its
 * error is thrown at the end. Returns how many groups were purged.
 */
export async function purgeDeletedGroups(house: House, now = new Date()): Promise<number> {
  const before = restorableSince(house.config, now)
  let purged = 0
  await oneByOne(await store.due(house.db, before), async (group) => {
    try {
      if (await purgeIfStillDue(house, group, before)) purged += 1
    } catch (error) {
      const said = `The group ${group.id} is not purged: ${(error as Error).message}`
      throw new Error(said, { cause: error })
    }
  })
  return purged
}

async function purgeIfStillDue(house: House, group: store.Due, before: Date): Promise<boolean> {
  if (!(await store.beginPurge(house.db, group.id, before))) return false
  await purge(house, group)
  return true
}

/**
 * Deletes everything in a space and every reference to it, in all tables and among the files; only the space itself is left.
 */
export async function emptySpace(house: House, space: SpaceId): Promise<void> {
  let after: string | null = null
  do after = await store.deleteMails(house.db, space, after, atOnce)
  while (after !== null)
  for (const place of await store.places(house.db))
    while ((await store.deleteNext(house.db, place, space, atOnce)) === atOnce);
  await house.blobs.clear(space)
}

async function purge(house: House, group: store.Due): Promise<void> {
  await emptySpace(house, group.id)
  await inContext(house, undefined, async (ctx) => {
    if (await store.deleteGroup(ctx.db, group.id))
      await recordInOrganization(ctx, group.organizationId, groupPurged, { name: group.name })
  })
}
