import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import * as consents from './consent-store.ts'
import { memberDeclined } from './events.ts'
import { lockFamily, mustFit, refreshEffective } from './flat.ts'
import { tellThrough } from './through.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

/** Comes into a group that one of my groups is inside, after I was asked or had left only that group (G9, M4). */
export async function comeThrough(
  ctx: Context,
  group: Authorized<Group, 'comeThrough'>,
): Promise<void> {
  const { id: person } = ctx.person
  await lockFamily(ctx, group.id)
  if ((await groupRow(ctx, group.id)).archivedAt !== null) throw words.archived()
  const [consent] = await consents.consentsOf(ctx, person, group.id)
  if (!consent || !(await consents.answer(ctx, group.id, person, 'yes'))) throw new NotFound()
  const moved = await refreshEffective(ctx, group.id, [person])
  await mustFit(ctx, group.id, moved)
  const via = { group: consent.through[0]!.id, name: consent.through[0]!.name }
  await tellThrough(ctx, via, moved)
}

/** Says no to a group that one of my groups is inside; I stay in mine (G9). */
export async function declineNesting(
  ctx: Context,
  group: Authorized<Group, 'comeThrough'>,
): Promise<void> {
  if (!(await consents.answer(ctx, group.id, ctx.person.id, 'no'))) throw new NotFound()
  const detail = { person: ctx.person.id, name: await nameOf(ctx, ctx.person.id) }
  await recordInGroup(ctx, group.id, memberDeclined, detail)
}

/** The groups that wait for my yes, and those that I said no to or left. */
export function myConsents(ctx: Context): Promise<consents.Consent[]> {
  return consents.consentsOf(ctx, ctx.person.id)
}
