import type { Item } from '../../access/authorized.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { refColumns, refJoins, refVisible, type RefRow } from './refs.ts'
import type { LinkType } from './schema.ts'

/** The subject of a link: an item in its space; a person or a group is named by its own id in both. */
export interface LinkTarget {
  kind: 'item' | 'person' | 'group'
  space: SpaceId
  id: string
}

/** Links an item, or changes the type of its link. */
export async function upsertLink(
  ctx: PublicContext,
  item: Pick<Item, 'space' | 'id'>,
  to: LinkTarget,
  type: LinkType,
): Promise<void> {
  await ctx.db.run({
    name: 'upsert-link',
    text: `insert into item_link (space_id, item_id, to_space_id, to_item_id, to_kind, type, created_at, created_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (space_id, item_id, to_space_id, to_item_id) do update set type = excluded.type`,
    values: [item.space, item.id, to.space, to.id, to.kind, type, ctx.now, ctx.person!.id],
  })
}

/** Deletes a link that was made by hand; one that the text contains stays, without its type. */
export async function deleteLink(
  ctx: PublicContext,
  item: Item,
  toSpace: SpaceId,
  to: string,
): Promise<void> {
  await ctx.db.run({
    name: 'delete-link',
    text: `with kept as (update item_link set type = null
        where space_id = $1 and item_id = $2 and to_space_id = $3 and to_item_id = $4 and in_text)
      delete from item_link where space_id = $1 and item_id = $2 and to_space_id = $3 and to_item_id = $4 and not in_text`,
    values: [item.space, item.id, toSpace, to],
  })
}

export async function countLinks(
  ctx: PublicContext,
  { space, id }: Pick<Item, 'space' | 'id'>,
): Promise<number> {
  const row = await ctx.db.row<{ count: number }>({
    name: 'count-links',
    text: 'select count(*)::int as count from item_link where space_id = $1 and item_id = $2 and type is not null',
    values: [space, id],
  })
  return row!.count
}

/** Replaces the links that the text of an item contains, as those of the person who changed it last. */
export async function replaceLinksInText(
  ctx: PublicContext,
  { space, item }: ItemKey,
  to: { space: SpaceId; item: ItemId }[],
): Promise<void> {
  await ctx.db.run({
    name: 'replace-links-in-text',
    text: `with gone as (delete from item_link
        where space_id = $1 and item_id = $2 and in_text and type is null and to_item_id <> all($4::uuid[])),
      kept as (update item_link set in_text = false
        where space_id = $1 and item_id = $2 and in_text and type is not null and to_item_id <> all($4::uuid[]))
      insert into item_link (space_id, item_id, to_space_id, to_item_id, in_text, created_at, created_by)
      select $1, $2, t.space, t.item, true, $5, i.changed_by
      from unnest($3::uuid[], $4::uuid[]) as t (space, item) join item i on i.space_id = $1 and i.id = $2
      on conflict (space_id, item_id, to_space_id, to_item_id) do update set in_text = true`,
    values: [space, item, to.map((each) => each.space), to.map((each) => each.item), ctx.now],
  })
}

/** Copies the links that the text of an item contains to its copy, which has the same text. */
export async function copyLinksInText(
  ctx: PublicContext,
  from: ItemKey,
  to: ItemKey,
): Promise<void> {
  await ctx.db.run({
    name: 'copy-links-in-text',
    text: `insert into item_link (space_id, item_id, to_space_id, to_item_id, in_text, created_at, created_by)
      select $3, $4, to_space_id, to_item_id, true, $5, $6 from item_link
      where space_id = $1 and item_id = $2 and in_text and to_item_id <> $4`,
    values: [from.space, from.item, to.space, to.item, ctx.now, ctx.person!.id],
  })
}

/** The items with these ids, wherever they are now; without those that do not exist. */
export function spacesOfItems(
  ctx: PublicContext,
  ids: string[],
): Promise<{ space: SpaceId; item: ItemId }[]> {
  return ctx.db.rows({
    name: 'spaces-of-items',
    text: 'select space_id as space, id as item from item where id = any($1::uuid[]) order by id',
    values: [ids],
  })
}

export interface LinkedRow extends RefRow {
  way: 'out' | 'back'
  type: LinkType | null
  inText: boolean
}

/**
 * The items that an item is linked with, in either direction, that the person may view and that are not in the trash. The
 * limit counts only these: links that somebody may not see move nothing (I1).
 */
export function visibleLinks(
  ctx: PublicContext,
  who: PersonId,
  { space, id }: Pick<Item, 'space' | 'id'>,
): Promise<LinkedRow[]> {
  return ctx.db.rows<LinkedRow>({
    name: 'visible-links',
    text: `select l.way, l.type, l.in_text as "inText", ${refColumns}
      from (
        select 'out' as way, to_space_id as space_id, to_item_id as id, type, in_text, created_at
        from item_link where space_id = $2 and item_id = $3 and to_kind = 'item'
        union all
        select 'back', space_id, item_id, type, in_text, created_at
        from item_link where to_space_id = $2 and to_item_id = $3) l
      join item i on i.space_id = l.space_id and i.id = l.id ${refJoins}
      where ${refVisible}
      order by l.created_at, i.id limit 400`,
    values: [who, space, id],
  })
}

/** The people and groups that an item concerns, the oldest link first. */
export function concernedBy(
  ctx: PublicContext,
  { space, id }: Pick<Item, 'space' | 'id'>,
): Promise<{ kind: 'person' | 'group'; id: string; hue: number | null }[]> {
  return ctx.db.rows({
    name: 'concerned-by-item',
    text: `select l.to_kind as kind, l.to_item_id as id, s.hue from item_link l
      left join space s on l.to_kind = 'group' and s.id = l.to_item_id
      where l.space_id = $1 and l.item_id = $2 and l.to_kind <> 'item' order by l.created_at, l.to_item_id`,
    values: [space, id],
  })
}

/** The items that concern a person or a group, of those that the asker may view: the last changed first. */
export function itemsAbout(
  ctx: PublicContext,
  who: PersonId,
  about: string,
  after: [changedAt: string, id: string] | undefined,
  limit: number,
): Promise<RefRow[]> {
  return ctx.db.rows<RefRow>({
    name: 'items-about',
    text: `select ${refColumns} from item_link l
      join item i on i.space_id = l.space_id and i.id = l.item_id ${refJoins}
      where l.to_space_id = $2 and l.to_item_id = $2 and l.to_kind <> 'item' and ${refVisible}
        and ($3::timestamptz is null or (i.changed_at, i.id) < ($3, $4::uuid))
      order by i.changed_at desc, i.id desc limit $5`,
    values: [who, about, after?.[0] ?? null, after?.[1] ?? null, limit],
  })
}
