import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import { groupRow, mustHold, takeOneMoreGroup } from '../../foundation/groups/capacity.ts'
import { recordInGroup } from '../../foundation/groups/events.ts'
import { lockFamily, refreshEffective } from '../../foundation/membership/flat.ts'
import { governAlone } from '../../foundation/organizations/government.ts'
import { moveSeat } from '../../foundation/membership/hand-over.ts'
import { tell } from '../../foundation/membership/letters.ts'
import { remove } from '../../foundation/membership/membership.ts'
import { cardsOf, type Card } from '../../foundation/people/cards.ts'
import type { Config } from '../../kernel/config.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { groupRestored } from './events.ts'

const day = 86_400_000

/** Groups that were deleted after this moment can be restored (G7). */
export function restorableSince({ deletedGroupDays }: Config, now: Date): Date {
  return new Date(now.getTime() - deletedGroupDays * day)
}

export interface DeletedGroup {
  id: SpaceId
  name: string
  /** Null: their account was deleted. */
  administrator: Card | null
  /** Their account was stopped or deleted: another administrator may be named. */
  mayName: boolean
  deletedAt: string
  deletedBy: Card
  restorableUntil: string
  storage: number
}

/**
 * The deleted groups that can be restored: their administrator, who deleted them, and until when. Nothing of their content
 * (M3).
 */
export async function deletedGroups(
  ctx: Context,
  organization: Authorized<Organization, 'govern'>,
): Promise<DeletedGroup[]> {
  const { config } = ctx.house
  const rows = await store.deletedGroups(ctx, organization.id, restorableSince(config, ctx.now))
  const people = rows.flatMap(({ administrator, deletedBy }) =>
    administrator ? [administrator, deletedBy] : [deletedBy],
  )
  const cards = await cardsOf(ctx, people, organization.id)
  return rows.map(({ id, name, administrator, runs, deletedAt, deletedBy, used }) => ({
    ...{ id, name, deletedAt, storage: used, mayName: !runs },
    administrator: (administrator && cards.get(administrator)) ?? null,
    deletedBy: cards.get(deletedBy)!,
    restorableUntil: new Date(Date.parse(deletedAt) + config.deletedGroupDays * day).toISOString(),
  }))
}

/**
 * Restores a group unchanged, under its name, with its administrator, if their plan can hold it again (G7, G6). Another
 * person of the organization may be named only where the administrator's account was stopped, and must be where it was
 * deleted; then that person's plan must hold the group (M1, O7). An admin can take over a private group only with a reason,
 * which stays in its history (M3).
 */
export async function restoreGroup(
  ctx: Context,
  organization: Authorized<Organization, 'administer'>,
  id: string,
  { person: named, reason = '' }: { person?: PersonId; reason?: string } = {},
): Promise<void> {
  await governAlone(ctx, organization.id)
  const since = restorableSince(ctx.house.config, ctx.now)
  const found = await store.restorable(ctx, organization.id, id, since)
  if (!found) throw new NotFound()
  await lockFamily(ctx, found.id)
  const { administrator: before } = found
  const { to, gone } = await whoTakesIt(ctx, organization.id, before, named)
  if (to !== before && found.private && reason.trim() === '' && (await store.governs(ctx, to)))
    throw words.reasonNeeded()
  if (!found.archived) await takeOneMoreGroup(ctx, to)
  const group = await store.restore(ctx, organization.id, id, since)
  if (!group) throw new NotFound()
  await recordInGroup(ctx, group.id, groupRestored, {
    name: group.name,
    ...(reason.trim() && { reason: reason.trim() }),
  })
  await refreshEffective(ctx, group.id, [before])
  if (to !== before) await moveSeat(ctx, group.id, before, to, reason.trim())
  if (gone) await remove(ctx, group.id, before, 'left')
  await mustHold(ctx, await groupRow(ctx, group.id), to, 'uncounted')
  if (to === before) await tell(ctx, 'governed-restored', group.id, [to])
  else await tell(ctx, 'group-handed-over', group.id, [to])
}

/** Locks both people until the end of the transaction. */
async function whoTakesIt(
  ctx: Context,
  organization: OrganizationId,
  before: PersonId,
  named: PersonId | undefined,
): Promise<{ to: PersonId; gone: boolean }> {
  const to = named ?? before
  await store.holdDeletions(ctx, [before, to])
  const people = await store.holdPeople(ctx, [before, to])
  if (named && !people.some((each) => each.id === named && runsIn(organization, each)))
    throw words.noAdministrator()
  const { gone, stopped } = people.find(({ id }) => id === before)!
  if (to !== before && !gone && !stopped) throw words.administratorRuns()
  if (gone && !named) throw words.administratorGone()
  return { to, gone }
}

function runsIn(organization: OrganizationId, person: store.Held): boolean {
  return person.organizationId === organization && !person.stopped && !person.gone
}
