import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { cardsOf } from '../people/cards.ts'
import { memberKeptOut, memberLetBack, memberRemoved } from './events.ts'
import { lockFamily, refreshEffective } from './flat.ts'
import { tellAdministrator } from './governance.ts'
import * as governance from './governance-store.ts'
import { tell } from './letters.ts'
import { forgetWhoLeft, remove } from './membership.ts'
import * as requestStore from './requests-store.ts'
import type { KeptOut } from './schema.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

/** The people who are kept out, why and until when; for anyone who may remove members (J7). */
export async function keptOutOf(
  ctx: Context,
  group: Authorized<Group, 'removeMembers'>,
): Promise<Static<typeof KeptOut>> {
  const rows = await governance.keptOut(ctx, group.id)
  const people = rows.flatMap(({ person, by }) => [person, by])
  const cards = await cardsOf(ctx, people, group.organizationId)
  return {
    items: rows.map(({ person, by, ...row }) => ({
      ...row,
      card: cards.get(person)!,
      by: cards.get(by)!,
    })),
  }
}

/**
 * Removes somebody, if they are inside, and keeps them out: they cannot come back by joining, by asking, through another
 * group or by an invitation of anybody but the administrator (J7). A person whom the group never knew is reported as not
 * found, whether they exist or not.
 */
export async function keepOut(
  ctx: Context,
  group: Authorized<Group, 'removeMembers'>,
  person: PersonId,
  { reason = '', until = null }: { reason?: string; until?: string | null },
): Promise<void> {
  await lockFamily(ctx, group.id)
  if (!(await governance.isKnownTo(ctx, group.id, person))) throw new NotFound()
  const { administrator } = await groupRow(ctx, group.id)
  if (person === administrator || person === ctx.person.id) throw words.notToKeepOut()
  const end = dayIn(ctx, until)
  const before = await store.waysThrough(ctx, group.id, person)
  const isMember = (await store.membership(ctx, group.id, person)) !== undefined
  await governance.keepOut(ctx, group.id, person, reason.trim(), end)
  await governance.withdrawInvitationsOfOthers(ctx, group.id, person)
  await requestStore.closeRequests(ctx, group.id, [person], 'declined')
  const name = await nameOf(ctx, person)
  const detail = { person, name, until: end?.toISOString() ?? null, reason: reason.trim() }
  await recordInGroup(ctx, group.id, memberKeptOut, detail)
  if (isMember) await remove(ctx, group.id, person, 'removed')
  else if (before.length > 0) await shutOut(ctx, group.id, person, name)
  await tellAdministrator(ctx, 'governed-kept-out', group.id, [person])
}

/** Shuts out a person who is inside through other groups only. */
async function shutOut(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  name: string,
): Promise<void> {
  await forgetWhoLeft(ctx, await refreshEffective(ctx, group, [person]))
  await recordInGroup(ctx, group, memberRemoved, { person, name })
  await tell(ctx, 'member-removed', group, [person])
}

function dayIn({ now }: Context, until: string | null): Date | null {
  if (until === null) return null
  const date = new Date(until)
  if (Number.isNaN(date.getTime())) throw words.notADate('until')
  if (date <= now) throw words.dateHasPassed('until')
  return date
}

/** Lets them come back in the ways that are open to everybody; they are inside again where another group still is (J7). */
export async function letBack(
  ctx: Context,
  group: Authorized<Group, 'removeMembers'>,
  person: PersonId,
): Promise<void> {
  await lockFamily(ctx, group.id)
  if (!(await governance.letBack(ctx, group.id, person))) throw new NotFound()
  await refreshEffective(ctx, group.id, [person])
  const detail = { person, name: await nameOf(ctx, person) }
  await recordInGroup(ctx, group.id, memberLetBack, detail)
  await tellAdministrator(ctx, 'governed-let-back', group.id, [person])
}
