import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

export interface Place {
  space: SpaceId
  container: ContainerId
}

export async function insertDraft(
  ctx: PublicContext,
  { space, item }: ItemKey,
  to: Place,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-draft',
    text: `insert into draft (space_id, item_id, to_space_id, to_container_id) values ($1, $2, $3, $4)
      on conflict (space_id, item_id) do update set to_space_id = excluded.to_space_id, to_container_id = excluded.to_container_id`,
    values: [space, item, to.space, to.container],
  })
}

export async function deleteDraft(ctx: PublicContext, { space, item }: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'delete-draft',
    text: 'delete from draft where space_id = $1 and item_id = $2',
    values: [space, item],
  })
}

export function placeOfDraft(
  ctx: PublicContext,
  { space, item }: ItemKey,
): Promise<Place | undefined> {
  return ctx.db.row<Place>({
    name: 'place-of-draft',
    text: `select to_space_id as space, to_container_id as container from draft where space_id = $1 and item_id = $2`,
    values: [space, item],
  })
}

export interface DraftRow extends Place {
  id: ItemId
}

/** The drafts in a private space, and where each is to be published: the last changed first. */
export function drafts(ctx: PublicContext, space: SpaceId): Promise<DraftRow[]> {
  return ctx.db.rows<DraftRow>({
    name: 'drafts',
    text: `select i.id, d.to_space_id as space, d.to_container_id as container from draft d
      join item i on i.space_id = d.space_id and i.id = d.item_id and i.trashed_at is null
      where d.space_id = $1 order by i.changed_at desc, i.id limit 500`,
    values: [space],
  })
}

export interface NamedPlace extends Place {
  name: string
  spaceName: string
  hue: number
}

/** Those of the places to which this person may add now. */
export function placesToAdd(
  ctx: PublicContext,
  who: PersonId,
  places: Place[],
): Promise<NamedPlace[]> {
  return ctx.db.rows<NamedPlace>({
    name: 'places-to-add',
    text: `select c.space_id as space, c.id as container, c.name, w.name as "spaceName", s.hue
      from unnest($2::uuid[], $3::uuid[]) as t (space, container)
      join container c on c.space_id = t.space and c.id = t.container and c.trashed_at is null
      join space s on s.id = c.space_id
      join workgroup w on w.id = c.space_id
      cross join lateral rights_on($1, c.space_id, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
      where r.bits & r.left_over & 6 = 6`,
    values: [who, places.map(({ space }) => space), places.map(({ container }) => container)],
  })
}

/** Makes a moved item one that was made at this moment: without earlier versions. Returns the bytes that they had. */
export async function beginAgain(ctx: PublicContext, { space, item }: ItemKey): Promise<number> {
  const row = await ctx.db.row<{ bytes: number }>({
    name: 'publish-draft',
    text: `with gone as (delete from item_version where space_id = $1 and item_id = $2 returning bytes),
      made as (update item set created_at = $3, arrived_at = null, changed_at = $3 where space_id = $1 and id = $2)
      select coalesce(sum(bytes), 0)::bigint as bytes from gone`,
    values: [space, item, ctx.now],
  })
  return row!.bytes
}
