import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { cardsOf } from '../people/cards.ts'
import { successorDeclined, successorForgotten, successorNamed } from './events.ts'
import { lockFamily } from './flat.ts'
import { giveSeat, mayAdminister } from './hand-over.ts'
import { tell } from './letters.ts'
import * as overTime from './over-time-store.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

/** Names the person who takes the seat when the administrator's account stops; they are asked only then (M8). */
export async function nameSuccessor(
  ctx: Context,
  group: Authorized<Group, 'setRoles'>,
  person: PersonId,
): Promise<void> {
  await lockFamily(ctx, group.id)
  await mayAdminister(ctx, group.id, person)
  const { administrator } = await groupRow(ctx, group.id)
  if (administrator === person) throw words.alreadyAdministrator()
  await overTime.nameSuccessor(ctx, group.id, person, ctx.person.id)
  const detail = { person, name: await nameOf(ctx, person) }
  await recordInGroup(ctx, group.id, successorNamed, detail)
}

export async function forgetSuccessor(
  ctx: Context,
  group: Authorized<Group, 'setRoles'>,
): Promise<void> {
  const found = await overTime.succession(ctx, group.id)
  if (!(await overTime.forgetSuccessor(ctx, group.id)) || !found) throw new NotFound()
  const detail = { person: found.person, name: await nameOf(ctx, found.person) }
  await recordInGroup(ctx, group.id, successorForgotten, detail)
}

/** The seats that I am asked to take. */
export async function mySuccessions(ctx: Context) {
  const rows = await overTime.successionsOf(ctx, ctx.person.id)
  const cards = await cardsOf(
    ctx,
    rows.map(({ administrator }) => administrator),
  )
  return rows.map(({ administrator, ...row }) => ({
    ...row,
    administrator: cards.get(administrator)!,
  }))
}

/** Takes the seat, once, if the plan holds the group: the same checks as at a hand-over (M8, M1). */
export async function acceptSuccession(
  ctx: Context,
  group: Authorized<Group, 'see'>,
): Promise<void> {
  await lockFamily(ctx, group.id)
  await whoIsAsked(ctx, group.id)
  await giveSeat(ctx, group.id, ctx.person.id)
}

/** Declines; governors then see that nobody acts as administrator (M8). */
export async function declineSuccession(
  ctx: Context,
  group: Authorized<Group, 'see'>,
): Promise<void> {
  await lockFamily(ctx, group.id)
  await whoIsAsked(ctx, group.id)
  await overTime.declineSuccession(ctx, group.id, ctx.person.id)
  const detail = { person: ctx.person.id, name: await nameOf(ctx, ctx.person.id) }
  await recordInGroup(ctx, group.id, successorDeclined, detail)
  await tell(ctx, 'succession-declined', group.id, await overTime.governors(ctx, group.id))
}

async function whoIsAsked(ctx: Context, group: SpaceId): Promise<void> {
  const found = await overTime.succession(ctx, group)
  if (!found || !overTime.isAsked(found, ctx.person.id)) throw new NotFound()
}
