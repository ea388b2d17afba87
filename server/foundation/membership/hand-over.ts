import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { groupRow, mustHold, nameOf, whatFallsShort } from '../groups/capacity.ts'
import type { Shortfall } from '../groups/group.ts'
import { recordMembership } from './events.ts'
import { lockFamily, refreshEffective } from './flat.ts'
import { tell } from './letters.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** Whether this member's plan would hold the group, and what falls short if not (M1). */
export async function tryHandOver(
  ctx: Context,
  group: Authorized<Group, 'handOver'>,
  to: PersonId,
): Promise<{ ok: boolean; falls: Shortfall[] }> {
  await mayAdminister(ctx, group, to)
  const falls = await whatFallsShort(ctx, await groupRow(ctx, group.id), to)
  return { ok: falls.length === 0, falls }
}

/** The administrator's seat passes to a member of the organization whose plan holds the group; the old one stays a member (M1). */
export async function handOver(
  ctx: Context,
  group: Authorized<Group, 'handOver'>,
  to: PersonId,
): Promise<void> {
  await lockFamily(ctx, group.id)
  const row = await groupRow(ctx, group.id)
  await mayAdminister(ctx, group, to)
  const from = row.administrator
  if (from === to) throw words.alreadyAdministrator()
  await mustHold(ctx, row, to)
  await passSeat(ctx, group, from, to)
  await refreshEffective(ctx, group.id, [from, to])
  const detail = {
    from: { person: from, name: await nameOf(ctx, from) },
    to: { person: to, name: await nameOf(ctx, to) },
  }
  await recordMembership(ctx, group.id, { kind: 'member.handed-over', detail })
  await tell(ctx, 'group-handed-over', group.id, [to])
}

/** First down, then up: at no moment are there two (the database refuses it as well). */
async function passSeat(
  ctx: Context,
  { id }: Authorized<Group, 'handOver'>,
  from: PersonId,
  to: PersonId,
): Promise<void> {
  await store.setRole(ctx, id, from, 'member')
  const admission = { role: 'administrator', how: 'handed-over', broughtBy: ctx.person.id } as const
  const isNew = await store.insertMembership(ctx, { group: id, person: to, ...admission })
  if (!isNew) await store.setRole(ctx, id, to, 'administrator')
}

/** A member, of the organization, whose account runs. Whoever is not inside is not found, whether they exist or not. */
async function mayAdminister(
  ctx: Context,
  { id }: Authorized<Group, 'handOver'>,
  to: PersonId,
): Promise<void> {
  const candidate = await store.candidate(ctx, id, to)
  if (!candidate?.inside) throw new NotFound()
  if (!candidate.internal) throw words.guestCannotAdminister()
  if (candidate.stopped) throw words.accountStopped()
}
