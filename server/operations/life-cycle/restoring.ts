import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import { groupRow, mustHold, takeOneMoreGroup } from '../../foundation/groups/capacity.ts'
import { recordGroup } from '../../foundation/groups/events.ts'
import { lockFamily, refreshEffective } from '../../foundation/membership/flat.ts'
import { cardsOf, type Card } from '../../foundation/people/cards.ts'
import type { Config } from '../../kernel/config.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import * as store from './store.ts'

const day = 86_400_000

/** What was deleted after this can be restored (G7). */
export function restorableSince({ deletedGroupDays }: Config, now: Date): Date {
  return new Date(now.getTime() - deletedGroupDays * day)
}

export interface DeletedGroup {
  id: SpaceId
  name: string
  administrator: Card | null
  deletedAt: string
  deletedBy: Card
  restorableUntil: string
  storage: number
}

/** The deleted groups that can be restored: who had them, who deleted them, until when. Nothing of what is inside (M3). */
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
  return rows.map(({ id, name, administrator, deletedAt, deletedBy, used }) => ({
    ...{ id, name, deletedAt, storage: used },
    administrator: (administrator && cards.get(administrator)) ?? null,
    deletedBy: cards.get(deletedBy)!,
    restorableUntil: new Date(Date.parse(deletedAt) + config.deletedGroupDays * day).toISOString(),
  }))
}

/** Back as it was, under its name, with its administrator, if their plan holds it again (G7, G6). */
export async function restoreGroup(
  ctx: Context,
  organization: Authorized<Organization, 'administer'>,
  id: string,
): Promise<void> {
  const since = restorableSince(ctx.house.config, ctx.now)
  const found = await store.restorable(ctx, organization.id, id, since)
  if (!found) throw new NotFound()
  if (!found.archived) await takeOneMoreGroup(ctx, found.administrator)
  const group = await store.restore(ctx, organization.id, id, since)
  if (!group) throw new NotFound()
  await lockFamily(ctx, group.id)
  const row = await groupRow(ctx, group.id)
  await mustHold(ctx, row, row.administrator, 'uncounted')
  await refreshEffective(ctx, group.id, [row.administrator])
  await recordGroup(ctx, group.id, { kind: 'group.restored', detail: { name: group.name } })
}
