import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'

/** Statements about succession, end dates and sponsors (M8, M9). */

export interface Terms {
  guest: boolean
  /** How many days a guest stays; null when policy sets none. */
  days: number | null
  /** The date by which every guest leaves, where the organization no longer allows guests (O5). */
  leaveAt: Timestamp | null
  /** The sponsor: the person who brought them if internal and still there, otherwise the administrator. */
  sponsor: PersonId
}

/** The terms on which somebody comes into a group when this person brings them. */
export async function terms(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  broughtBy: PersonId | null,
): Promise<Terms> {
  const row = await ctx.db.row<Terms>({
    name: 'terms-of-membership',
    text: `select p.organization_id is distinct from w.organization_id as guest, o.guest_days as days, o.guests_leave_at as "leaveAt",
        coalesce(
          (select b.id from person b where b.id = $3 and b.organization_id = w.organization_id and b.deactivated_at is null),
          (select a.person_id from membership a where a.group_id = w.id and a.role = 'administrator')) as sponsor
      from workgroup w join organization o on o.id = w.organization_id, person p where w.id = $1 and p.id = $2`,
    values: [group, person, broughtBy],
  })
  return row!
}

/** How many days guests of this group stay; null when policy sets none. */
export async function guestDays(ctx: PublicContext, group: SpaceId): Promise<number | null> {
  const row = await ctx.db.row<{ days: number | null }>({
    name: 'guest-days-of-group',
    text: `select o.guest_days as days from workgroup w join organization o on o.id = w.organization_id where w.id = $1`,
    values: [group],
  })
  return row?.days ?? null
}

/** Starts and ends; null is no limit (M9). */
export interface Spans {
  starts: Date | null
  until: Date | null
  roleStarts: Date | null
  roleUntil: Date | null
}

export async function setDates(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  { starts, until, roleStarts, roleUntil }: Spans,
): Promise<void> {
  await ctx.db.run({
    name: 'set-membership-dates',
    text: `update membership set dated_at = case when $3::timestamptz is distinct from until then $5 else dated_at end,
        until = $3, role_until = $4,
        since = case when $6::timestamptz is not distinct from starts or starts <= $5 then since else coalesce($6, $5) end,
        starts = $6, role_starts = $7
      where group_id = $1 and person_id = $2`,
    values: [group, person, until, roleUntil, ctx.now, starts, roleStarts],
  })
}

export async function setSponsor(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  sponsor: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'set-sponsor',
    text: 'update membership set sponsor_id = $3 where group_id = $1 and person_id = $2',
    values: [group, person, sponsor],
  })
}

/** Makes the administrator the sponsor of these sponsors' guests in this group: the sponsors have left. */
export async function passOnGuests(
  ctx: PublicContext,
  group: SpaceId,
  sponsors: PersonId[],
): Promise<void> {
  await ctx.db.run({
    name: 'pass-on-guests',
    text: `update membership m
      set sponsor_id = (select a.person_id from membership a where a.group_id = $1 and a.role = 'administrator')
      where m.group_id = $1 and m.sponsor_id = any($2::uuid[])`,
    values: [group, sponsors],
  })
}

/** The same for guests of sponsors whose account has stopped, in every group. */
export async function passOnGuestsOfTheStopped(db: Querier): Promise<void> {
  await db.run({
    name: 'pass-on-guests-of-the-stopped',
    text: `update membership m set sponsor_id = a.person_id
      from person s, membership a
      where s.id = m.sponsor_id and s.deactivated_at is not null
        and a.group_id = m.group_id and a.role = 'administrator' and a.person_id <> m.sponsor_id`,
  })
}

/** Guests who were taken into the organization: they need no sponsor and no end any more. */
export function guestsNoMore(db: Querier): Promise<{ group: SpaceId; person: PersonId }[]> {
  return db.rows({
    name: 'guests-no-more',
    text: `select m.group_id as group, m.person_id as person from membership m
      join workgroup w on w.id = m.group_id join person p on p.id = m.person_id
      where m.sponsor_id is not null and p.organization_id = w.organization_id
        and (m.until is null or m.until > the_time()) limit 200`,
  })
}

export async function freeOfTerms(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'free-of-terms',
    text: `update membership set sponsor_id = null, until = null
      where group_id = $1 and person_id = $2 and sponsor_id is not null and (until is null or until > the_time())`,
    values: [group, person],
  })
}

export interface Due {
  group: SpaceId
  person: PersonId
}

/**
 * Memberships and roles with a date that has come, in groups that are not deleted. Without a moment, by the database's clock,
 * which also decides on rights.
 */
export function due(db: Querier, now: Date | null, most: number): Promise<Due[]> {
  return db.rows<Due>({
    name: 'memberships-due',
    text: `select m.group_id as group, m.person_id as person
      from (select group_id, person_id from membership where until <= coalesce($1::timestamptz, the_time())
        union
        select group_id, person_id from membership where role_until <= coalesce($1::timestamptz, the_time())
        union
        select group_id, person_id from membership where starts <= coalesce($1::timestamptz, the_time())
        union
        select group_id, person_id from membership where role_starts <= coalesce($1::timestamptz, the_time())) m
      join workgroup w on w.id = m.group_id and w.deleted_at is null
      limit $2`,
    values: [now, most],
  })
}

/**
 * Milliseconds until the next membership or role begins or ends in a group that is not deleted, by the database's clock;
 * undefined when none will.
 */
export async function untilNextDate(db: Querier): Promise<number | undefined> {
  const row = await db.row<{ ms: number | null }>({
    name: 'until-next-date',
    text: `select ceil(extract(epoch from least(
        (select m.until from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
          where m.until > the_time() order by m.until limit 1),
        (select m.role_until from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
          where m.role_until > the_time() order by m.role_until limit 1),
        (select m.starts from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
          where m.starts > the_time() order by m.starts limit 1),
        (select m.role_starts from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
          where m.role_starts > the_time() order by m.role_starts limit 1)) - the_time()) * 1000)::float8 as ms`,
  })
  return row?.ms ?? undefined
}

export interface Standing {
  over: boolean
  roleOver: boolean
  /** The start has come, and has not been applied yet. */
  begun: boolean
  roleBegun: boolean
  /** As it was given, whatever the date says. */
  role: string
  sponsor: PersonId | null
}

/** The state of a membership at a moment, or by the database's clock; also of one that is over and not swept away yet. */
export function standing(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  now: Date | null,
): Promise<Standing | undefined> {
  return ctx.db.row<Standing>({
    name: 'standing-of-membership',
    text: `select coalesce(until <= coalesce($3::timestamptz, the_time()), false) as over,
        coalesce(role_until <= coalesce($3::timestamptz, the_time()), false) as "roleOver",
        coalesce(starts <= coalesce($3::timestamptz, the_time()), false) as begun,
        coalesce(role_starts <= coalesce($3::timestamptz, the_time()), false) as "roleBegun", role, sponsor_id as sponsor
      from membership where group_id = $1 and person_id = $2`,
    values: [group, person, now],
  })
}

export interface Reminder extends Due {
  sponsor: PersonId
  until: Timestamp
  days: number
}

/**
 * Returns which sponsors to remind now of which guests: 14, 3 and 0 days before, only the nearest of these; 0 is for the last
 * day. The same statement records the reminders, so each goes out once, whichever process asks (M9). The administrator
 * replaces a sponsor whose account has stopped; if the administrator's has too, nobody is reminded and the reminder stays
 * due.
 */
export function takeReminders(ctx: PublicContext, most: number): Promise<Reminder[]> {
  return ctx.db.rows<Reminder>({
    name: 'take-sponsor-reminders',
    text: `with stages as (
        select m.group_id, m.person_id, told.id as sponsor_id, m.until, min(stage.days) as days
        from membership m
        join workgroup w on w.id = m.group_id and w.deleted_at is null
        join membership a on a.group_id = m.group_id and a.role = 'administrator'
        join lateral (select p.id from person p where p.id in (m.sponsor_id, a.person_id) and p.deactivated_at is null
          order by p.id = m.sponsor_id desc limit 1) told on true
        cross join (values (14), (3), (0)) stage(days)
        where m.sponsor_id is not null and m.until > $1::timestamptz and m.until <= $1::timestamptz + interval '14 days'
          and m.until <= $1::timestamptz + make_interval(days => greatest(stage.days, 1))
          and (stage.days = 0 or m.dated_at is null or m.dated_at <= m.until - make_interval(days => stage.days))
        group by m.group_id, m.person_id, told.id, m.until),
      fresh as (
        select s.* from stages s where not exists (select from sponsor_reminder r
          where r.group_id = s.group_id and r.person_id = s.person_id and r.until = s.until and r.days <= s.days)
        limit $2),
      taken as (
        insert into sponsor_reminder (group_id, person_id, until, days, sent_at)
        select group_id, person_id, until, days, $1 from fresh on conflict do nothing
        returning group_id, person_id, until, days)
      select t.group_id as group, t.person_id as person, f.sponsor_id as sponsor, t.until, t.days
      from taken t join fresh f on f.group_id = t.group_id and f.person_id = t.person_id`,
    values: [ctx.now, most],
  })
}

/** Closes the accounts of guests who are in no group any more. */
export async function closeGuests(db: Querier, now: Date): Promise<void> {
  await db.run({
    name: 'close-guests',
    text: `update person p set closed_at = $1
      where p.organization_id is null and p.closed_at is null and p.deactivated_at is null
        and not exists (select from membership m where m.person_id = p.id)
        and not exists (select from invitation v where v.email_key = p.email_key and v.accepted_at is null
          and v.declined_at is null and v.withdrawn_at is null and v.expires_at > $1)`,
    values: [now],
  })
}

/** Closed accounts with a session or an access token left; nobody has invited their person since. */
export function closedAndInside(db: Querier, now: Date): Promise<{ id: PersonId }[]> {
  return db.rows({
    name: 'closed-guests-inside',
    text: `select p.id from person p
      where p.closed_at is not null and p.organization_id is null
        and (exists (select from session s where s.person_id = p.id) or exists (select from access_token t where t.person_id = p.id))
        and not exists (select from invitation v where v.email_key = p.email_key and v.accepted_at is null
          and v.declined_at is null and v.withdrawn_at is null and v.expires_at > $1)
      order by p.id limit 200`,
    values: [now],
  })
}

export async function deleteAccessTokens(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'delete-access-tokens-of-closed',
    text: 'delete from access_token where person_id = $1',
    values: [person],
  })
}

export async function reopen(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'reopen-guest',
    text: 'update person set closed_at = null where id = $1 and closed_at is not null',
    values: [person],
  })
}

/** For a `successor s`: only a person who is inside at this moment can succeed (M8). */
const successorIsInside = `exists (select from effective_membership e where e.group_id = s.group_id and e.person_id = s.person_id)`

export interface Succession {
  person: PersonId
  namedAt: Timestamp
  askedAt: Timestamp | null
  declinedAt: Timestamp | null
  /** The administrator's account has stopped. */
  vacant: boolean
}

/** It is this person's turn, and they have not answered. */
export function isAsked(found: Succession, person: PersonId): boolean {
  const { askedAt, declinedAt, vacant } = found
  return found.person === person && vacant && askedAt !== null && declinedAt === null
}

export function succession(ctx: PublicContext, group: SpaceId): Promise<Succession | undefined> {
  return ctx.db.row<Succession>({
    name: 'succession',
    text: `select s.person_id as person, s.named_at as "namedAt", s.asked_at as "askedAt", s.declined_at as "declinedAt",
        exists (select from membership m join person a on a.id = m.person_id
          where m.group_id = s.group_id and m.role = 'administrator' and a.deactivated_at is not null) as vacant
      from successor s where s.group_id = $1 and ${successorIsInside}`,
    values: [group],
  })
}

/** Naming another successor clears what the previous one was asked and said. */
export async function nameSuccessor(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  by: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'name-successor',
    text: `insert into successor as s (group_id, person_id, named_by, named_at) values ($1, $2, $3, $4)
      on conflict (group_id) do update set person_id = excluded.person_id, named_by = excluded.named_by,
        named_at = excluded.named_at, asked_at = null, declined_at = null
      where s.person_id <> excluded.person_id or s.declined_at is not null`,
    values: [group, person, by, ctx.now],
  })
}

/** Removes the named successor, or only if it is one of these people. */
export async function forgetSuccessor(
  ctx: PublicContext,
  group: SpaceId,
  people?: PersonId[],
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'forget-successor',
    text: 'delete from successor where group_id = $1 and ($2::uuid[] is null or person_id = any($2))',
    values: [group, people ?? null],
  })
  return touched > 0
}

/** Marks the successors of administrators whose account has stopped as asked, and returns each once. */
export function askSuccessors(ctx: PublicContext): Promise<{ group: SpaceId; person: PersonId }[]> {
  return ctx.db.rows({
    name: 'ask-successors',
    text: `update successor s set asked_at = $1
      from membership m join person a on a.id = m.person_id join workgroup w on w.id = m.group_id, person p
      where m.group_id = s.group_id and m.role = 'administrator' and a.deactivated_at is not null
        and w.deleted_at is null and p.id = s.person_id and p.deactivated_at is null
        and s.asked_at is null and s.declined_at is null and ${successorIsInside}
      returning s.group_id as group, s.person_id as person`,
    values: [ctx.now],
  })
}

/** The administrator's account runs again: nobody is asked any more. */
export async function askNoLonger(ctx: PublicContext): Promise<void> {
  await ctx.db.run({
    name: 'ask-successors-no-longer',
    text: `update successor s set asked_at = null, declined_at = null
      from membership m join person a on a.id = m.person_id
      where m.group_id = s.group_id and m.role = 'administrator' and a.deactivated_at is null and s.asked_at is not null`,
  })
}

export async function declineSuccession(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'decline-succession',
    text: `update successor set declined_at = $3
      where group_id = $1 and person_id = $2 and asked_at is not null and declined_at is null`,
    values: [group, person, ctx.now],
  })
  return touched === 1
}

/**
 * Groups whose seat this person is asked to take: as successor of somebody whose account stopped, or at a hand-over (M1, M8).
 */
export function successionsOf(
  ctx: PublicContext,
  person: PersonId,
): Promise<
  {
    id: SpaceId
    name: string
    hue: number
    askedAt: Timestamp
    administrator: PersonId
    kind: 'succession' | 'hand-over'
  }[]
> {
  return ctx.db.rows({
    name: 'successions-of-person',
    text: `select w.id, w.name, sp.hue, s.asked_at as "askedAt", m.person_id as administrator, 'succession' as kind
      from successor s join workgroup w on w.id = s.group_id and w.deleted_at is null
      join space sp on sp.id = w.id
      join membership m on m.group_id = w.id and m.role = 'administrator'
      join person a on a.id = m.person_id and a.deactivated_at is not null
      where s.person_id = $1 and s.asked_at is not null and s.declined_at is null and ${successorIsInside}
      union all
      select w.id, w.name, sp.hue, f.offered_at, f.offered_by, 'hand-over'
      from hand_over_offer f join workgroup w on w.id = f.group_id and w.deleted_at is null
      join space sp on sp.id = w.id
      where f.person_id = $1 and f.expires_at > the_time()
        and exists (select from effective_membership e where e.group_id = f.group_id and e.person_id = f.person_id)
      order by 4, 1`,
    values: [person],
  })
}

/** Clears a start that has come, of the membership or of the role in it. */
export async function clearStart(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  which: 'starts' | 'role_starts',
): Promise<void> {
  await ctx.db.run({
    name: `clear-${which}`,
    text: `update membership set ${which} = null where group_id = $1 and person_id = $2`,
    values: [group, person],
  })
}

export interface Beginning {
  id: SpaceId
  name: string
  hue: number
  starts: Timestamp
}

/** Groups that this person was admitted to and that have yet to begin for them; not where they are inside another way (M9). */
export function beginningsOf(ctx: PublicContext, person: PersonId): Promise<Beginning[]> {
  return ctx.db.rows<Beginning>({
    name: 'beginnings-of-person',
    text: `select w.id, w.name, sp.hue, m.starts
      from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null join space sp on sp.id = w.id
      where m.person_id = $1 and m.starts > the_time() and (m.until is null or m.until > m.starts)
        and not exists (select from effective_membership e where e.group_id = m.group_id and e.person_id = m.person_id)
      order by m.starts, w.name_key, w.id limit 200`,
    values: [person],
  })
}

/** The admins of the organization of a group. */
export async function governors(ctx: PublicContext, group: SpaceId): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ id: PersonId }>({
    name: 'governors-of-group',
    text: `select p.id from person p join workgroup w on w.organization_id = p.organization_id
      where w.id = $1 and p.org_role = 'admin' and p.deactivated_at is null`,
    values: [group],
  })
  return rows.map(({ id }) => id)
}
