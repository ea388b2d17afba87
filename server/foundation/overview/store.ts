import type { SpaceKind } from '../../access/authorized.ts'
import { containerOfItem, isItemOfMine } from '../../access/store.ts'
import { isNews } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { refColumns, refJoins, refPlace, refVisible, type RefRow } from '../items/refs.ts'

/**
 * The newest items over everything that $1 may see: in each space the newest few that pass the rules, then the newest of
 * those. A first look at a few items of each space finds how old the last result can be. Cost grows with spaces, not with
 * items.
 */
export function newest(
  ctx: PublicContext,
  who: PersonId,
  before: [string, string] | undefined,
  limit: number,
): Promise<RefRow[]> {
  return ctx.db.rows<RefRow>({
    name: 'newest',
    text: `with mine as materialized (select * from what_one_sees($1)),
      first_look as (
        select i.changed_at from mine cross join lateral (${newestOf('i.changed_at', '')}
          limit (select least($4::bigint, $4::bigint * 3 / greatest(count(*), 1) + 3) from mine)) i),
      oldest_wanted as (
        select min(changed_at) as at from (select changed_at from first_look order by changed_at desc limit $4) f
        having count(*) = $4),
      found as (
        select i.* from mine cross join lateral (${newestOf('i.space_id, i.id, i.changed_at', 'and i.changed_at >= coalesce((select at from oldest_wanted), $5)')}
          limit $4) i
        order by i.changed_at desc, i.id desc limit $4)
      select ${refColumns} from found join item i on i.space_id = found.space_id and i.id = found.id ${refPlace}
      order by i.changed_at desc, i.id desc`,
    values: [who, before?.[0] ?? null, before?.[1] ?? null, limit, '-infinity'],
  })
}

/** Reads along the newest-items index of one space of `mine`. */
function newestOf(columns: string, since: string): string {
  return `select ${columns} from item i ${containerOfItem}
    where i.space_id = mine.space_id and i.trashed_at is null ${since} and ${isItemOfMine}
      and ($2::timestamptz is null or (i.changed_at, i.id) < ($2, $3::uuid))
    order by i.changed_at desc, i.id desc`
}

/** Looks each row up by key before its rights are checked, whatever row count the planner estimates. */
function byKey(space: string, id: string): string {
  return `cross join lateral (select * from item k where k.space_id = ${space} and k.id = ${id} offset 0) i`
}

/** The items that I opened last, as far as I may still see them (X25). */
export function recent(ctx: PublicContext, who: PersonId, limit: number): Promise<RefRow[]> {
  return ctx.db.rows<RefRow>({
    name: 'recent',
    text: `select ${refColumns} from recent v ${byKey('v.space_id', 'v.item_id')} ${refJoins}
      where v.person_id = $1 and ${refVisible} order by v.at desc limit $2`,
    values: [who, limit],
  })
}

export function favourites(ctx: PublicContext, who: PersonId, limit: number): Promise<RefRow[]> {
  return ctx.db.rows<RefRow>({
    name: 'favourite-items',
    text: `select ${refColumns} from favourite f ${byKey('f.space_id', 'f.thing_id')} ${refJoins}
      where f.person_id = $1 and f.thing = 'item' and ${refVisible} order by f.at desc limit $2`,
    values: [who, limit],
  })
}

export interface SharedRow {
  space: SpaceId
  owner: PersonId
  thing: 'container' | 'item'
  id: string
  tool: string
  kind: string
  title: string
  rights: number
  changedAt: string
}

/** Grants to me in other people's private spaces that still work (A7) and let me view. */
export function sharedWithMe(ctx: PublicContext, who: PersonId): Promise<SharedRow[]> {
  return ctx.db.rows<SharedRow>({
    name: 'shared-with-me',
    text: `select s.id as space, s.owner_id as owner, 'container' as thing, c.id, c.tool, c.kind, c.name as title,
        bit_or(g.rights) as rights, c.changed_at as "changedAt"
      from grant_rule g join space s on s.id = g.space_id and s.kind = 'private' and s.owner_id <> $1
      join container c on c.space_id = g.space_id and c.id = g.container_id and c.trashed_at is null
      where g.person_id = $1 and g.item_id is null and g.rights & 2 <> 0 group by s.id, c.space_id, c.id
      union all
      select s.id, s.owner_id, 'item', i.id, i.tool, i.kind, i.title, bit_or(g.rights), i.changed_at
      from grant_rule g join space s on s.id = g.space_id and s.kind = 'private' and s.owner_id <> $1
      join item i on i.space_id = g.space_id and i.id = g.item_id and i.trashed_at is null
      where g.person_id = $1 and g.item_id is not null group by s.id, i.space_id, i.id
      order by "changedAt" desc limit 500`,
    values: [who],
  })
}

export interface MentionRow extends RefRow {
  at: string
  by: PersonId
  comment: string | null
  body: string | null
  group: string | null
}

/** Where I, or a group of mine, was mentioned by somebody else, if I can see it now (X24, X61). */
export function mentions(
  ctx: PublicContext,
  who: PersonId,
  limit: number,
  since = '-infinity',
): Promise<MentionRow[]> {
  return ctx.db.rows<MentionRow>({
    name: 'mentions-of-me',
    text: `select ${refColumns}, m.at, m.mentioned_by as by, m.comment_id as comment, k.body, g.name as group
      from (select $1::uuid as id union select group_id from effective_membership where person_id = $1) me
      join mention m on m.principal_id = me.id and m.mentioned_by <> $1
      join item i on i.space_id = m.space_id and i.id = m.item_id
      left join workgroup g on g.id = m.principal_id
      left join comment k on k.space_id = m.space_id and k.id = m.comment_id
      ${refJoins}
      where ${refVisible} and (m.comment_id is null or k.trashed_at is null) and m.at > $3
      order by m.at desc limit $2`,
    values: [who, limit, since],
  })
}

export interface HomeRow {
  space: SpaceId
  spaceKind: SpaceKind
  spaceName: string
  hue: number
  kind: string
  /** One item, or how many an act changed; tool and kind are null where these are several. */
  item: ItemId | null
  items: number
  title: string
  tool: string | null
  itemKind: string | null
  /** Where the items of an act are, if I may view it. */
  container: ContainerId | null
  containerName: string
  containerTool: string
  actor: PersonId
  at: string
  count: number
  people: number
}

/** How many items with news are looked at in a space at most, the newest first. */
const mostNews = 1000

/**
 * Changes by others in my groups since then, newest first: one row for each item, and one for the items of an act, where I may
 * view several. Depends only on what I may view: lines of hidden items are only counted past, in the index.
 */
export function changedForMe(
  ctx: PublicContext,
  who: PersonId,
  since: string,
  limit: number,
): Promise<HomeRow[]> {
  return ctx.db.rows<HomeRow>({
    name: 'changed-for-me',
    text: `with mine as (select group_id as id from effective_membership where person_id = $1 union select id from space where owner_id = $1),
      seen as materialized (
        select mine.id as space_id, x.*, case when x.act is not null and count(*) over (partition by mine.id, x.act) > 1 then x.act else x.item_id end as told
        from mine cross join lateral (
          select n.*, i.title, i.tool, i.kind, i.container_id from (
            select h.item_id, h.act, max(h.seq) as seq, max(h.at) as at, count(*)::int as lines, array_agg(distinct h.actor_id) as actors
            from change h where h.space_id = mine.id and ${isNews} and h.at > $2 and h.actor_id is distinct from $1
            group by h.item_id, h.act order by seq desc offset 0) n
          join item i on i.space_id = mine.id and i.id = n.item_id ${refJoins}
          where ${refVisible} order by n.seq desc limit ${mostNews}) x),
      line as (
        select space_id, told, max(seq) as seq, max(at) as at, count(distinct item_id)::int as items, sum(lines)::int as lines,
          min(title) as title, min(tool) as tool, case when min(kind) = max(kind) and min(tool) = max(tool) then min(kind) end as kind,
          case when min(container_id::text) = max(container_id::text) then min(container_id::text)::uuid end as container_id
        from seen group by space_id, told order by max(at) desc limit $3)
      select x.space_id as space, s.kind as "spaceKind", s.name as "spaceName", s.hue, h.kind,
        case when x.items = 1 then x.told end as item, x.items, x.title, case when x.kind is not null then x.tool end as tool, x.kind as "itemKind",
        place.id as container, place.name as "containerName", place.tool as "containerTool",
        h.actor_id as actor, x.at, case when x.items = 1 then x.lines else 1 end as count,
        (select count(distinct actor)::int from seen cross join unnest(seen.actors) actor where seen.space_id = x.space_id and seen.told = x.told) as people
      from line x join change h on h.space_id = x.space_id and h.seq = x.seq
      cross join lateral (
        select s.kind, s.hue, coalesce(w.name, trim(owner.first_name || ' ' || owner.last_name)) as name
        from space s left join workgroup w on w.id = s.id left join person owner on owner.id = s.owner_id where s.id = x.space_id offset 0) s
      left join (
        select distinct p.space_id, p.id, p.name, p.tool from line l join container p on p.space_id = l.space_id and p.id = l.container_id
        cross join lateral rights_on($1, p.space_id, p.rights_from, null, p.tool, p.internal, 'infinity', null) r
        where l.items > 1 and r.bits & r.left_over & 2 <> 0) place on x.items > 1 and place.space_id = x.space_id and place.id = x.container_id
      order by x.at desc`,
    values: [who, since, limit],
  })
}

export async function seenHome(ctx: PublicContext, who: PersonId): Promise<string | null> {
  const row = await ctx.db.row<{ at: string | null }>({
    name: 'seen-home',
    text: 'select seen_home_at as at from person where id = $1',
    values: [who],
  })
  return row?.at ?? null
}

export async function markHomeSeen(ctx: PublicContext, who: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'mark-home-seen',
    text: 'update person set seen_home_at = $2 where id = $1',
    values: [who, ctx.now],
  })
}

export interface RequestRow {
  group: SpaceId
  groupName: string
  hue: number
  count: number
}

/** Join requests that I may answer, per group that I am in. People who only govern are not told. */
export function waitingRequests(ctx: PublicContext, who: PersonId): Promise<RequestRow[]> {
  return ctx.db.rows<RequestRow>({
    name: 'waiting-requests',
    text: `with waiting as materialized (
        select j.group_id, j.person_id from join_request j join person p on p.id = j.person_id and p.deactivated_at is null
        where j.decision is null and j.group_id in (select group_id from effective_membership where person_id = $1))
      select w.id as group, w.name as "groupName", s.hue, count(*)::int as count
      from (select distinct group_id from waiting) mine
      cross join lateral group_as_seen($1, mine.group_id) g
      join workgroup w on w.id = g.id join space s on s.id = g.id
      join waiting r on r.group_id = g.id
      where g.may_approve and answers_as(g.role, w, r.person_id)
      group by w.id, w.name, s.hue order by w.name`,
    values: [who],
  })
}
