import { containerOfItem, isItemOfMine, isShown } from '../../access/store.ts'
import { isNews, mostUnread } from '../../kernel/changes.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'

/**
 * What a person has read in a space: a mark for all of it (`seen`), and marks for containers and items beyond that
 * (`read_mark`), each a position in the log. A line is unread when it comes after all marks that cover it. People without
 * any mark have read what is older than their membership.
 */

const markOf = (thing: string) =>
  `(select r.seq from read_mark r where r.space_id = $2 and r.person_id = $1 and r.thing_id = ${thing})`
const markOfSpace = '(select s.seq from seen s where s.person_id = $1 and s.space_id = $2)'
const memberSince = `(select case when s.owner_id = $1 or s.kind = 'direct' then '-infinity' else coalesce(d.since, w.created_at) end
  from space s left join workgroup w on w.id = s.id left join membership d on d.group_id = s.id and d.person_id = $1
  where s.id = $2)`

/**
 * Unread items of the container `c` of the space $2, which the person $1 may view: with news by others, in it now, and visible to
 * the person. Reads no line before the marks, and checks each item once, however many lines are about it.
 */
export const unreadItems = `select h.item_id from (
    select h.item_id, max(h.seq) as seq from change h
    where h.space_id = $2 and h.container_id = c.id and ${isNews} and h.actor_id is distinct from $1
      and h.seq > coalesce(greatest(${markOfSpace}, ${markOf('c.id')}), 0)
      and (h.at > ${memberSince} or coalesce(${markOfSpace}, ${markOf('c.id')}) is not null)
    group by h.item_id) h
  cross join lateral (
    select from item i where i.space_id = $2 and i.id = h.item_id and i.container_id = c.id and i.trashed_at is null
      and ${isShown('(select sees_from($1, $2))')} offset 0) shown
  where h.seq > coalesce(${markOf('h.item_id')}, 0)
  limit ${mostUnread}`

/** How many items of a space are unread, for each tool that has any: the items that `unread` of `my-spaces` counts. */
export function unreadOfTools(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
): Promise<{ tool: string; unread: number }[]> {
  return ctx.db.rows({
    name: 'unread-of-tools',
    text: `with mine as materialized (select * from what_one_sees($1) v where v.space_id = $2),
      news as materialized (
        select x.item_id from (
          select h.item_id, h.container_id, max(h.seq) as seq from change h
          where h.space_id = $2 and ${isNews} and h.actor_id is distinct from $1 and h.seq > coalesce(${markOfSpace}, 0)
            and (${markOfSpace} is not null or h.at > ${memberSince})
          group by h.item_id, h.container_id) x
        where x.seq > coalesce(greatest(${markOf('x.item_id')}, ${markOf('x.container_id')}), 0)
        group by x.item_id)
      select shown.tool, least(count(*), ${mostUnread})::int as unread from mine cross join news
      cross join lateral (
        select i.tool from item i ${containerOfItem}
        where i.space_id = $2 and i.id = news.item_id and i.trashed_at is null and ${isItemOfMine} offset 0) shown
      group by shown.tool order by shown.tool`,
    values: [who, space],
  })
}

/** Marks a space as read up to a line, or all of it now; marks of its containers and items that this covers are deleted. */
export async function markSpaceRead(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  seq: number | undefined,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-space-read',
    text: `with mark as (select least(coalesce($3::bigint, n.seq), n.seq) as seq from space_counter n where n.space_id = $2),
      covered as (delete from read_mark where space_id = $2 and person_id = $1 and seq <= (select seq from mark))
      insert into seen (person_id, space_id, seq, at) select $1, $2, mark.seq, $4 from mark
      on conflict (person_id, space_id) do update set seq = greatest(seen.seq, excluded.seq), at = excluded.at`,
    values: [who, space, seq ?? null, ctx.now],
  })
}

/** Marks a container with its items, or an item, as read up to a line, or all of it now. */
export async function markRead(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  thing: ContainerId | ItemId,
  seq?: number,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-read',
    text: `insert into read_mark (space_id, person_id, thing_id, seq)
      select $2, $1, $3, least(coalesce($4::bigint, n.seq), n.seq) from space_counter n where n.space_id = $2
      on conflict (space_id, person_id, thing_id) do update set seq = greatest(read_mark.seq, excluded.seq)`,
    values: [who, space, thing, seq ?? null],
  })
}

/** Marks a container as read if nothing in it is unread, so that its lines are not read again for the next count. */
export async function markIfAllIsRead(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  container: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-container-if-all-is-read',
    text: `insert into read_mark (space_id, person_id, thing_id, seq)
      select $2, $1, c.id, n.seq from container c join space_counter n on n.space_id = c.space_id
      where c.space_id = $2 and c.id = $3 and not exists (${unreadItems})
      on conflict (space_id, person_id, thing_id) do update set seq = greatest(read_mark.seq, excluded.seq)`,
    values: [who, space, container],
  })
}
