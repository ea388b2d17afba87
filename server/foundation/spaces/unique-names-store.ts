import { itemFacts } from '../../access/store.ts'
import type { Context } from '../../kernel/context.ts'
import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'

/** A folded name in a container. */
export interface Slot {
  place: ContainerId
  key: string
}

/** Those of the containers that are of a kind with unique names. */
export async function uniquePlaces(
  ctx: Context,
  space: SpaceId,
  places: ContainerId[],
  kinds: string[],
): Promise<ContainerId[]> {
  const rows = await ctx.db.rows<{ id: ContainerId }>({
    name: 'places-with-unique-names',
    text: `select id from container where space_id = $1 and id = any($2::uuid[]) and tool || '/' || kind = any($3::text[])`,
    values: [space, [...new Set(places)], kinds],
  })
  return rows.map(({ id }) => id)
}

/**
 * The slots in which the asker sees something, besides these things. What they do not see counts as absent, so that no
 * refusal and no number reveals it (I1).
 */
export function taken(
  ctx: Context,
  space: SpaceId,
  slots: Slot[],
  besides: string[],
): Promise<Slot[]> {
  return ctx.db.rows<Slot>({
    name: 'names-taken',
    text: `select w.place, w.key from unnest($3::uuid[], $4::text[]) as w (place, key)
      where exists (
          select from container c
          cross join lateral rights_on($1, $2, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
          where c.space_id = $2 and c.parent_id = w.place and c.name_key = w.key and c.trashed_at is null
            and c.id <> all($5::uuid[]) and r.bits & r.left_over & 2 <> 0)
        or exists (
          select from item i join container c on c.space_id = $2 and c.id = w.place
          cross join lateral rights_on($1, $2, c.rights_from, i.id, i.tool, ${itemFacts}) r
          where i.space_id = $2 and i.container_id = w.place and i.title_key = w.key and i.trashed_at is null
            and i.id <> all($5::uuid[])
            and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, r.left_over) & 2 <> 0)`,
    values: [
      ctx.person.id,
      space,
      slots.map(({ place }) => place),
      slots.map(({ key }) => key),
      besides,
    ],
  })
}

/** The items in a slot that the asker sees, the oldest first. */
export async function itemsNamed(
  ctx: Context,
  space: SpaceId,
  { place, key }: Slot,
): Promise<ItemId[]> {
  const rows = await ctx.db.rows<{ id: ItemId }>({
    name: 'items-named',
    text: `select i.id from item i join container c on c.space_id = $2 and c.id = $3
      cross join lateral rights_on($1, $2, c.rights_from, i.id, i.tool, ${itemFacts}) r
      where i.space_id = $2 and i.container_id = $3 and i.title_key = $4 and i.trashed_at is null
        and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, r.left_over) & 2 <> 0
      order by i.created_at, i.id limit 10`,
    values: [ctx.person.id, space, place, key],
  })
  return rows.map(({ id }) => id)
}

/** The containers in these slots that the asker sees, the oldest of each name. */
export function containersNamed(
  ctx: Context,
  space: SpaceId,
  slots: Slot[],
): Promise<(Slot & { id: ContainerId })[]> {
  return ctx.db.rows({
    name: 'containers-named',
    text: `select distinct on (w.place, w.key) w.place, w.key, c.id
      from unnest($3::uuid[], $4::text[]) as w (place, key)
      join container c on c.space_id = $2 and c.parent_id = w.place and c.name_key = w.key and c.trashed_at is null
      cross join lateral rights_on($1, $2, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
      where r.bits & r.left_over & 2 <> 0
      order by w.place, w.key, c.id`,
    values: [ctx.person.id, space, slots.map(({ place }) => place), slots.map(({ key }) => key)],
  })
}
