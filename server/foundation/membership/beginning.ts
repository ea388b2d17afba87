import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { memberBegun, memberRoleBegun, memberRoleEnded } from './events.ts'
import { refreshEffective } from './flat.ts'
import { tell } from './letters.ts'
import * as overTime from './over-time-store.ts'
import * as store from './store.ts'
import { tellThrough } from './through.ts'
import { recordInGroup } from '../groups/events.ts'

/** A membership's start has come: under lock, tells the person and the groups around (M9). */
export async function begin(ctx: PublicContext, group: SpaceId, person: PersonId): Promise<void> {
  await overTime.clearStart(ctx, group, person, 'starts')
  const moved = await refreshEffective(ctx, group, [person])
  const detail = { person, name: await nameOf(ctx, person) }
  await recordInGroup(ctx, group, memberBegun, detail)
  await tell(ctx, 'member-begun', group, [person])
  await tellThrough(ctx, { group, name: (await groupRow(ctx, group)).name }, moved)
}

/** The same for a start of the role. */
async function beginRole(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  to: string,
): Promise<void> {
  await overTime.clearStart(ctx, group, person, 'role_starts')
  await refreshEffective(ctx, group, [person])
  const detail = { person, name: await nameOf(ctx, person), from: 'member', to }
  await recordInGroup(ctx, group, memberRoleBegun, detail)
  await tell(ctx, 'role-begun', group, [person])
}

/** Applies the dates that have come of a membership that is not over, under lock, and tells the people concerned (M9). */
export async function sweepDates(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  { begun, roleOver, roleBegun, role }: overTime.Standing,
): Promise<void> {
  if (begun) await begin(ctx, group, person)
  if (roleOver) await endRole(ctx, group, person, role)
  else if (roleBegun) await beginRole(ctx, group, person, role)
}

async function endRole(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  from: string,
): Promise<void> {
  await store.setRole(ctx, group, person, 'member')
  await refreshEffective(ctx, group, [person])
  const detail = { person, name: await nameOf(ctx, person), from, to: 'member' }
  await recordInGroup(ctx, group, memberRoleEnded, detail)
  await tell(ctx, 'role-ended', group, [person])
}
