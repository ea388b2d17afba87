import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'

export async function markContainer(
  ctx: PublicContext,
  space: SpaceId,
  id: ContainerId,
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-container-internal',
    text: 'update container set internal_only_at = $3, internal_only_by = $4 where space_id = $1 and id = $2',
    values: [space, id, by && ctx.now, by],
  })
}

/** Computes again for everything below whether it, or a container above it, is marked (G10). */
export async function refreshInternal(
  ctx: PublicContext,
  space: SpaceId,
  top: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'refresh-internal-containers',
    text: `with recursive below as (
        select c.space_id, c.id, c.internal_only_at is not null or coalesce(p.internal, false) as internal
        from container c left join container p on p.space_id = c.space_id and p.id = c.parent_id
        where c.space_id = $1 and c.id = $2
        union all
        select c.space_id, c.id, c.internal_only_at is not null or b.internal
        from below b join container c on c.space_id = b.space_id and c.parent_id = b.id)
      update container c set internal = b.internal from below b
      where c.space_id = b.space_id and c.id = b.id and c.internal <> b.internal`,
    values: [space, top],
  })
}

export async function markItem(
  ctx: PublicContext,
  space: SpaceId,
  id: ItemId,
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-item-internal',
    text: 'update item set internal_only_at = $3, internal_only_by = $4 where space_id = $1 and id = $2',
    values: [space, id, by && ctx.now, by],
  })
}

export async function isGroup(ctx: PublicContext, space: SpaceId): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-group',
    text: `select from space where id = $1 and kind = 'group'`,
    values: [space],
  })
  return row !== undefined
}

/** Returns those from outside the organization that the group belongs to. */
export async function guestsAmong(
  ctx: PublicContext,
  space: SpaceId,
  people: PersonId[],
): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ id: PersonId }>({
    name: 'guests-among',
    text: 'select distinct p.id from unnest($2::uuid[]) as p (id) where is_guest(p.id, $1)',
    values: [space, people],
  })
  return rows.map(({ id }) => id)
}

/** Whether this person is from outside the organization that the group belongs to. */
export async function isGuest(
  ctx: PublicContext,
  space: SpaceId,
  person: PersonId,
): Promise<boolean> {
  const row = await ctx.db.row<{ guest: boolean }>({
    name: 'is-guest',
    text: 'select is_guest($2, $1) as guest',
    values: [space, person],
  })
  return row!.guest
}

/** Those of these people who belong to the organization of the group. */
export async function withoutGuests(
  ctx: PublicContext,
  space: SpaceId,
  people: PersonId[],
): Promise<PersonId[]> {
  const rows = await ctx.db.rows<{ id: PersonId }>({
    name: 'without-guests',
    text: 'select p.id from person p where p.id = any($2::uuid[]) and not is_guest(p.id, $1)',
    values: [space, people],
  })
  return rows.map(({ id }) => id)
}

/** Whether the container itself is marked, whatever it is in. */
export async function isMarked(
  ctx: PublicContext,
  space: SpaceId,
  id: ContainerId,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-container-marked',
    text: 'select from container where space_id = $1 and id = $2 and internal_only_at is not null',
    values: [space, id],
  })
  return row !== undefined
}
