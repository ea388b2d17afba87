import type { Querier } from '../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../kernel/ids.ts'

export interface SeenChange {
  seq: number
  at: string
  actor: PersonId | null
  kind: string
  /** The tool of the thing that the line is about. */
  tool: string | null
  /** Where the thing is now: its former place may be hidden from somebody who sees it here. */
  container: ContainerId | null
  item: ItemId | null
  /** The askers who may see the line. */
  seenBy: PersonId[]
}

/**
 * The lines after `since`, oldest first, each with those of these people who may see it: applies the rights of
 * database/access for all of them in one statement. A line about a thing is visible to people who may view it; one about
 * the members, to members.
 */
export function changesSeen(
  db: Querier,
  space: SpaceId,
  people: PersonId[],
  since: number,
  limit: number,
): Promise<SeenChange[]> {
  return db.rows<SeenChange>({
    name: 'live-changes-seen',
    text: `with asker as materialized ( -- one lookup by key for each asker
        select p.id as person_id, inside.helps, w.bits as whole,
          case when horizon.since is null then '-infinity' else sees_from(p.id, $1) end as since
        from person p
        join space s on s.id = $1
        cross join (select max(w.horizon_since) as since from workgroup w where w.id = $1) horizon
        cross join lateral (
          select bool_or(m.helps) as helps from (
            select m.role <> 'member' as helps from effective_membership m where m.group_id = $1 and m.person_id = p.id
            union all select true where s.owner_id = p.id) m) inside
        cross join lateral ( -- in a group only one rule of the whole space gives anything
          select case when s.kind = 'group'
            then (select bit_or(r.rights) from an_administrator_or_co_administrator_does_everything_but_edit r
              where r.space_id = $1 and r.person_id = p.id)
            else given_in_whole(p.id, $1) end as bits) w
        where p.id = any($2::uuid[])),
      line as materialized (
        select h.seq, h.at, h.actor_id, h.kind, c.tool, c.id as container_id, h.item_id, c.id is not null as has_place,
          h.item_id is not null or h.container_id is not null as of_thing, c.rights_from,
          coalesce(i.taken_over_by, i.author_id) as author_id, left_over.bits as left_over,
          -- a deleted item may have been hidden: its line counts as internal here, and as made long ago below
          coalesce(c.internal, false) or i.internal_only_at is not null or (h.item_id is not null and i.id is null) as internal,
          case when h.item_id is null then 'infinity' else coalesce(i.arrived_at, i.created_at, '-infinity') end as made
        from change h
        left join item i on i.space_id = h.space_id and i.id = h.item_id
        left join container c on c.space_id = h.space_id and c.id = coalesce(i.container_id, h.container_id)
        cross join lateral rights_left($1, coalesce(c.tool, '')) left_over
        where h.space_id = $1 and h.seq > $3 order by h.seq limit $4),
      listed as (
        select container_id, person_id, bit_or(rights) as bits from grant_rule
        where space_id = $1 and item_id is null and person_id = any($2::uuid[])
          and container_id = any(array(select rights_from from line))
        group by container_id, person_id),
      own as (
        select item_id, person_id, bit_or(rights) as bits from grant_rule
        where space_id = $1 and person_id = any($2::uuid[]) and item_id = any(array(select item_id from line))
        group by item_id, person_id)
      select l.seq, l.at, l.actor_id as actor, l.kind, l.tool, l.container_id as container, l.item_id as item,
        coalesce(array_agg(a.person_id) filter (where case
          when l.has_place then item_rights(coalesce(a.whole, 0) | coalesce(g.bits, 0), coalesce(o.bits, 0),
            l.author_id is not distinct from a.person_id, l.left_over) & 2 <> 0
            and case when not l.internal and l.made >= a.since then true
              else is_shown(a.person_id, $1, l.item_id, l.internal, l.made, l.author_id, a.since) end
          when l.of_thing then false
          when l.kind like 'member.%' or l.kind like 'group.%' then a.helps is not null
          else coalesce(a.helps, false) end), '{}') as "seenBy"
      from line l
      cross join asker a
      left join listed g on g.container_id = l.rights_from and g.person_id = a.person_id
      left join own o on o.item_id = l.item_id and o.person_id = a.person_id
      group by l.seq, l.at, l.actor_id, l.kind, l.tool, l.container_id, l.item_id
      order by l.seq`,
    values: [space, people, since, limit],
  })
}

const page = 500

/** The lines after `since` that one person may see, at most one page; `seq` is the last line that they may see. */
export async function seenSince(
  db: Querier,
  space: SpaceId,
  person: PersonId,
  since: number,
): Promise<{ lines: SeenChange[]; seq: number }> {
  for (let from = since; ;) {
    const found = await changesSeen(db, space, [person], from, page)
    const lines = found.filter(({ seenBy }) => seenBy.length > 0)
    if (lines.length > 0 || found.length < page) return { lines, seq: lines.at(-1)?.seq ?? since }
    from = found.at(-1)!.seq
  }
}

/** The newest line of a space that this person may see; 0 when there is none. */
export async function newestSeen(db: Querier, space: SpaceId, person: PersonId): Promise<number> {
  const head = await db.row<{ seq: number }>({
    name: 'head-of-log',
    text: 'select seq from space_counter where space_id = $1',
    values: [space],
  })
  for (let to = head?.seq ?? 0; to > 0; to -= page) {
    const found = await changesSeen(db, space, [person], Math.max(0, to - page), page)
    const newest = found.findLast(({ seenBy }) => seenBy.length > 0)
    if (newest) return newest.seq
  }
  return 0
}
