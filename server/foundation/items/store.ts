import type { Item } from '../../access/authorized.ts'
import { bitsFrom, isContainerShown, itemFacts, listsOf } from '../../access/store.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ContainerId, ItemId, OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

interface NewItem {
  space: SpaceId
  id: ItemId
  container: ContainerId
  tool: string
  kind: string
  title: string
  author: PersonId
  internalOnlyBy?: PersonId | null
}

export async function insertItem(ctx: PublicContext, item: NewItem): Promise<void> {
  await ctx.db.run({
    name: 'insert-item',
    text: `insert into item (space_id, id, container_id, tool, kind, title, author_id, created_at, changed_at, changed_by, internal_only_by, internal_only_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $7, $9, case when $9::uuid is not null then $8::timestamptz end)`,
    values: [
      item.space,
      item.id,
      item.container,
      item.tool,
      item.kind,
      item.title,
      item.author,
      ctx.now,
      item.internalOnlyBy ?? null,
    ],
  })
}

/** Waits for edits of its texts that are being stored, and holds back later ones until the end of the transaction. */
export async function lockItem(ctx: PublicContext, { space, item }: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'lock-item',
    text: 'select from item where space_id = $1 and id = $2 for update',
    values: [space, item],
  })
}

/** Sets the time and person of the last change and increments the version; the title only when given. */
export async function touchItem(
  ctx: PublicContext,
  item: Pick<Item, 'space' | 'id'>,
  by: PersonId,
  title: string | null,
): Promise<void> {
  await ctx.db.run({
    name: 'touch-item',
    text: `update item set changed_at = $3, changed_by = $4, version = version + 1, title = coalesce($5, title)
      where space_id = $1 and id = $2`,
    values: [item.space, item.id, ctx.now, by, title],
  })
}

export interface Decoration {
  id: ItemId
  containerName: string
  placeInternal: boolean
  organization: OrganizationId | null
  tags: string[]
  favourite: boolean
  following: boolean
  comments: number
  formerMember: boolean
  administers: boolean
}

/** Decorations of an item `i` in container `c` of space `s`, for the person $1. */
export const decorationColumns = `c.name as "containerName", c.internal as "placeInternal", s.organization_id as organization,
  coalesce((select array_agg(t.name order by t.name_key) from tag t where t.space_id = i.space_id and t.item_id = i.id), '{}') as tags,
  exists (select from favourite f where f.person_id = $1 and f.space_id = i.space_id and f.thing_id = i.id) as favourite,
  exists (select from follow f where f.person_id = $1 and f.space_id = i.space_id and f.item_id = i.id) as following,
  (select count(*)::int from comment k where k.space_id = i.space_id and k.item_id = i.id and k.trashed_at is null) as comments,
  s.kind = 'group' and not exists (select from effective_membership m
    where m.group_id = i.space_id and m.person_id = i.author_id) as "formerMember",
  exists (select from effective_membership m
    where m.group_id = i.space_id and m.person_id = $1 and m.role = 'administrator') as administers`

/** Decorations of items of one or several spaces, in one statement. */
export function decorations(
  ctx: PublicContext,
  who: PersonId,
  items: Pick<Item, 'space' | 'id'>[],
): Promise<Decoration[]> {
  return ctx.db.rows<Decoration>({
    name: 'item-decorations',
    text: `select i.id, ${decorationColumns}
      from unnest($2::uuid[], $3::uuid[]) as wanted (space_id, id)
      join item i on i.space_id = wanted.space_id and i.id = wanted.id
      join container c on c.space_id = i.space_id and c.id = i.container_id
      join space s on s.id = i.space_id`,
    values: [who, items.map((item) => item.space), items.map((item) => item.id)],
  })
}

export async function trashItem(ctx: PublicContext, item: Item, by: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'trash-item',
    text: 'update item set trashed_at = $3, trashed_by = $4 where space_id = $1 and id = $2',
    values: [item.space, item.id, ctx.now, by],
  })
}

export async function restoreItem(
  ctx: PublicContext,
  item: Item,
  into: ContainerId,
): Promise<void> {
  await ctx.db.run({
    name: 'restore-item',
    text: 'update item set trashed_at = null, trashed_by = null, container_id = $3 where space_id = $1 and id = $2',
    values: [item.space, item.id, into],
  })
}

/**
 * The item's own container if that is not in the trash; otherwise the first one of these kinds that the person may add to, and
 * only an internal one if its own is internal (G10).
 */
export async function placeToRestore(
  ctx: PublicContext,
  item: Item,
  who: PersonId,
  kinds: string[],
): Promise<ContainerId | undefined> {
  const row = await ctx.db.row<{ id: ContainerId }>({
    name: 'place-to-restore',
    text: `with ${listsOf('mine', '$1', '$2')}
      select c.id from container c
      where c.space_id = $2 and c.tool = $3 and c.trashed_at is null
        and ${isContainerShown('$1')}
        and (c.id = $4 or c.internal or not (select own.internal from container own where own.space_id = $2 and own.id = $4))
        and (c.id = $4 or (c.kind = any($5::text[]) and ${bitsFrom('mine', 'c')} & 4 <> 0))
      order by c.id = $4 desc, c.created_at limit 1`,
    values: [who, item.space, item.tool, item.container, kinds],
  })
  return row?.id
}

export async function takeOver(ctx: PublicContext, item: Item, by: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'take-over-item',
    text: 'update item set taken_over_by = $3, taken_over_at = $4 where space_id = $1 and id = $2',
    values: [item.space, item.id, by, ctx.now],
  })
}

export async function mayTakeOver(
  ctx: PublicContext,
  item: Item,
  who: PersonId,
): Promise<{ administers: boolean; formerMember: boolean }> {
  const row = await ctx.db.row<{ administers: boolean; formerMember: boolean }>({
    name: 'may-take-over',
    text: `select
        exists (select from effective_membership m where m.group_id = $1 and m.person_id = $3 and m.role = 'administrator') as administers,
        exists (select from space s where s.id = $1 and s.kind = 'group') and not exists (
          select from effective_membership m where m.group_id = $1 and m.person_id = $2) as "formerMember"`,
    values: [item.space, item.takenOverBy ?? item.author, who],
  })
  return row!
}

/** Returns the bytes of the copied tags. */
export async function copyTags(
  ctx: PublicContext,
  from: { space: SpaceId; item: ItemId },
  to: { space: SpaceId; item: ItemId },
): Promise<number> {
  const row = await ctx.db.row<{ bytes: number }>({
    name: 'copy-tags',
    text: `with copied as (
        insert into tag (space_id, item_id, name_key, name)
        select $3, $4, name_key, name from tag where space_id = $1 and item_id = $2 returning name)
      select coalesce(sum(octet_length(name)), 0)::int as bytes from copied`,
    values: [from.space, from.item, to.space, to.item],
  })
  return row!.bytes
}

export async function weightOf(ctx: PublicContext, { space, item }: ItemKey): Promise<number> {
  const row = await ctx.db.row<{ weight: number }>({
    name: 'item-weight',
    text: 'select weight from item where space_id = $1 and id = $2',
    values: [space, item],
  })
  return row?.weight ?? 0
}

/** Deletes items and all their rows but the lines in the log. Needs the lock of the space; files are released before. */
export async function deleteItems(
  ctx: PublicContext,
  space: SpaceId,
  ids: ItemId[],
): Promise<void> {
  for (const [table, column] of [
    ['attachment', 'item_id'],
    ['mention', 'item_id'],
    ['comment', 'item_id'],
    ['tag', 'item_id'],
    ['item_link', 'item_id'],
    ['access_grant', 'item_id'],
    ['favourite', 'thing_id'],
    ['follow', 'item_id'],
    ['reminder', 'item_id'],
    ['recent', 'item_id'],
    ['read_mark', 'thing_id'],
    ['search_row', 'item_id'],
    ['item_version', 'item_id'],
    ['draft', 'item_id'],
  ] as const) {
    await ctx.db.run({
      name: `delete-items-from-${table}`,
      text: `delete from ${table} where space_id = $1 and ${column} = any($2::uuid[])`,
      values: [space, ids],
    })
  }
  await ctx.db.run({
    name: 'delete-links-to-items',
    text: `delete from item_link where to_space_id = $1 and to_item_id = any($2::uuid[]) and to_kind = 'item'`,
    values: [space, ids],
  })
  await ctx.db.run({
    name: 'delete-items',
    text: `with gone as (delete from item where space_id = $1 and id = any($2::uuid[]) returning weight)
      update space_counter set stored = stored - (select coalesce(sum(weight), 0) from gone) where space_id = $1`,
    values: [space, ids],
  })
}

export interface Trashed {
  id: string
  thing: 'item' | 'container'
  tool: string
  kind: string
  title: string
  place: string
  trashedAt: string
  trashedBy: PersonId
  organization: OrganizationId | null
}

/** Items in the trash of a space that the asker may restore, newest first. */
export function trash(
  ctx: PublicContext,
  who: PersonId,
  space: SpaceId,
  before: string | null,
  limit: number,
): Promise<Trashed[]> {
  return ctx.db.rows<Trashed>({
    name: 'trash',
    text: `select x.*, s.organization_id as organization from (
        select i.id, 'item' as thing, i.tool, i.kind, i.title, c.name as place, i.trashed_at as "trashedAt", i.trashed_by as "trashedBy"
        from item i
        join container c on c.space_id = i.space_id and c.id = i.container_id
        cross join lateral rights_on($1, i.space_id, c.rights_from, i.id, i.tool, ${itemFacts}) r
        where i.space_id = $2 and i.trashed_at is not null and c.trashed_at is null
          and item_rights(r.bits, r.own, coalesce(i.taken_over_by, i.author_id) = $1, r.left_over) & 18 = 18
          and ($3::timestamptz is null or i.trashed_at < $3)
        union all
        select c.id, 'container', c.tool, c.kind, c.name, p.name, c.trashed_at, c.trashed_by
        from container c
        join container p on p.space_id = c.space_id and p.id = c.parent_id and p.trashed_at is distinct from c.trashed_at
        cross join lateral rights_on($1, c.space_id, c.rights_from, null, c.tool, c.internal, 'infinity', null) r
        where c.space_id = $2 and c.trashed_at is not null and r.bits & r.left_over & 32 <> 0
          and ($3::timestamptz is null or c.trashed_at < $3)) x
      join space s on s.id = $2
      order by x."trashedAt" desc, x.id limit $4`,
    values: [who, space, before, limit],
  })
}

export interface Expired {
  space: SpaceId
  id: ItemId
  tool: string
  kind: string
}

/** Items that have been in the trash for too long; of one space, or of any. */
export function expired(
  db: Querier,
  before: Date,
  limit: number,
  space: SpaceId | null = null,
): Promise<Expired[]> {
  return db.rows<Expired>({
    name: 'expired-items',
    text: `select i.space_id as space, i.id, i.tool, i.kind from item i
      join container c on c.space_id = i.space_id and c.id = i.container_id
      where coalesce(i.trashed_at, c.trashed_at) < $1 and ($3::uuid is null or i.space_id = $3) limit $2`,
    values: [before, limit, space],
  })
}

export interface FeedLine {
  seq: number
  at: string
  by: PersonId | null
  kind: string
  reason: string | null
}

/** The lines of the feed about one item, the newest first; before a line, or from the last one. */
export function linesAbout(
  ctx: PublicContext,
  { space, id }: { space: SpaceId; id: ItemId },
  before: number | undefined,
  limit: number,
): Promise<FeedLine[]> {
  return ctx.db.rows<FeedLine>({
    name: 'lines-about-item',
    text: `select seq, at, actor_id as by, kind, detail->>'reason' as reason from change
      where space_id = $1 and item_id = $2 and feed and ($3::bigint is null or seq < $3) order by seq desc limit $4`,
    values: [space, id, before ?? null, limit],
  })
}
