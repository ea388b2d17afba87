import { isNews, mostUnread } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import { nearly, searchWords } from '../../kernel/plain-text.ts'
import { hasNearly, hasWords } from '../../kernel/search-words.ts'
import { strongestMark, type KnownRow } from './devices-store.ts'
import type { OrgRole, Person, ToolOrder } from './person.ts'

type Nullable<T> = { [K in keyof T]: T[K] | null }

const personColumns = `p.id, p.organization_id as "organizationId", p.org_role as "orgRole", p.email, p.first_name as "firstName",
  p.last_name as "lastName", p.company, p.picture, p.language, p.time_zone as "timeZone", p.always_ask_me as "alwaysAskMe",
  p.presence_hidden as "presenceHidden", json_build_object('pinned', p.pinned_tools, 'more', p.more_tools) as "toolOrder",
  p.tab, p.password_hash as "passwordHash", p.created_at as "createdAt",
  p.deactivated_at as "deactivatedAt"`

export function personByKey(ctx: PublicContext, key: string): Promise<Person | undefined> {
  return ctx.db.row<Person>({
    name: 'person-by-email',
    text: `select ${personColumns} from person p where p.email_key = $1`,
    values: [key],
  })
}

/** With the strongest of these marks by which they are known, and the name of their organization. */
export function personShowing(
  ctx: PublicContext,
  key: string,
  marks: Buffer[],
): Promise<
  (Person & Pick<CardRow, 'organization'> & Nullable<Pick<KnownRow, 'mark'>>) | undefined
> {
  return ctx.db.row({
    name: 'person-showing',
    text: `select ${personColumns}, coalesce(o.name, p.company) as organization, k.mark from person p
      left join organization o on o.id = p.organization_id
      left join known_device k on k.person_id = p.id
        and k.mark = (select strongest.mark from (${strongestMark('p.id', '$2::bytea[]')}) strongest)
      where p.email_key = $1`,
    values: [key, marks],
  })
}

export function person(ctx: PublicContext, id: PersonId): Promise<Person | undefined> {
  return ctx.db.row<Person>({
    name: 'person',
    text: `select ${personColumns} from person p where p.id = $1`,
    values: [id],
  })
}

export interface NewPerson {
  id: PersonId
  email: string
  emailKey: string
  firstName: string
  lastName: string
  company: string
  passwordHash: string | null
  language: Language
  timeZone: string
  organizationId: OrganizationId | null
  orgRole: OrgRole | null
  planId: string | null
}

export async function insertPerson(ctx: PublicContext, person: NewPerson): Promise<void> {
  await ctx.db.run({
    name: 'insert-person',
    text: `insert into person (id, organization_id, org_role, plan_id, email, email_key, first_name, last_name, company,
        language, time_zone, password_hash, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      person.id,
      person.organizationId,
      person.orgRole,
      person.planId,
      person.email,
      person.emailKey,
      person.firstName,
      person.lastName,
      person.company,
      person.language,
      person.timeZone,
      person.passwordHash,
      ctx.now,
    ],
  })
}

export interface ProfileChange {
  firstName?: string
  lastName?: string
  company?: string
  language?: Language
  timeZone?: string
  alwaysAskMe?: boolean
  presenceHidden?: boolean
  toolOrder?: ToolOrder
  tab?: string
}

export async function changeProfile(
  ctx: PublicContext,
  id: PersonId,
  change: ProfileChange,
): Promise<void> {
  await ctx.db.run({
    name: 'change-profile',
    text: `with changed as (
        update person set first_name = coalesce($2, first_name), last_name = coalesce($3, last_name),
          company = coalesce($4, company), language = coalesce($5, language), time_zone = coalesce($6, time_zone),
          always_ask_me = coalesce($7, always_ask_me), presence_hidden = coalesce($8, presence_hidden),
          pinned_tools = coalesce($9, pinned_tools), more_tools = coalesce($10, more_tools), tab = coalesce($11, tab)
        where id = $1 returning id, member_name_key(first_name, last_name) as name_key)
      update flat_membership m set name_key = changed.name_key from changed
      where m.person_id = changed.id and m.name_key <> changed.name_key`,
    values: [
      id,
      change.firstName ?? null,
      change.lastName ?? null,
      change.company ?? null,
      change.language ?? null,
      change.timeZone ?? null,
      change.alwaysAskMe ?? null,
      change.presenceHidden ?? null,
      change.toolOrder?.pinned ?? null,
      change.toolOrder?.more ?? null,
      change.tab ?? null,
    ],
  })
}

/** Returns the previous picture. */
export async function setPicture(
  ctx: PublicContext,
  id: PersonId,
  picture: string | null,
): Promise<string | null> {
  const row = await ctx.db.row<{ before: string | null }>({
    name: 'set-picture',
    text: `update person p set picture = $2 from (select picture from person where id = $1 for no key update) old
      where p.id = $1 returning old.picture as before`,
    values: [id, picture],
  })
  return row?.before ?? null
}

/** Sets the new password (none: until a reset sets one), and ends all reset links, half-finished sign-ins and access tokens. */
export async function setPassword(
  ctx: PublicContext,
  id: PersonId,
  passwordHash: string | null,
): Promise<void> {
  await ctx.db.run({
    name: 'set-password',
    text: `with links as (delete from one_time_token where person_id = $1 and used_at is null),
        tokens as (delete from access_token where person_id = $1)
      update person set password_hash = $2 where id = $1`,
    values: [id, passwordHash],
  })
}

export interface CardRow {
  id: PersonId
  organizationId: OrganizationId | null
  firstName: string
  lastName: string
  organization: string
  email: string
  picture: string | null
}

/** A card's row as a JSON array: half the cost of an object in PostgreSQL. */
export type CardValues = [
  id: PersonId,
  organizationId: OrganizationId | null,
  firstName: string,
  lastName: string,
  organization: string,
  email: string,
  picture: string | null,
]

/** These people's cards as one JSON value (CardValues[] | null), for a statement that reads other data about them anyhow. */
export function cardRows(ids: string): string {
  return `(select json_agg(json_build_array(p.id, p.organization_id, p.first_name, p.last_name,
      coalesce((select o.name from organization o where o.id = p.organization_id), p.company), p.email, p.picture))
    from person p where p.id in (${ids}))`
}

export function cards(ctx: PublicContext, ids: PersonId[]): Promise<CardRow[]> {
  return ctx.db.rows<CardRow>({
    name: 'cards',
    text: `select p.id, p.organization_id as "organizationId", p.first_name as "firstName", p.last_name as "lastName",
        coalesce(o.name, p.company) as organization, p.email, p.picture
      from person p left join organization o on o.id = p.organization_id
      where p.id = any($1::uuid[])`,
    values: [ids],
  })
}

// Throttling

/** Seconds between two attempts of a key. */
const wait = (free: string) =>
  `least(power(2, least(throttle.attempts - ${free}::integer, 12)), 900)`

/**
 * Counts one attempt for each key in turn, in one statement, up to the first key that has to wait; that one and later ones
 * are not counted. Returns how many were counted. After `free` attempts each further one doubles the wait, up to a quarter of
 * an hour; an hour without attempts resets it. A time in the future comes from a wrong clock and blocks nobody.
 */
export async function countAttempts(
  db: Querier,
  limits: { key: string; free: number }[],
): Promise<number> {
  const counted = limits.map((_, at) => countedAfter(at, `$${2 * at + 1}`, `$${2 * at + 2}`))
  const each = limits.map((_, at) => `(select count(*) from counted_${at})`)
  const row = await db.row<{ counted: number }>({
    name: `count-attempts-${limits.length}`,
    text: `with ${counted.join(', ')} select (${each.join(' + ')})::int as counted`,
    values: limits.flatMap(({ key, free }) => [key, free]),
  })
  return row!.counted
}

function countedAfter(at: number, key: string, free: string): string {
  return `counted_${at} as (
      insert into throttle (key, attempts, window_started_at)
      select ${key}::text, 1, the_time() ${at > 0 ? `where exists (select from counted_${at - 1})` : ''}
      on conflict (key) do update set
        attempts = case when throttle.window_started_at < excluded.window_started_at - interval '1 hour' then 1 else throttle.attempts + 1 end,
        window_started_at = excluded.window_started_at
      where throttle.attempts < ${free}::integer
        or throttle.window_started_at + make_interval(secs => ${wait(free)}) <= excluded.window_started_at
        or throttle.window_started_at > excluded.window_started_at + interval '1 minute'
      returning key)`
}

export function secondsToWait(
  db: Querier,
  key: string,
  free: number,
): Promise<{ seconds: number } | undefined> {
  return db.row<{ seconds: number }>({
    name: 'seconds-to-wait',
    text: `select ceil(extract(epoch from window_started_at + make_interval(secs => ${wait('$2')}) - the_time()))::integer as seconds
      from throttle where key = $1`,
    values: [key, free],
  })
}

const forgive = (key: string) =>
  `update throttle set attempts = greatest(attempts - 1, 0) where key = ${key}`

export async function forgiveAttempt(db: Querier, key: string): Promise<void> {
  await db.run({ name: 'forgive-attempt', text: forgive('$1'), values: [key] })
}

/**
 * A part of a statement that takes an attempt back if there is a row in `source`. The parts lock their keys one after the
 * other, in the order in which they are counted, to prevent deadlocks.
 */
export function forgiving(at: number, key: string, source: string): string {
  const before = at > 0 ? `and (select count(*) from forgiven_${at - 1}) >= 0` : ''
  return `forgiven_${at} as (${forgive(key)} and exists (select from ${source}) ${before} returning key)`
}

export async function forgiveAll(db: Querier, key: string): Promise<void> {
  await db.run({
    name: 'forgive-all',
    text: 'delete from throttle where key = $1',
    values: [key],
  })
}

// The asker's own spaces and acquaintances

export interface MySpaceRow {
  id: SpaceId
  kind: 'private' | 'group'
  /** Null for the private space: its name is translated. */
  name: string | null
  hue: number
  picture: string | null
  role: 'administrator' | 'co-administrator' | 'moderator' | 'member' | null
  favourite: boolean
  unread: number
  lastActivityAt: Timestamp | null
  archived: boolean
  members: number
  guests: number
  tools: string[]
  mayMarkInternal: boolean
  mayInvite: boolean
  guest: boolean
}

/** A container `f` and an item `i` in it are not hidden from $1 by database/access/4. */
const shownToMe = `case
    when not f.internal and i.internal_only_at is null and coalesce(i.arrived_at, i.created_at) >= mine.horizon then true
    else is_shown($1, mine.id, i.id, f.internal or i.internal_only_at is not null, coalesce(i.arrived_at, i.created_at), coalesce(i.taken_over_by, i.author_id), mine.horizon)
  end`

/** They are in what was given to $1: `v` is what $1 sees in the space. */
const givenToMe = `(v.tools is null or f.tool = any (v.tools)) and (v.everything or f.rights_from = any (v.lists) or i.id = any (v.items))`

/** For a line `x` of the log, by key; otherwise the planner may read all items of the space for a few lines. */
const itemOfLine = `cross join lateral (
          select from item i
          join container f on f.space_id = i.space_id and f.id = i.container_id and f.trashed_at is null
          where i.space_id = mine.id and i.id = x.item_id and i.trashed_at is null and ${shownToMe} and ${givenToMe}
          offset 0) shown`

/** A mark of $1 covers the lines `x` about an item in a container (spaces/read-marks-store.ts); `seq` is their last. */
const isRead = `exists (select from read_mark r where r.space_id = mine.id and r.person_id = $1
              and r.thing_id in (x.container_id, x.item_id) and r.seq >= x.seq)`

/**
 * When an item that I may view last had news. The newest lines are tried one by one; if all of them are hidden, each item of the
 * log is tried once.
 */
const newestNews = (columns: string, order: string) => `
        select x.at from (select ${columns} from change h where h.space_id = mine.id and ${isNews} ${order}) x
        ${itemOfLine}
        order by x.seq desc limit 1`

/**
 * My private space and my groups. `unread` and `lastActivityAt` depend only on what I may view: rights are checked once per
 * space, and then for each item that has news, until enough are found. Lines of hidden items are only counted past, in the index.
 */
export function mySpaces(ctx: PublicContext, who: PersonId): Promise<MySpaceRow[]> {
  return ctx.db.rows<MySpaceRow>({
    name: 'my-spaces',
    text: `with mine as (
        select s.id, 'private' as kind, null as name, s.hue, null as picture, null as role, s.created_at as since, false as archived,
          s.organization_id, (select coalesce(array_agg(c.tool order by c.tool), '{}') from container c where c.space_id = s.id and c.parent_id is null) as tools,
          '-infinity'::timestamptz as horizon, false as marks, false as invites
        from space s where s.owner_id = $1 and s.kind = 'private'
        union all
        select w.id, 'group', w.name, s.hue, w.picture, m.role, coalesce(d.since, w.created_at), w.archived_at is not null,
          w.organization_id, w.tools, case when w.horizon_since is null then '-infinity' else sees_from($1, w.id) end,
          w.guests_allowed and w.organization_id = (select p.organization_id from person p where p.id = $1),
          invites_as(m.role, w.who_invites) and w.archived_at is null
        from (select group_id, (array['administrator', 'co-administrator', 'moderator', 'member'])
                [min(array_position(array['administrator', 'co-administrator', 'moderator', 'member'], role))] as role
              from effective_membership where person_id = $1 group by group_id) m
        join workgroup w on w.id = m.group_id and w.deleted_at is null
        join space s on s.id = w.id
        left join membership d on d.group_id = w.id and d.person_id = $1),
      head as (
        select mine.id, n.* from mine cross join lateral ( -- along the index of one group, in the order of its people
          select count(*)::integer as members, (count(*) filter (where p.organization_id is distinct from mine.organization_id))::integer as guests
          from (select distinct m.person_id from effective_membership m where m.group_id = mine.id) m join person p on p.id = m.person_id) n
        where n.members > 0)
      select mine.id, mine.kind, mine.name, mine.hue, mine.picture, mine.role, mine.archived, mine.tools,
        coalesce(mine.marks, false) as "mayMarkInternal", mine.invites as "mayInvite",
        mine.kind = 'group' and mine.organization_id is distinct from (select p.organization_id from person p where p.id = $1) as guest,
        exists (select from favourite f where f.person_id = $1 and f.space_id = mine.id and f.thing = 'space') as favourite,
        coalesce(head.members, 1) as members, coalesce(head.guests, 0) as guests,
        unread.things as unread, coalesce(told.at, latest.at) as "lastActivityAt"
      from mine
      left join head on head.id = mine.id
      left join seen on seen.person_id = $1 and seen.space_id = mine.id
      left join what_one_sees($1) v on v.space_id = mine.id
      cross join lateral (
        select count(*)::integer as things from (
          select from (
            select x.item_id from (
              select h.item_id, h.container_id, max(h.seq) as seq from change h
              where h.space_id = mine.id and ${isNews} and h.seq > coalesce(seen.seq, 0) and h.actor_id is distinct from $1
                and (seen.seq is not null or h.at > mine.since)
              group by h.item_id, h.container_id) x
            where not ${isRead} group by x.item_id) x
          ${itemOfLine} limit ${mostUnread}) x) unread
      left join lateral (${newestNews('h.seq, h.at, h.item_id', 'order by h.seq desc limit 20')}) lately on true
      left join lateral (${newestNews('max(h.seq) as seq, max(h.at) as at, h.item_id', 'and lately.at is null group by h.item_id order by seq desc offset 0')}) once on true
      cross join lateral (select coalesce(lately.at, once.at) as at) told
      left join lateral (
        select i.changed_at as at from item i
        join container f on f.space_id = i.space_id and f.id = i.container_id and f.trashed_at is null
        where told.at is null and i.space_id = mine.id and i.trashed_at is null and ${shownToMe} and ${givenToMe}
        order by i.changed_at desc, i.id desc limit 1) latest on true
      order by mine.kind desc, greatest(told.at, latest.at, mine.since) desc, mine.id`,
    values: [who],
  })
}

export function sharedGroups(
  ctx: PublicContext,
  one: PersonId,
  other: PersonId,
): Promise<{ id: SpaceId; name: string; hue: number }[]> {
  return ctx.db.rows({
    name: 'shared-groups',
    text: `select w.id, w.name, s.hue from workgroup w join space s on s.id = w.id
      where w.deleted_at is null
        and w.id in (select group_id from effective_membership where person_id = $1)
        and w.id in (select group_id from effective_membership where person_id = $2)
      order by w.name_key, w.id`,
    values: [one, other],
  })
}

/** People who share a group with somebody, and the internals of an organization, by parts of name and address. */
export function knownPeople(
  ctx: PublicContext,
  who: PersonId,
  colleaguesOf: OrganizationId | null,
  search: string,
  most: number,
  mistyped = false,
): Promise<{ id: PersonId }[]> {
  const words = searchWords(search)
  return ctx.db.rows<{ id: PersonId }>({
    name: mistyped ? 'known-people-nearly' : 'known-people',
    text: `select p.id from person p
      where p.id <> $1 and p.deactivated_at is null
        and (p.organization_id = $2
          or p.id in (select theirs.person_id from effective_membership mine
            join effective_membership theirs on theirs.group_id = mine.group_id
            join workgroup w on w.id = mine.group_id and w.deleted_at is null
            where mine.person_id = $1))
        and ${(mistyped ? hasNearly : hasWords)('p.search_key', 3)}
      order by p.search_key, p.id limit $4`,
    values: [who, colleaguesOf, mistyped ? words.map(nearly) : words, most],
  })
}

/** Where lines about somebody are logged, and the person's name. */
export async function whereRecorded(
  ctx: PublicContext,
  person: PersonId,
): Promise<{ organization: OrganizationId | null; space: SpaceId; name: string }> {
  const row = await ctx.db.row<{
    organization: OrganizationId | null
    space: SpaceId
    name: string
  }>({
    name: 'where-recorded',
    text: `select p.organization_id as organization, s.id as space, trim(p.first_name || ' ' || p.last_name) as name
      from person p join space s on s.owner_id = p.id and s.kind = 'private' where p.id = $1`,
    values: [person],
  })
  return row!
}
