import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { Forbidden, NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { nameOf } from '../groups/capacity.ts'
import { begin, sweepDates } from './beginning.ts'
import { memberDatesChanged, memberRenewed, memberSponsorChanged } from './events.ts'
import { refreshEffective } from './flat.ts'
import { tellOf } from './letters.ts'
import * as overTime from './over-time-store.ts'
import * as store from './store.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

const day = 86_400_000

/** The end and the sponsor that a newcomer gets: only guests have a sponsor, and policy sets how long they stay (M9). */
export async function lifetimeOf(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  broughtBy: PersonId | null,
  starts: Date | null = null,
): Promise<{ until: Date | null; sponsor: PersonId | null }> {
  const { guest, days, leaveAt, sponsor } = await overTime.terms(ctx, group, person, broughtBy)
  if (!guest) return { until: null, sponsor: null }
  if (starts && leaveAt && starts >= new Date(leaveAt)) throw words.guestsLeaveBy(leaveAt)
  return { until: daysOn(starts ?? ctx.now, days), sponsor }
}

function daysOn(from: Date, days: number | null): Date | null {
  return days === null ? null : new Date(from.getTime() + days * day)
}

export interface Dates {
  starts?: string | null | undefined
  roleStarts?: string | null | undefined
  until?: string | null | undefined
  roleUntil?: string | null | undefined
}

/** Sets when a membership, or the role in it, starts and ends. Null removes a date: it starts now, or has no end (M9). */
export async function changeDates(
  ctx: Context,
  group: Authorized<Group, 'setRoles'>,
  person: PersonId,
  dates: Dates,
): Promise<void> {
  const member = await directMember(ctx, group.id, person)
  if (member.role === 'administrator') throw words.administratorStays()
  const spans = spansOf(ctx, dates, member)
  const { starts, until } = spans
  if (starts && !member.starts) throw words.hasBegun()
  if (member.role === 'member')
    for (const field of ['roleStarts', 'roleUntil'] as const)
      if (spans[field]) throw words.noRoleToEnd(field)
  mustLast(spans)
  const { guest, days, leaveAt } = await overTime.terms(ctx, group.id, person, null)
  if (guest && leaveAt && (!until || until > new Date(leaveAt))) throw words.guestsLeaveBy(leaveAt)
  if (guest && days !== null && dates.until === null) throw words.guestsHaveAnEnd()
  await overTime.setDates(ctx, group.id, person, spans)
  if (member.starts && !starts) await begin(ctx, group.id, person)
  else await refreshEffective(ctx, group.id, [person])
  await recordDates(ctx, group.id, person, spans)
}

function spansOf(ctx: Context, dates: Dates, member: store.Member): overTime.Spans {
  const date = (field: keyof overTime.Spans) => chosen(ctx, field, dates[field], member[field])
  return {
    ...{ starts: date('starts'), until: date('until') },
    ...{ roleStarts: date('roleStarts'), roleUntil: date('roleUntil') },
  }
}

/** Refuses unless each starts before it ends, and the role is within the membership. */
function mustLast({ starts, until, roleStarts, roleUntil }: overTime.Spans): void {
  if (starts && until && starts >= until) throw words.endsBeforeStart('until')
  const begins = later(starts, roleStarts) ?? starts ?? roleStarts
  if (begins && roleUntil && begins >= roleUntil) throw words.endsBeforeStart('roleUntil')
  if (roleStarts && until && roleStarts >= until) throw words.endsBeforeStart('roleStarts')
}

/** The start of an admission; null for now (M9). */
export function startOf(ctx: Context, text: string | null | undefined): Date | null {
  return chosen(ctx, 'starts', text ?? null, null)
}

function chosen(
  { now }: Context,
  field: keyof overTime.Spans,
  given: string | null | undefined,
  standing: string | null,
): Date | null {
  const text = given === undefined ? standing : given
  if (text === null) return null
  const date = new Date(text)
  if (Number.isNaN(date.getTime())) throw words.notADate(field)
  if (given !== undefined && date <= now) throw words.dateHasPassed(field)
  return date
}

export async function recordDates(
  ctx: Context,
  group: SpaceId,
  person: PersonId,
  { starts, until, roleStarts, roleUntil }: overTime.Spans,
): Promise<void> {
  const detail = {
    ...{ person, name: await nameOf(ctx, person) },
    until: until?.toISOString() ?? null,
    roleUntil: roleUntil?.toISOString() ?? null,
    ...(starts && { from: starts.toISOString() }),
    ...(roleStarts && { roleFrom: roleStarts.toISOString() }),
  }
  await recordInGroup(ctx, group, memberDatesChanged, detail)
}

/**
 * Whether the asker may renew a guest's stay: the guest's sponsor, if internal and inside, or the administrator; while the
 * group is not archived (M9).
 */
export function mayRenew(asker: PersonId, group: Group, sponsor: PersonId | null): boolean {
  if (sponsor === null || group.archived) return false
  return (
    group.role === 'administrator' || (sponsor === asker && group.role !== null && group.internal)
  )
}

/** Whether there is an end, and a length in the policy to renew it by. */
export function isRenewable(until: string | null, days: number | null): boolean {
  return until !== null && days !== null
}

/** Extends a guest's stay by the length in the policy, counted from now; a later end is kept (M9). */
export async function renew(
  ctx: Context,
  group: Authorized<Group, 'see'>,
  person: PersonId,
): Promise<{ until: string | null }> {
  const member = await directMember(ctx, group.id, person)
  if (member.sponsor === null) throw group.may.seeMembers ? words.notAGuest() : new NotFound()
  if (!mayRenew(ctx.person.id, group, member.sponsor)) throw notYoursToRenew(group)
  const { days, leaveAt } = await overTime.terms(ctx, group.id, person, null)
  if (leaveAt) throw words.guestsLeaveBy(leaveAt)
  if (!isRenewable(member.until, days)) throw words.nothingToRenew()
  const until = later(daysOn(laterThanNow(ctx, member.starts), days), dateOf(member.until))
  const spans = spansOf(ctx, {}, member)
  await overTime.setDates(ctx, group.id, person, { ...spans, until })
  await refreshEffective(ctx, group.id, [person])
  const detail = { person, name: await nameOf(ctx, person), until: until?.toISOString() ?? null }
  await recordInGroup(ctx, group.id, memberRenewed, detail)
  return { until: detail.until }
}

function notYoursToRenew(group: Group): Error {
  if (!group.may.seeMembers) return new NotFound()
  return new Forbidden(group.archived ? 'archived' : 'forbidden')
}

const later = (one: Date | null, other: Date | null) => (one && other && other > one ? other : one)

const laterThanNow = ({ now }: Context, starts: string | null): Date =>
  later(now, dateOf(starts)) ?? now

const dateOf = (text: string | null) => (text === null ? null : new Date(text))

/** Makes another person of the organization, who is inside the group, the guest's sponsor (M9). */
export async function changeSponsor(
  ctx: Context,
  group: Authorized<Group, 'setRoles'>,
  person: PersonId,
  sponsor: PersonId,
): Promise<void> {
  const member = await directMember(ctx, group.id, person)
  if (member.sponsor === null) throw words.notAGuest()
  const candidate = await store.candidate(ctx, group.id, sponsor)
  if (!candidate?.inside || !candidate.internal || candidate.stopped) throw words.cannotVouch()
  if (member.sponsor === sponsor) return
  await overTime.setSponsor(ctx, group.id, person, sponsor)
  const detail = {
    ...{ person, name: await nameOf(ctx, person) },
    sponsor: { person: sponsor, name: await nameOf(ctx, sponsor) },
  }
  await recordInGroup(ctx, group.id, memberSponsorChanged, detail)
  await tellOf(ctx, 'sponsor-named', group.id, [sponsor], detail.name)
}

/** Applies dates that have come first: otherwise setting one would undo another. */
async function directMember(ctx: Context, group: SpaceId, person: PersonId): Promise<store.Member> {
  const standing = await overTime.standing(ctx, group, person, null)
  if (standing && !standing.over) await sweepDates(ctx, group, person, standing)
  const member = await store.membership(ctx, group, person)
  if (!member) throw new NotFound()
  return member
}
