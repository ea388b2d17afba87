import { lockFamily } from '../../foundation/membership/flat.ts'
import { leaveForGood } from '../../foundation/membership/membership.ts'
import { waitForGovernment } from '../../foundation/organizations/government.ts'
import * as store from '../../foundation/people/going-store.ts'
import { personById } from '../../foundation/people/people.ts'
import { dropPicture } from '../../foundation/people/pictures.ts'
import { endSessionsOf } from '../../foundation/people/sessions.ts'
import { inContext, type House, type PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { oneByOne } from '../../kernel/one-by-one.ts'
import { emptySpace } from '../life-cycle/purging.ts'

/**
 * Deletes people whose due date has come: memberships, credentials, the picture, the private space with its files. Their name
 * stays on items that they gave to groups (O9). A person who administers a group by now waits until somebody else does, and
 * so does an organization's last admin (O4). A failure does not stop the others. Returns how many people were deleted.
 */
export async function purgeDeparted(house: House, now = new Date()): Promise<number> {
  let gone = 0
  const letGo = async ({ person }: store.DueDeletion) => {
    const left = await inContext(house, undefined, (ctx) => leaveTheHouse({ ...ctx, now }, person))
    if (!left) return
    gone += 1
    if (left.picture) dropPicture(house, left.picture)
  }
  const steps = [
    async () => oneByOne(await store.dueDeletions(house.db, now), letGo),
    async () => oneByOne(await store.orphanedSpaces(house.db), (space) => purgeSpace(house, space)),
  ]
  await oneByOne(steps, (step) => step())
  return gone
}

/**
 * Deletes a person in one transaction, all but the name. Reasons to wait are checked under the locks, which are taken in the
 * order used everywhere: organization, groups, people. Returns undefined when the person has to stay for now.
 */
async function leaveTheHouse(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ picture: string | null } | undefined> {
  const { organizationId } = await personById(ctx, person)
  if (organizationId) await waitForGovernment(ctx, organizationId, person)
  if (!(await store.holdDeletion(ctx, person))) return undefined
  if (await store.isLastAdmin(ctx, person)) return undefined
  const groups = await store.groupsOf(ctx, person)
  if (groups.length > 0) await lockFamily(ctx, ...groups)
  const { picture } = await store.holdLeaver(ctx, person)
  if ((await store.administeredGroups(ctx, person)).length > 0) return undefined
  for (const group of groups) await leaveForGood(ctx, group, person)
  await endSessionsOf(ctx, person)
  for (const table of await store.tablesOfOnesOwn(ctx.db))
    await store.deleteOnesOwn(ctx, table, person)
  await store.forgetAddress(ctx, person)
  await store.leaveOnlyTheName(ctx, person)
  return { picture }
}

/** Deletes rows first, then files, the space itself last. It may be interrupted anywhere; the next round continues. */
async function purgeSpace(house: House, space: SpaceId): Promise<void> {
  await emptySpace(house, space)
  await store.deleteSpace(house.db, space)
}
