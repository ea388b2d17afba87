import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
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
import {
  memberHandedOver,
  memberHandOverDeclined,
  memberHandOverEnded,
  memberHandOverOffered,
  memberHandOverWithdrawn,
  memberSeatAnswered,
} from './events.ts'
import { lockFamily, refreshEffective } from './flat.ts'
import { tellAdministrator } from './governance.ts'
import * as governance from './governance-store.ts'
import { tell, tellAbout, tellOf } from './letters.ts'
import * as overTime from './over-time-store.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

/** How much of this member's plan the group would use, and what is missing (M1). */
export async function tryHandOver(
  ctx: Context,
  group: Authorized<Group, 'handOver'>,
  to: PersonId,
): Promise<{ ok: boolean; falls: Shortfall[]; takes: Weighed[]; atOnce: boolean }> {
  await mayAdminister(ctx, group.id, to)
  const takes = await whatItTakes(ctx, await groupRow(ctx, group.id), to)
  const falls = fallingShort(takes)
  const atOnce = await governance.handsOverAtOnce(ctx, group.id)
  return { ok: falls.length === 0, falls, takes, atOnce }
}

/**
 * Offers the administrator's seat to a member of the organization whose plan holds the group. It passes once they agree, or
 * immediately where policy says so, or to the asker themself (M1). A governor may give it only where nobody acts (M3).
 */
export async function handOver(
  ctx: Context,
  group: Authorized<Group, 'handOver'>,
  to: PersonId,
  reason = '',
): Promise<void> {
  await lockFamily(ctx, group.id)
  const { administrator } = await groupRow(ctx, group.id)
  await mayGiveSeat(ctx, group.id, ctx.person.id, administrator)
  await mayTakeSeat(ctx, group.id, to)
  if (administrator === ctx.person.id) await answerQuestion(ctx, group.id)
  if (to === ctx.person.id || (await governance.handsOverAtOnce(ctx, group.id)))
    await giveSeatNow(ctx, group.id, administrator, to, reason.trim())
  else await offerSeat(ctx, group.id, administrator, to, reason.trim())
}

/**
 * Records that the administrator has answered whether they still act, and tells the person who asked. Returns false when
 * nobody asked.
 */
export async function answerQuestion(ctx: Context, group: SpaceId): Promise<boolean> {
  const asked = await governance.deleteQuestion(ctx, group)
  if (!asked) return false
  const detail = { person: ctx.person.id, name: await nameOf(ctx, ctx.person.id) }
  await recordInGroup(ctx, group, memberSeatAnswered, detail)
  await tell(ctx, 'seat-answered', group, [asked.askedBy])
  return true
}

/** The administrator may give their own seat; a governor, a seat in which nobody acts. */
async function mayGiveSeat(
  ctx: Context,
  group: SpaceId,
  by: PersonId,
  administrator: PersonId,
): Promise<void> {
  if (by !== administrator && (await governance.isActing(ctx, group)))
    throw words.administratorActs(await nameOf(ctx, administrator))
}

/** Checks that somebody may administer the group and that their plan holds it. */
async function mayTakeSeat(ctx: Context, group: SpaceId, to: PersonId): Promise<void> {
  const row = await groupRow(ctx, group)
  await mayAdminister(ctx, group, to)
  if (row.administrator === to) throw words.alreadyAdministrator()
  await mustHold(ctx, row, to)
}

async function offerSeat(
  ctx: Context,
  group: SpaceId,
  administrator: PersonId,
  person: PersonId,
  reason: string,
): Promise<void> {
  await withdrawOffer(ctx, group)
  const until = await governance.putOffer(ctx, group, { administrator, person, reason })
  const name = await nameOf(ctx, person)
  const detail = { person, name, by: ctx.person.id, until, ...(reason && { reason }) }
  await recordInGroup(ctx, group, memberHandOverOffered, detail)
  const about = { day: new Date(until), words: reason }
  await tellAbout(ctx, 'hand-over-offered', group, [person], about)
  await tellAdministrator(ctx, 'governed-offered', group, [person])
}

async function giveSeatNow(
  ctx: Context,
  group: SpaceId,
  from: PersonId,
  to: PersonId,
  reason: string,
): Promise<void> {
  await moveSeat(ctx, group, from, to, reason)
  await tell(ctx, 'group-handed-over', group, [to])
  if (from !== ctx.person.id) await tellOfSeat(ctx, group, from, to, reason)
}

/** Where governance changed the administrator, tells the old one and everybody inside (M3). */
async function tellOfSeat(
  ctx: PublicContext,
  group: SpaceId,
  from: PersonId,
  to: PersonId,
  reason: string,
): Promise<void> {
  const about = { whom: await nameOf(ctx, to), words: reason }
  await tellAbout(ctx, 'seat-lost', group, [from], about)
  const people = await store.peopleIn(ctx, group)
  const others = people.filter((person) => person !== from && person !== to)
  await tellAbout(ctx, 'seat-given', group, others, about)
}

/** Withdraws the offer, by anyone who may make one. */
export async function withdrawHandOver(
  ctx: Context,
  group: Authorized<Group, 'handOver'>,
): Promise<void> {
  await lockFamily(ctx, group.id)
  if (!(await withdrawOffer(ctx, group.id))) throw new NotFound()
}

/** Withdraws the pending offer and tells the person who had it. */
export async function withdrawOffer(ctx: Context, group: SpaceId): Promise<boolean> {
  const gone = await governance.deleteOffer(ctx, group)
  if (!gone) return false
  const detail = { person: gone.person, name: await nameOf(ctx, gone.person) }
  await recordInGroup(ctx, group, memberHandOverWithdrawn, detail)
  await tell(ctx, 'hand-over-withdrawn', group, [gone.person])
  return true
}

/** Accepts: the seat passes if the person who offered it still may, and the plan holds the group at this moment (M1, M10). */
export async function acceptHandOver(ctx: Context, group: Authorized<Group, 'see'>): Promise<void> {
  await lockFamily(ctx, group.id)
  const offer = await offerTo(ctx, group.id, ctx.person.id)
  const { administrator } = await groupRow(ctx, group.id)
  const stillTheirs =
    offer.administrator === administrator && (await mayStillOffer(ctx, group.id, offer))
  if (!stillTheirs) throw words.offerHasEnded()
  await mayTakeSeat(ctx, group.id, ctx.person.id)
  await moveSeat(ctx, group.id, administrator, ctx.person.id, offer.reason)
  await tell(ctx, 'hand-over-accepted', group.id, [offer.by])
  if (offer.by !== administrator)
    await tellOfSeat(ctx, group.id, administrator, ctx.person.id, offer.reason)
}

/** Whether it is the administrator's own offer, or that of a governor while nobody acts. */
async function mayStillOffer(
  ctx: PublicContext,
  group: SpaceId,
  { by, administrator }: governance.Offer,
): Promise<boolean> {
  if (by === administrator) return true
  const { byGovernor, acting } = await governance.entry(ctx, group, by, by)
  return byGovernor && !acting
}

/** Declines: nothing changes, and the person who made the offer is told, with the reason if there is one. */
export async function declineHandOver(
  ctx: Context,
  group: Authorized<Group, 'see'>,
  reason: string,
): Promise<void> {
  await lockFamily(ctx, group.id)
  const { by } = await offerTo(ctx, group.id, ctx.person.id)
  await governance.deleteOffer(ctx, group.id)
  const { id: person } = ctx.person
  const detail = { person, name: await nameOf(ctx, person), reason: reason.trim() }
  await recordInGroup(ctx, group.id, memberHandOverDeclined, detail)
  await tell(ctx, 'hand-over-declined', group.id, [by], reason.trim())
}

async function offerTo(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<governance.Offer> {
  const offer = await governance.offer(ctx, group)
  if (offer?.person !== person) throw new NotFound()
  return offer
}

/** Ends an offer that nobody answered, and tells the person who made it (M1). */
export async function endOffer(ctx: PublicContext, group: SpaceId): Promise<void> {
  const gone = await governance.deleteOffer(ctx, group)
  if (!gone) return
  const detail = { person: gone.person, name: await nameOf(ctx, gone.person) }
  await recordInGroup(ctx, group, memberHandOverEnded, detail)
  await tellOf(ctx, 'hand-over-ended', group, [gone.by], detail.name)
}

/** The family must be locked. Forgets the named successor, since the old administrator had chosen them. */
export async function giveSeat(ctx: Context, group: SpaceId, to: PersonId): Promise<void> {
  const { administrator } = await groupRow(ctx, group)
  await mayTakeSeat(ctx, group, to)
  await moveSeat(ctx, group, administrator, to)
}

/** The same for callers that have already checked everything that giveSeat checks. */
export async function moveSeat(
  ctx: Context,
  group: SpaceId,
  from: PersonId,
  to: PersonId,
  reason = '',
): Promise<void> {
  const detail = {
    from: { person: from, name: await nameOf(ctx, from) },
    to: { person: to, name: await nameOf(ctx, to) },
    ...(reason && { reason }),
  }
  await recordInGroup(ctx, group, memberHandedOver, detail) // while the old one is still administrator
  await passSeat(ctx, group, from, to)
  await overTime.forgetSuccessor(ctx, group)
  await governance.deleteOffer(ctx, group)
  await governance.deleteQuestion(ctx, group)
  await refreshEffective(ctx, group, [from, to])
}

/** First demotes, then promotes: there are never two (the database refuses that as well). */
async function passSeat(ctx: Context, id: SpaceId, from: PersonId, to: PersonId): Promise<void> {
  await store.setRole(ctx, id, from, 'member')
  const admission = { role: 'administrator', how: 'handed-over', broughtBy: ctx.person.id } as const
  const isNew = await store.insertMembership(ctx, { group: id, person: to, ...admission })
  if (!isNew) await store.setRole(ctx, id, to, 'administrator')
}

/**
 * Checks that this is a member of the organization whose account runs. A person who is not inside is reported as not found,
 * whether they exist or not.
 */
export async function mayAdminister(ctx: Context, group: SpaceId, to: PersonId): Promise<void> {
  const candidate = await store.candidate(ctx, group, to)
  if (!candidate?.inside) throw new NotFound()
  if (!candidate.internal) throw words.guestCannotAdminister()
  if (candidate.stopped) throw words.accountStopped()
}
