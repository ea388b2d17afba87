import type { PublicContext } from '../kernel/context.ts'
import type { Statement } from '../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../kernel/ids.ts'

// The people who may view a thing now. Queried before an act that may end it for some of them, so that their pages are
// told: afterwards they see neither the thing nor the line about it.

/** Everybody who may view the container, something below it, or an item there that was shared with them. */
export function viewersBelow(
  ctx: PublicContext,
  space: SpaceId,
  container: ContainerId,
): Promise<PersonId[]> {
  return people(ctx, {
    name: 'viewers-below',
    text: `with recursive below as (
        select id, rights_from, internal from container where space_id = $1 and id = $2
        union all
        select c.id, c.rights_from, c.internal from container c join below b on c.parent_id = b.id where c.space_id = $1)
      select distinct v.person_id as id from below b
      cross join lateral (
        select r.person_id from space_rule r where r.space_id = $1 and r.rights & 2 <> 0
        union
        select g.person_id from grant_rule g
        where g.space_id = $1 and g.container_id = b.rights_from and g.item_id is null and g.rights & 2 <> 0
        union
        select g.person_id from item i join grant_rule g on g.space_id = $1 and g.item_id = i.id
        where i.space_id = $1 and i.container_id = b.id and i.has_grants) v
      where not (b.internal and is_guest(v.person_id, $1))`,
    values: [space, container],
  })
}

/** Everybody who may view the whole space, by role or because it was shared with them as a whole. */
export function viewersOfWhole(ctx: PublicContext, space: SpaceId): Promise<PersonId[]> {
  return people(ctx, {
    name: 'viewers-of-whole',
    text: 'select distinct r.person_id as id from space_rule r where r.space_id = $1 and r.rights & 2 <> 0',
    values: [space],
  })
}

export function viewersOfItem(
  ctx: PublicContext,
  space: SpaceId,
  item: ItemId,
): Promise<PersonId[]> {
  return viewersOfItems(ctx, space, [item])
}

/** Everybody who may view any of these items. The full rule runs only where a mark or a date may hide an item from somebody. */
export function viewersOfItems(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<PersonId[]> {
  return people(ctx, {
    name: 'viewers-of-items',
    text: `select distinct v.person_id as id from item i
      join container c on c.space_id = i.space_id and c.id = i.container_id
      cross join lateral (
        select r.person_id from space_rule r where r.space_id = $1 and r.rights & 2 <> 0
        union
        select g.person_id from grant_rule g
        where g.space_id = $1 and g.container_id = c.rights_from and g.item_id is null and g.rights & 2 <> 0
        union
        select g.person_id from grant_rule g where g.space_id = $1 and g.item_id = i.id) v
      where i.space_id = $1 and i.id = any($2::uuid[])
        and case when not c.internal and i.internal_only_at is null
            and not exists (select from workgroup w where w.id = $1 and w.horizon_since is not null) then true
          else is_shown_by_id(v.person_id, $1, i.id) end`,
    values: [space, items],
  })
}

async function people(ctx: PublicContext, statement: Statement): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ id: PersonId }>(statement)
  return rows.map(({ id }) => id)
}
