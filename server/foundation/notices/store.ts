import type { Context, House, PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { usualRhythm, type Rhythm } from './hours.ts'
import type { Family } from '../../kernel/notice.ts'
import { declaredIn, inTrash, neededRights, type Declared } from './declared.ts'
import type { Level, Shown } from './notice.ts'

/**
 * Joins `seen.count`, how much of a notice `n` its person may see at this moment: 0 means that nothing of it may be shown or
 * sent (A11, E1). Every statement that shows or sends goes through here.
 */
export function asSeen(house: House): string {
  const declared = declaredIn(house)
  return `
    cross join lateral (select ${neededRights(declared)} as rights, ${inTrash(declared)} as trashed) needed
    cross join lateral (${itemsOfAct(declared)}) act
    left join item i on i.space_id = n.space_id and i.id = coalesce(n.item_id, case when act.things = 1 then act.one end)
    left join container c on c.space_id = n.space_id and c.id = coalesce(i.container_id, n.container_id)
    left join workgroup w on w.id = n.space_id and w.deleted_at is null
    cross join lateral (select (${declared.count})::int as count) seen`
}

/**
 * The items of an act that was not undone, as far as the person of the notice `n` may see them now: how many, one of them, and
 * their tool and kind where all are of one. Of other notices, none.
 */
function itemsOfAct({ many }: Declared): string {
  return `select count(*)::int as things, (array_agg(t.id))[1] as one,
      case when min(t.tool) = max(t.tool) and min(t.kind) = max(t.kind) then min(t.tool) end as tool,
      case when min(t.tool) = max(t.tool) and min(t.kind) = max(t.kind) then min(t.kind) end as kind
    from unnest(case when n.item_id is null and n.kind in (${many})
      and not exists (select from change h where h.space_id = n.space_id and h.act = n.about and h.undone) then n.things end) as thing (id)
    join item t on t.space_id = n.space_id and t.id = thing.id and (t.trashed_at is not null) = needed.trashed
    join container f on f.space_id = t.space_id and f.id = t.container_id and f.trashed_at is null
    cross join lateral rights_on(n.person_id, n.space_id, f.rights_from, t.id, f.tool,
      f.internal or t.internal_only_at is not null, coalesce(t.arrived_at, t.created_at), coalesce(t.taken_over_by, t.author_id)) r
    where item_rights(r.bits, r.own, coalesce(t.taken_over_by, t.author_id) = n.person_id, r.left_over) & needed.rights = needed.rights`
}

/** Needs `asSeen`. Reads titles and comments from the spine, so no tool is queried. */
export function shownColumns(house: House): string {
  return `n.id, n.person_id as person, n.kind, n.at, n.read_at is not null as read, seen.count,
    n.actors, (select a.first_name || ' ' || a.last_name from person a where a.id = n.actors[1]) as "actorName", n.space_id as space, s.kind as "spaceKind",
    coalesce(n.detail->>'name', w.name, owner.first_name || ' ' || owner.last_name) as "spaceName", s.hue, n.about,
    i.id as item, place.id as container, coalesce(i.title, place.name) as title, c.tool, coalesce(i.kind, c.kind) as "thingKind",
    act.things > 1 as many, act.tool as "manyTool", act.kind as "manyKind", n.detail->>'event' as event,
    ${declaredIn(house).excerpt} as excerpt, n.detail->>'role' as role, n.detail->>'reason' as reason`
}

export function shownJoins(house: House): string {
  return `${asSeen(house)}
    left join lateral (select c.id, c.name where act.things <= 1 or (not needed.trashed and c.trashed_at is null and exists (
      select from rights_on(n.person_id, n.space_id, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
      where r.bits & r.left_over & 2 <> 0))) place on true
    left join space s on s.id = n.space_id
    left join person owner on owner.id = s.owner_id`
}

/** Newest first, starting after the key. */
export function notices(
  ctx: Context,
  key: [at: string, id: string] | undefined,
  unreadOnly: boolean,
  most: number,
): Promise<Shown[]> {
  return ctx.db.rows<Shown>({
    name: 'notices',
    text: `select ${shownColumns(ctx.house)} from notice n ${shownJoins(ctx.house)}
      where n.person_id = $1 and n.listed and seen.count > 0 and (not $4 or n.read_at is null)
        and ($2::timestamptz is null or (n.at, n.id) < ($2, $3::uuid))
      order by n.at desc, n.id desc limit $5`,
    values: [ctx.person.id, key?.[0] ?? null, key?.[1] ?? null, unreadOnly, most],
  })
}

/** Counts unread notices outside muted groups, up to 99. */
export async function countUnread(ctx: Context): Promise<number> {
  const row = await ctx.db.row<{ count: number }>({
    name: 'notices-count-unread',
    text: `select count(*)::int as count from (
        select from notice n ${asSeen(ctx.house)}
        where n.person_id = $1 and n.listed and n.read_at is null and seen.count > 0
          and not exists (select from notice_mute m where m.person_id = $1 and m.space_id = n.space_id and (m.until is null or m.until > $2))
        limit 99) unread`,
    values: [ctx.person.id, ctx.now],
  })
  return row!.count
}

/** Marks one of the asker's own notices that they may see as read; returns false when there is none. */
export async function markRead(ctx: Context, id: string): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'notice-mark-read',
    text: `with found as (select n.id from notice n ${asSeen(ctx.house)} where n.id = $2 and n.person_id = $1 and n.listed and seen.count > 0),
        marked as (update notice n set read_at = $3, push_at = null, mail_at = null, digest_at = null
          from found where n.id = found.id and n.read_at is null)
      select id from found`,
    values: [ctx.person.id, id, ctx.now],
  })
  return row !== undefined
}

/** Marks everything up to that moment as read: notices that arrive while the list is open stay unread. */
export async function markAllRead(ctx: Context, until: Date): Promise<void> {
  await ctx.db.run({
    name: 'notices-mark-all-read',
    text: `update notice set read_at = $3, push_at = null, mail_at = null, digest_at = null
      where person_id = $1 and read_at is null and at <= $2`,
    values: [ctx.person.id, until, ctx.now],
  })
}

export interface LevelRow extends Level {
  space: SpaceId | null
  family: Family
}

export function levels(ctx: Context): Promise<LevelRow[]> {
  return ctx.db.rows<LevelRow>({
    name: 'notice-levels',
    text: `select space_id as space, family, product, push, mail from notice_level where person_id = $1
      order by space_id nulls first, family`,
    values: [ctx.person.id],
  })
}

export async function setLevels(
  db: Querier,
  person: PersonId,
  space: SpaceId | null,
  rows: (Level & { family: Family })[],
): Promise<void> {
  await db.run({
    name: 'set-notice-levels',
    text: `insert into notice_level (person_id, space_id, family, product, push, mail)
      select $1, $2, * from unnest($3::text[], $4::boolean[], $5::boolean[], $6::text[])
      on conflict (person_id, space_id, family) do update set product = excluded.product, push = excluded.push, mail = excluded.mail`,
    values: [
      person,
      space,
      rows.map(({ family }) => family),
      rows.map(({ product }) => product),
      rows.map(({ push }) => push),
      rows.map(({ mail }) => mail),
    ],
  })
}

/** Returns to the levels that hold everywhere. */
export async function dropLevels(ctx: Context, space: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'drop-notice-levels',
    text: 'delete from notice_level where person_id = $1 and space_id = $2',
    values: [ctx.person.id, space],
  })
}

export function mutes(ctx: Context): Promise<{ space: SpaceId; until: string | null }[]> {
  return ctx.db.rows({
    name: 'notice-mutes',
    text: `select space_id as space, until from notice_mute where person_id = $1 and (until is null or until > $2)`,
    values: [ctx.person.id, ctx.now],
  })
}

export async function mute(ctx: Context, space: SpaceId, until: Date | null): Promise<void> {
  await ctx.db.run({
    name: 'mute-notices',
    text: `insert into notice_mute (person_id, space_id, until) values ($1, $2, $3)
      on conflict (person_id, space_id) do update set until = excluded.until`,
    values: [ctx.person.id, space, until],
  })
}

export async function unmute(ctx: Context, space: SpaceId): Promise<void> {
  await ctx.db.run({
    name: 'unmute-notices',
    text: 'delete from notice_mute where person_id = $1 and space_id = $2',
    values: [ctx.person.id, space],
  })
}

/** For a `notice_rhythm h` that may be missing. */
export const digestRhythm = `coalesce(h.digest, '${usualRhythm.digest}')`
export const rhythmColumns = `h.quiet_from as "quietFrom", h.quiet_to as "quietTo", coalesce(h.quiet_days, '{}') as "quietDays", ${digestRhythm} as digest,
  coalesce(h.digest_minute, ${usualRhythm.digestMinute})::int as "digestMinute", coalesce(h.digest_day, ${usualRhythm.digestDay})::int as "digestDay"`

export function rhythm(ctx: Context): Promise<Rhythm | undefined> {
  return ctx.db.row<Rhythm>({
    name: 'notice-rhythm',
    text: `select ${rhythmColumns} from notice_rhythm h where h.person_id = $1`,
    values: [ctx.person.id],
  })
}

/** Sets the hours, and clears the due time of the next digest so that it is computed again. */
export async function setRhythm(ctx: Context, rhythm: Rhythm): Promise<void> {
  await ctx.db.run({
    name: 'set-notice-rhythm',
    text: `with reckoned as (delete from notice_digest where person_id = $1)
      insert into notice_rhythm (person_id, quiet_from, quiet_to, quiet_days, digest, digest_minute, digest_day)
        values ($1, $2, $3, $4, $5, $6, $7)
      on conflict (person_id) do update set quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
        quiet_days = excluded.quiet_days, digest = excluded.digest, digest_minute = excluded.digest_minute, digest_day = excluded.digest_day`,
    values: [
      ctx.person.id,
      rhythm.quietFrom,
      rhythm.quietTo,
      rhythm.quietDays,
      rhythm.digest,
      rhythm.digestMinute,
      rhythm.digestDay,
    ],
  })
}

/** Ends digests; one that waits in the outbox is not composed (told, in sending-store.ts). */
export async function stopDigest(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'stop-digest',
    text: `with off as (update notice set digest_at = null where person_id = $1 and digest_at is not null),
        reckoned as (delete from notice_digest where person_id = $1)
      insert into notice_rhythm (person_id, quiet_days, digest, digest_minute, digest_day) select p.id, '{}', 'off', $2, $3 from person p where p.id = $1
      on conflict (person_id) do update set digest = 'off'`,
    values: [person, usualRhythm.digestMinute, usualRhythm.digestDay],
  })
}

/**
 * After a click in a mail: no more mails about this space, neither immediate nor in the digest; list and pushes stay
 * unchanged.
 */
export async function stopMails(
  ctx: PublicContext,
  person: PersonId,
  space: SpaceId,
  usual: (Level & { family: Family })[],
): Promise<void> {
  await ctx.db.run({
    name: 'stop-mails-of-space',
    text: `insert into notice_level (person_id, space_id, family, product, push, mail)
      select p.id, $2, usual.family, coalesce(here.product, anywhere.product, usual.product), coalesce(here.push, anywhere.push, usual.push), 'off'
      from person p
      cross join unnest($3::text[], $4::boolean[], $5::boolean[]) as usual (family, product, push)
      left join notice_level here on here.person_id = p.id and here.space_id = $2 and here.family = usual.family
      left join notice_level anywhere on anywhere.person_id = p.id and anywhere.space_id is null and anywhere.family = usual.family
      where p.id = $1
      on conflict (person_id, space_id, family) do update set mail = 'off'`,
    values: [
      person,
      space,
      usual.map(({ family }) => family),
      usual.map(({ product }) => product),
      usual.map(({ push }) => push),
    ],
  })
}

/** Whether the person of a notice `n` wants no mail of its family in this space or, without a level for the space, anywhere. */
export function mailsEnded(house: House): string {
  return `coalesce((select l.mail = 'off' from notice_level l where l.person_id = n.person_id and l.family = ${declaredIn(house).family}
    and (l.space_id = n.space_id or l.space_id is null) order by l.space_id nulls last limit 1), false)`
}

/**
 * After levels have changed: removes notices from pending mails and digests that are not wanted any more, also from mails
 * that have not been sent.
 */
export async function endMails({ db, house }: PublicContext, person: PersonId): Promise<void> {
  await db.run({
    name: 'end-mails',
    text: `update notice n set mail_at = null, digest_at = null, mail_id = null
      where n.person_id = $1 and n.read_at is null and (n.mail_at is not null or n.digest_at is not null or n.mail_id is not null)
        and ${mailsEnded(house)}`,
    values: [person],
  })
}

/** The name of a group, for people who are inside it. */
export function nameForMember(
  ctx: PublicContext,
  person: PersonId,
  space: SpaceId,
): Promise<{ name: string } | undefined> {
  return ctx.db.row({
    name: 'notice-name-for-member',
    text: `select w.name from workgroup w join person p on p.id = $1 and p.deactivated_at is null
      where w.id = $2 and w.deleted_at is null and is_in(p.id, w.id)`,
    values: [person, space],
  })
}

/** The asker's groups, for their settings. */
export function myGroups(
  ctx: Context,
): Promise<{ id: SpaceId; name: string; hue: number; notifications: boolean }[]> {
  return ctx.db.rows({
    name: 'notice-my-groups',
    text: `select w.id, w.name, s.hue, w.notifications from workgroup w join space s on s.id = w.id
      where w.deleted_at is null and w.archived_at is null and is_in($1, w.id) order by w.name_key, w.id`,
    values: [ctx.person.id],
  })
}
