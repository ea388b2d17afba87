import type { GroupRole } from '../../access/groups.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'

export type GivenRole = Exclude<GroupRole, 'administrator'>
export type How = 'created' | 'added' | 'invited' | 'joined' | 'approved' | 'handed-over'

/** The group and every group around it, nearest first; an outer group never comes before one inside it. */
export function family(
  ctx: PublicContext,
  group: SpaceId,
): Promise<{ id: SpaceId; name: string; distance: number }[]> {
  return ctx.db.rows({
    name: 'group-family',
    text: `with recursive around as (
        select $1::uuid as id, 0 as distance
        union
        select n.outer_id, a.distance + 1 from around a join group_nesting n on n.inner_id = a.id where a.distance < 12)
      select w.id, w.name, max(a.distance)::int as distance from around a join workgroup w on w.id = a.id
      group by w.id, w.name order by 3, 1`,
    values: [group],
  })
}

/** How many levels of groups are inside this one. */
export async function height(ctx: PublicContext, group: SpaceId): Promise<number> {
  const row = await ctx.db.row<{ height: number }>({
    name: 'group-height',
    text: `with recursive inside as (
        select $1::uuid as id, 0 as depth
        union
        select n.inner_id, i.depth + 1 from inside i join group_nesting n on n.outer_id = i.id where i.depth < 12)
      select max(depth)::int as height from inside`,
    values: [group],
  })
  return row!.height
}

export async function lockGroups(ctx: PublicContext, groups: SpaceId[]): Promise<void> {
  await ctx.db.rows({
    name: 'lock-groups',
    text: 'select id from workgroup where id = any($1::uuid[]) order by id for no key update',
    values: [groups],
  })
}

export interface Shift {
  person: PersonId
  /** Had a way in that had begun, even if it is over and not swept away yet; and has any way in now. */
  before: boolean
  after: boolean
  /** Had a seat at this moment, and has one now: also where it has yet to begin (M9). */
  stood: boolean
  stands: boolean
  /** This is their first way in that has begun; one whose start has come counts when it is swept. */
  begins: boolean
}

/**
 * The flat rows of the people $2 in a group, looked up one by one: given all of them at once, the planner reads the index of
 * names, which holds everybody in the group.
 */
export const flatRowsIn = (group: string) => `unnest($2::uuid[]) asked (id) cross join lateral (
        select f.* from flat_membership f where f.group_id = ${group} and f.person_id = asked.id offset 0)`

/**
 * Makes the flat rows of these people in one group match membership and nesting, and returns the people whose rows changed.
 * Reads the flat rows of the groups directly inside, so those must come first. A way through an inner group lasts as long as
 * the longest way into that group. Ways with different starts stay separate rows, because there may be a gap between them.
 */
export function recompute(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
): Promise<Shift[]> {
  return ctx.db.rows<Shift>({
    name: 'recompute-effective-membership',
    text: `with wanted as (
        select m.group_id, m.person_id, m.group_id as via_id, m.role, coalesce(m.starts, '-infinity') as starts, m.until,
          m.role_starts, m.role_until, m.since
        from membership m join workgroup w on w.id = m.group_id and w.deleted_at is null
        where m.group_id = $1 and m.person_id = any($2::uuid[])
        union all
        select n.outer_id, e.person_id, n.inner_id, n.role, e.starts,
          case when bool_or(e.until is null) then null else max(e.until) end, null, null, greatest(n.since, min(e.since), k.answered_at)
        from group_nesting n
        join workgroup w on w.id = n.outer_id and w.deleted_at is null
        cross join ${flatRowsIn('n.inner_id')} e
        left join nesting_consent k on k.group_id = n.outer_id and k.person_id = e.person_id
        where n.outer_id = $1 and (k.person_id is null or k.answer = 'yes')
          and not exists (select from shut_out x where x.group_id = n.outer_id and x.person_id = e.person_id)
        group by n.outer_id, e.person_id, n.inner_id, n.role, n.since, k.answered_at, e.starts),
      standing as (
        select person_id, via_id, starts, until from ${flatRowsIn('$1')} e),
      ended as (
        delete from flat_membership e using
          (select person_id, via_id, starts from standing except select person_id, via_id, starts from wanted) s
        where e.group_id = $1 and e.person_id = s.person_id and e.via_id = s.via_id and e.starts = s.starts
        returning e.person_id),
      made as (
        insert into flat_membership as e (group_id, person_id, via_id, role, starts, until, role_starts, role_until, since, name_key)
        select w.group_id, w.person_id, w.via_id, w.role, w.starts, w.until, w.role_starts, w.role_until, w.since, member_name_key(p.first_name, p.last_name)
        from wanted w join person p on p.id = w.person_id
        on conflict (group_id, person_id, via_id, starts)
          do update set role = excluded.role, until = excluded.until, role_starts = excluded.role_starts,
            role_until = excluded.role_until, since = excluded.since
          where (e.role, e.until, e.role_starts, e.role_until, e.since)
            is distinct from (excluded.role, excluded.until, excluded.role_starts, excluded.role_until, excluded.since)
        returning person_id),
      moved as (select person_id from ended union select person_id from made)
      select moved.person_id as person, moved.person_id in (select person_id from standing where starts <= the_time()) as before,
        moved.person_id in (select person_id from wanted) as after,
        moved.person_id in (select person_id from standing where until is null or until > the_time()) as stood,
        moved.person_id in (select person_id from wanted where until is null or until > the_time()) as stands,
        moved.person_id in (select person_id from wanted where starts = '-infinity' and (until is null or until > the_time()))
          and moved.person_id not in (select person_id from standing where starts = '-infinity' and (until is null or until > the_time())) as begins
      from moved order by 1`,
    values: [group, people],
  })
}

/** Everybody inside, by any way; also people whose time has yet to come, or is over and not swept away yet. */
export async function peopleIn(ctx: PublicContext, group: SpaceId): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ id: PersonId }>({
    name: 'people-in-group',
    text: 'select distinct person_id as id from flat_membership where group_id = $1',
    values: [group],
  })
  return rows.map(({ id }) => id)
}

/** Whether any of these people is from outside the group's organization. */
export async function anyGuest(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
): Promise<boolean> {
  const row = await ctx.db.row<{ any: boolean }>({
    name: 'any-guest-among',
    text: `select exists (select from person p, workgroup w where w.id = $1 and p.id = any($2::uuid[])
      and p.organization_id is distinct from w.organization_id) as any`,
    values: [group, people],
  })
  return row!.any
}

/** Counts seats; a seat counts from the admission, whenever the membership begins (M9). */
export async function headCount(ctx: PublicContext, group: SpaceId): Promise<number> {
  const row = await ctx.db.row<{ people: number }>({
    name: 'head-count',
    text: 'select count(distinct person_id)::int as people from seated_membership where group_id = $1',
    values: [group],
  })
  return row!.people
}

export interface Member {
  role: GroupRole
  since: string
  how: How
  starts: Timestamp | null
  until: Timestamp | null
  roleStarts: Timestamp | null
  roleUntil: Timestamp | null
  sponsor: PersonId | null
}

/** A direct membership that is not over, with its role if that is not over; both may have yet to begin (M9). */
export function membership(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<Member | undefined> {
  return ctx.db.row<Member>({
    name: 'membership',
    text: `select case when role_until <= the_time() then 'member' else role end as role, since, how, until,
        case when starts > the_time() then starts end as starts,
        case when role_starts > the_time() then role_starts end as "roleStarts",
        case when role_until > the_time() then role_until end as "roleUntil", sponsor_id as sponsor
      from membership where group_id = $1 and person_id = $2 and (until is null or until > the_time())`,
    values: [group, person],
  })
}

/** Ways into a group by groups inside it. */
export function waysThrough(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<{ name: string }[]> {
  return ctx.db.rows({
    name: 'ways-through-groups',
    text: `select v.name from effective_membership m join workgroup v on v.id = m.via_id
      where m.group_id = $1 and m.person_id = $2 and m.via_id <> $1 order by v.name`,
    values: [group, person],
  })
}

interface NewMember {
  group: SpaceId
  person: PersonId
  role: GroupRole
  how: How
  broughtBy: PersonId | null
  byGovernance?: boolean
  starts?: Date | null
  until?: Date | null
  sponsor?: PersonId | null
}

/** Returns false when there is one already. */
export async function insertMembership(ctx: PublicContext, m: NewMember): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'insert-membership',
    text: `insert into membership (group_id, person_id, role, since, how, brought_by, until, dated_at, sponsor_id, by_governance, starts)
      values ($1, $2, $3, coalesce($10::timestamptz, $4::timestamptz), $5, $6, $7,
        case when $7::timestamptz is not null then $4::timestamptz end, $8, $9, $10)
      on conflict (group_id, person_id) do nothing`,
    values: [
      m.group,
      m.person,
      m.role,
      ctx.now,
      m.how,
      m.broughtBy,
      m.until ?? null,
      m.sponsor ?? null,
      m.byGovernance ?? false,
      m.starts ?? null,
    ],
  })
  return touched === 1
}

/** Sets the role immediately and drops its dates. An administrator's membership starts now and has no end. */
export async function setRole(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  role: GroupRole,
  roleUntil: Date | null = null,
): Promise<void> {
  await ctx.db.run({
    name: 'set-role',
    text: `update membership set role = $3, role_starts = null, role_until = $4,
        until = case when $3 = 'administrator' then null else until end,
        since = case when $3 = 'administrator' and starts > $5 then $5 else since end,
        starts = case when $3 = 'administrator' then null else starts end
      where group_id = $1 and person_id = $2`,
    values: [group, person, role, roleUntil, ctx.now],
  })
}

export async function deleteMembership(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'delete-membership',
    text: 'delete from membership where group_id = $1 and person_id = $2',
    values: [group, person],
  })
}

/** Every direct member but the administrator. */
export async function deleteMemberships(ctx: PublicContext, group: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'delete-memberships',
    text: `delete from membership where group_id = $1 and role <> 'administrator'`,
    values: [group],
  })
}

export interface Candidate {
  inside: boolean
  internal: boolean
  stopped: boolean
}

/** Somebody who might administer the group; undefined for an unknown id. */
export function candidate(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<Candidate | undefined> {
  return ctx.db.row<Candidate>({
    name: 'administrator-candidate',
    text: `select exists (select from effective_membership m where m.group_id = w.id and m.person_id = p.id) as inside,
        p.organization_id is not distinct from w.organization_id as internal, p.deactivated_at is not null as stopped
      from workgroup w, person p where w.id = $1 and p.id = $2`,
    values: [group, person],
  })
}

export interface Colleague {
  id: PersonId
  /** They must be asked instead of added: they want it so, or have blocked the asker (M4, J5). */
  ask: boolean
  member: boolean
}

/** Those of these ids whom the asker may add: internals of the group's organization whom the asker may know of (M4, O5). */
export function colleagues(
  ctx: PublicContext,
  group: SpaceId,
  asker: PersonId,
  ids: PersonId[],
): Promise<Colleague[]> {
  return ctx.db.rows<Colleague>({
    name: 'colleagues-to-add',
    text: `select p.id,
        p.always_ask_me or exists (select from blocked_inviter b where b.email_key = p.email_key and b.inviter_id = $2) as ask,
        exists (select from membership m where m.group_id = w.id and m.person_id = p.id
          and (m.until is null or m.until > the_time())) as member
      from workgroup w
      join organization o on o.id = w.organization_id
      join person p on p.organization_id = w.organization_id and p.deactivated_at is null
      join person me on me.id = $2
      where w.id = $1 and p.id = any($3::uuid[])
        and (me.organization_id = w.organization_id and (me.org_role in ('admin', 'manager') or o.who_sees_directory = 'everyone')
          or exists (select from effective_membership theirs join effective_membership mine on mine.group_id = theirs.group_id
            where theirs.person_id = p.id and mine.person_id = me.id))`,
    values: [group, asker, ids],
  })
}

export interface Letterbox {
  id: PersonId
  email: string
  firstName: string
  lastName: string
  language: 'en' | 'fr'
  timeZone: string
  organizationId: OrganizationId | null
}

/** The addresses of those of these people whose account runs. */
export function letterboxes(ctx: PublicContext, people: PersonId[]): Promise<Letterbox[]> {
  return ctx.db.rows<Letterbox>({
    name: 'letterboxes',
    text: `select id, email, first_name as "firstName", last_name as "lastName", language, time_zone as "timeZone",
        organization_id as "organizationId"
      from person where id = any($1::uuid[]) and deactivated_at is null order by id`,
    values: [people],
  })
}
