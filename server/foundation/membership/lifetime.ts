import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { Forbidden, NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { nameOf } from '../groups/capacity.ts'
import { recordMembership } from './events.ts'
import { refreshEffective } from './flat.ts'
import { tellOf } from './letters.ts'
import * as overTime from './over-time-store.ts'
import * as store from './store.ts'
import * as words from './words.ts'

const day = 86_400_000

/** Until when somebody comes, and who vouches: only guests have a sponsor, and policy says for how long they stay (M9). */
export async function lifetimeOf(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  broughtBy: PersonId | null,
): Promise<{ until: Date | null; sponsor: PersonId | null }> {
  const { guest, days, sponsor } = await overTime.terms(ctx, group, person, broughtBy)
  if (!guest) return { until: null, sponsor: null }
  return { until: daysOn(ctx, days), sponsor }
}

function daysOn({ now }: PublicContext, days: number | null): Date | null {
  return days === null ? null : new Date(now.getTime() + days * day)
}

export interface Dates {
  until?: string | null | undefined
  roleUntil?: string | null | undefined
}

/** From when on a membership, or the role in it, is over; null takes the end away (M9). */
export async function changeDates(
  ctx: Context,
  group: Authorized<Group, 'setRoles'>,
  person: PersonId,
  dates: Dates,
): Promise<void> {
  const member = await directMember(ctx, group.id, person)
  if (member.role === 'administrator') throw words.administratorStays()
  const until = chosen(ctx, 'until', dates.until, member.until)
  const roleUntil = chosen(ctx, 'roleUntil', dates.roleUntil, member.roleUntil)
  if (roleUntil && member.role === 'member') throw words.noRoleToEnd()
  const { guest, days, leaveAt } = await overTime.terms(ctx, group.id, person, null)
  if (guest && leaveAt && (!until || until > new Date(leaveAt))) throw words.guestsLeaveBy(leaveAt)
  if (guest && days !== null && dates.until === null) throw words.guestsHaveAnEnd()
  await overTime.setDates(ctx, group.id, person, until, roleUntil)
  await refreshEffective(ctx, group.id, [person])
  await recordDates(ctx, group.id, person, until, roleUntil)
}

function chosen(
  { now }: Context,
  field: 'until' | 'roleUntil',
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
  until: Date | null,
  roleUntil: Date | null,
): Promise<void> {
  const detail = {
    ...{ person, name: await nameOf(ctx, person) },
    until: until?.toISOString() ?? null,
    roleUntil: roleUntil?.toISOString() ?? null,
  }
  await recordMembership(ctx, group, { kind: 'member.dates-changed', detail })
}

/** Who may renew the stay of a guest for whom this person vouches: an internal inside who vouches, or the administrator; where the group runs (M9). */
export function mayRenew(asker: PersonId, group: Group, sponsor: PersonId | null): boolean {
  if (sponsor === null || group.archived) return false
  return (
    group.role === 'administrator' || (sponsor === asker && group.role !== null && group.internal)
  )
}

/** Whether there is an end, and a length in the policy, to renew it by. */
export function isRenewable(until: string | null, days: number | null): boolean {
  return until !== null && days !== null
}

/** A guest stays for as long as policy says, counted from now, or longer where they may already (M9). */
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
  const until = later(daysOn(ctx, days), dateOf(member.until))
  await overTime.setDates(ctx, group.id, person, until, dateOf(member.roleUntil))
  await refreshEffective(ctx, group.id, [person])
  const detail = { person, name: await nameOf(ctx, person), until: until?.toISOString() ?? null }
  await recordMembership(ctx, group.id, { kind: 'member.renewed', detail })
  return { until: detail.until }
}

function notYoursToRenew(group: Group): Error {
  if (!group.may.seeMembers) return new NotFound()
  return new Forbidden(group.archived ? 'archived' : 'forbidden')
}

const later = (one: Date | null, other: Date | null) => (one && other && other > one ? other : one)

const dateOf = (text: string | null) => (text === null ? null : new Date(text))

/** Somebody else of the organization, inside the group, vouches for a guest (M9). */
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
  await recordMembership(ctx, group.id, { kind: 'member.sponsor-changed', detail })
  await tellOf(ctx, 'sponsor-named', group.id, [sponsor], detail.name)
}

async function directMember(ctx: Context, group: SpaceId, person: PersonId): Promise<store.Member> {
  const member = await store.membership(ctx, group, person)
  if (!member) throw new NotFound()
  return member
}
