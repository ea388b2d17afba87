import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import {
  fallingShort,
  groupRow,
  mustHold,
  nameOf,
  whatItTakes,
  type Weighed,
} from '../groups/capacity.ts'
import type { Shortfall } from '../groups/group.ts'
import { recordMembership } from './events.ts'
import { lockFamily, refreshEffective } from './flat.ts'
import { tell } from './letters.ts'
import * as overTime from './over-time-store.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** What the group takes of this member’s plan, and what of it falls short (M1). */
export async function tryHandOver(
  ctx: Context,
  group: Authorized<Group, 'handOver'>,
  to: PersonId,
): Promise<{ ok: boolean; falls: Shortfall[]; takes: Weighed[] }> {
  await mayAdminister(ctx, group.id, to)
  const takes = await whatItTakes(ctx, await groupRow(ctx, group.id), to)
  const falls = fallingShort(takes)
  return { ok: falls.length === 0, falls, takes }
}

/** The administrator's seat passes to a member of the organization whose plan holds the group; the old one stays a member (M1). */
export async function handOver(
  ctx: Context,
  group: Authorized<Group, 'handOver'>,
  to: PersonId,
): Promise<void> {
  await lockFamily(ctx, group.id)
  await giveSeat(ctx, group.id, to)
  await tell(ctx, 'group-handed-over', group.id, [to])
}

/** The family is locked. Whoever was to follow the old administrator was theirs to name: that is forgotten. */
export async function giveSeat(ctx: Context, group: SpaceId, to: PersonId): Promise<void> {
  const row = await groupRow(ctx, group)
  await mayAdminister(ctx, group, to)
  const from = row.administrator
  if (from === to) throw words.alreadyAdministrator()
  await mustHold(ctx, row, to)
  await moveSeat(ctx, group, from, to)
}

/** The same where whoever calls has asked all that giveSeat asks. */
export async function moveSeat(
  ctx: Context,
  group: SpaceId,
  from: PersonId,
  to: PersonId,
): Promise<void> {
  await passSeat(ctx, group, from, to)
  await overTime.forgetSuccessor(ctx, group)
  await refreshEffective(ctx, group, [from, to])
  const detail = {
    from: { person: from, name: await nameOf(ctx, from) },
    to: { person: to, name: await nameOf(ctx, to) },
  }
  await recordMembership(ctx, group, { kind: 'member.handed-over', detail })
}

/** First down, then up: at no moment are there two (the database refuses it as well). */
async function passSeat(ctx: Context, id: SpaceId, from: PersonId, to: PersonId): Promise<void> {
  await store.setRole(ctx, id, from, 'member')
  const admission = { role: 'administrator', how: 'handed-over', broughtBy: ctx.person.id } as const
  const isNew = await store.insertMembership(ctx, { group: id, person: to, ...admission })
  if (!isNew) await store.setRole(ctx, id, to, 'administrator')
}

/** A member, of the organization, whose account runs. Whoever is not inside is not found, whether they exist or not. */
export async function mayAdminister(ctx: Context, group: SpaceId, to: PersonId): Promise<void> {
  const candidate = await store.candidate(ctx, group, to)
  if (!candidate?.inside) throw new NotFound()
  if (!candidate.internal) throw words.guestCannotAdminister()
  if (candidate.stopped) throw words.accountStopped()
}
