import type { Context } from '../../kernel/context.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type { OwnTable } from './own-tables.ts'

/** The data of one person, for their export. */

export interface ItemKey {
  space: SpaceId
  item: ItemId
}

export type OwnRow = { space_id?: SpaceId; item_id?: ItemId | null }

/** Passes null for the address or the private space where the statement does not use it. */
export function ownRows(ctx: Context, { file, text }: OwnTable, key: string): Promise<OwnRow[]> {
  return ctx.db.rows<OwnRow>({
    name: `own-${file}`,
    text: `with asker as (select $1::uuid as id, $2::text as email_key, $3::uuid as private_space)
      select own.* from (${text}) own, asker limit 100000`,
    values: [ctx.person.id, key, ctx.person.privateSpace],
  })
}

export interface OwnItem extends ItemKey {
  id: string
  /** Empty for the private space; the kind of a space that has no name. */
  spaceName: string
  tool: string
  kind: string
  title: string
  trashed: boolean
}

/**
 * All items of the private space with its trash, and the person's own items in groups and in other spaces that they may view
 * as a whole, unless they are in the trash.
 */
export function items(ctx: Context, after: string | null, limit: number): Promise<OwnItem[]> {
  return ctx.db.rows<OwnItem>({
    name: 'export-items',
    text: `select i.id, i.id as item, i.space_id as space, case when i.space_id = $4 then '' else coalesce(w.name, s.kind) end as "spaceName", i.tool, i.kind, i.title,
        i.trashed_at is not null as trashed
      from item i join space s on s.id = i.space_id left join workgroup w on w.id = i.space_id
      where (i.space_id = $4 or (i.author_id = $1 and i.trashed_at is null
          and i.space_id in (select e.group_id from effective_membership e where e.person_id = $1
            union select r.space_id from space_rule r where r.person_id = $1)))
        and ($2::uuid is null or i.id > $2) order by i.id limit $3`,
    values: [ctx.person.id, after, limit, ctx.person.privateSpace],
  })
}

export function filesOf(
  ctx: Context,
  { space, item }: ItemKey,
): Promise<{ sha256: string; name: string }[]> {
  return ctx.db.rows({
    name: 'export-files',
    text: `select encode(n.sha256, 'hex') as sha256, n.name from item_blob n where n.space_id = $1 and n.item_id = $2 order by 1`,
    values: [space, item],
  })
}
