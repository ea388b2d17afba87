import type { PublicContext } from '../../kernel/context.ts'
import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'
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

export interface DraftRow {
  id: ItemId
  /** Null when the person can no longer add anything there. */
  toSpace: SpaceId | null
  toName: string
  toHue: number
  toContainer: ContainerId
  toContainerName: string
}

/** The drafts in the private space of this person, the last changed first. */
export function drafts(ctx: PublicContext, who: string, space: SpaceId): Promise<DraftRow[]> {
  return ctx.db.rows<DraftRow>({
    name: 'drafts',
    text: `select i.id, p.space as "toSpace", p.name as "toName", p.hue as "toHue", p.container as "toContainer", p.container_name as "toContainerName"
      from draft d
      join item i on i.space_id = d.space_id and i.id = d.item_id and i.trashed_at is null
      left join lateral (
        select s.id as space, w.name, s.hue, c.id as container, c.name as container_name
        from container c
        join space s on s.id = c.space_id
        join workgroup w on w.id = c.space_id
        cross join lateral rights_on($1, c.space_id, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
        where c.space_id = d.to_space_id and c.id = d.to_container_id and c.trashed_at is null
          and r.bits & r.left_over & 6 = 6) p on true
      where d.space_id = $2 order by i.changed_at desc, i.id limit 500`,
    values: [who, space],
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
