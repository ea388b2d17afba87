import { lockFamily } from '../../foundation/membership/flat.ts'
import { remove } from '../../foundation/membership/membership.ts'
import * as store from '../../foundation/people/going-store.ts'
import { endSessionsOf } from '../../foundation/people/sessions.ts'
import { inContext, type House, type PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { emptySpace } from '../life-cycle/purging.ts'

/**
 * Whose day has come goes: memberships, credentials, the private space with its files; the name stays on what they gave to
 * groups (O9). Whoever administers a group by now waits until somebody else does. Answers how many went.
 */
export async function purgeDeparted(house: House, now = new Date()): Promise<number> {
  let gone = 0
  for (const { person } of await store.dueDeletions(house.db, now))
    if (await inContext(house, undefined, (ctx) => leaveTheHouse({ ...ctx, now }, person)))
      gone += 1
  for (const space of await store.orphanedSpaces(house.db)) await purgeSpace(house, space)
  return gone
}

/** One transaction: somebody is there, or only their name is. */
async function leaveTheHouse(ctx: PublicContext, person: PersonId): Promise<boolean> {
  if (!(await store.holdDeletion(ctx, person))) return false
  const groups = await store.groupsOf(ctx, person)
  if (groups.length > 0) await lockFamily(ctx, ...groups)
  if ((await store.administeredGroups(ctx, person)).length > 0) return false
  for (const group of groups) await remove(ctx, group, person, 'left')
  await endSessionsOf(ctx, person)
  for (const table of await store.tablesOfOnesOwn(ctx.db))
    await store.deleteOnesOwn(ctx, table, person)
  await store.leaveOnlyTheName(ctx, person)
  return true
}

/** Rows first, then files, the space itself last: may be interrupted anywhere, and the next round goes on. */
async function purgeSpace(house: House, space: SpaceId): Promise<void> {
  await emptySpace(house, space)
  await store.deleteSpace(house.db, space)
}
