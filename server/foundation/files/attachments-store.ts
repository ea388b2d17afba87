import type { Item } from '../../access/authorized.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { scanColumn, type ScanState } from './scan-states.ts'

export interface AttachmentRow {
  id: string
  /** The comment that it is attached to, and its author; null where it is attached to the item itself. */
  comment: string | null
  commentBy: PersonId | null
  sha256: string
  /** On the disk. */
  file: string
  size: number
  scan: ScanState
  /** As people know it. */
  name: string
  type: string
  addedAt: Timestamp
  addedBy: PersonId
  removedAt: Timestamp | null
  removedBy: PersonId | null
}

const columns = `a.id, a.comment_id as comment, k.author_id as "commentBy", encode(a.sha256, 'hex') as sha256, b.file, b.size, ${scanColumn} as scan, a.name,
  a.media_type as type, a.added_at as "addedAt", a.added_by as "addedBy", a.removed_at as "removedAt", a.removed_by as "removedBy"`
const tables = `attachment a join blob b on b.space_id = a.space_id and b.sha256 = a.sha256
  left join comment k on k.space_id = a.space_id and k.id = a.comment_id`

/** The attachments of the item itself, oldest first. */
export function attachmentsOf(
  ctx: PublicContext,
  { space, id }: Item,
  after: [string, string] | undefined,
  limit: number,
): Promise<AttachmentRow[]> {
  return ctx.db.rows<AttachmentRow>({
    name: 'attachments-of-item',
    text: `select ${columns} from ${tables}
      where a.space_id = $1 and a.item_id = $2 and a.comment_id is null and a.removed_at is null
        and ($3::timestamptz is null or (a.added_at, a.id) > ($3, $4::uuid))
      order by a.added_at, a.id limit $5`,
    values: [space, id, after?.[0] ?? null, after?.[1] ?? null, limit],
  })
}

/** The attachments of these comments of an item. */
export function attachmentsOfComments(
  ctx: PublicContext,
  { space, id }: Item,
  comments: string[],
): Promise<AttachmentRow[]> {
  return ctx.db.rows<AttachmentRow>({
    name: 'attachments-of-comments',
    text: `select ${columns} from ${tables}
      where a.space_id = $1 and a.item_id = $2 and a.comment_id = any($3::uuid[]) and a.removed_at is null
      order by a.added_at, a.id`,
    values: [space, id, comments],
  })
}

/** Finds an attachment only in this item, also a removed one; not one of a deleted comment (X1, X93). */
export function attachmentOf(
  ctx: PublicContext,
  { space, id: item }: Item,
  id: string,
): Promise<AttachmentRow | undefined> {
  return ctx.db.row<AttachmentRow>({
    name: 'attachment-of-item',
    text: `select ${columns} from ${tables}
      where a.space_id = $1 and a.item_id = $2 and a.id = $3 and k.trashed_at is null`,
    values: [space, item, id],
  })
}

/** The author of a comment, found only in this item. */
export async function authorOfComment(
  ctx: PublicContext,
  { space, id: item }: Item,
  comment: string,
): Promise<PersonId | undefined> {
  const row = await ctx.db.row<{ author: PersonId }>({
    name: 'author-of-comment',
    text: `select author_id as author from comment
      where space_id = $1 and item_id = $2 and id = $3 and trashed_at is null`,
    values: [space, item, comment],
  })
  return row?.author
}

/** How many are attached to the item, or to the comment. */
export async function countAttachments(
  ctx: PublicContext,
  { space, id: item }: Item,
  comment: string | null,
): Promise<number> {
  const row = await ctx.db.row<{ count: number }>({
    name: 'count-attachments',
    text: `select count(*)::int as count from attachment
      where space_id = $1 and item_id = $2 and comment_id is not distinct from $3 and removed_at is null`,
    values: [space, item, comment],
  })
  return row!.count
}

export interface NewAttachment {
  id: string
  comment: string | null
  sha256: string
  name: string
  type: string
  addedAt: Date | string
  addedBy: PersonId
}

export async function insertAttachments(
  ctx: PublicContext,
  { space, item }: ItemKey,
  rows: NewAttachment[],
): Promise<void> {
  await ctx.db.run({
    name: 'insert-attachments',
    text: `insert into attachment (space_id, id, item_id, comment_id, sha256, name, media_type, added_at, added_by)
      select $1, r.id, $2, r.comment, decode(r."sha256", 'hex'), r.name, r.type, r."addedAt", r."addedBy"
      from jsonb_to_recordset($3::jsonb) as r (id uuid, comment uuid, "sha256" text, name text, type text, "addedAt" timestamptz, "addedBy" uuid)`,
    values: [space, item, JSON.stringify(rows)],
  })
}

export async function renameAttachment(
  ctx: PublicContext,
  space: SpaceId,
  id: string,
  name: string,
): Promise<void> {
  await ctx.db.run({
    name: 'rename-attachment',
    text: 'update attachment set name = $3 where space_id = $1 and id = $2',
    values: [space, id, name],
  })
}

/** Marks an attachment as removed, or restores it when `removed` is undefined. */
export async function setRemoved(
  ctx: PublicContext,
  space: SpaceId,
  id: string,
  removed: { at: Date; by: PersonId } | undefined,
): Promise<void> {
  await ctx.db.run({
    name: 'set-attachment-removed',
    text: 'update attachment set removed_at = $3, removed_by = $4 where space_id = $1 and id = $2',
    values: [space, id, removed?.at ?? null, removed?.by ?? null],
  })
}

/** Copies the attachments of the item itself. */
export async function copyAttachments(
  ctx: PublicContext,
  from: ItemKey,
  to: ItemKey,
  by: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'copy-attachments',
    text: `insert into attachment (space_id, id, item_id, sha256, name, media_type, added_at, added_by)
      select $3, gen_random_uuid(), $4, sha256, name, media_type, $5, $6
      from attachment where space_id = $1 and item_id = $2 and comment_id is null and removed_at is null`,
    values: [from.space, from.item, to.space, to.item, ctx.now, by],
  })
}

/** Whether an attachment, removed or not, still needs this content of the item. */
export async function isAttached(
  ctx: PublicContext,
  { space, item }: ItemKey,
  sha256: string,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-attached',
    text: `select 1 as one from attachment where space_id = $1 and item_id = $2 and sha256 = decode($3, 'hex') limit 1`,
    values: [space, item, sha256],
  })
  return row !== undefined
}

export interface Lapsed extends ItemKey {
  id: string
  sha256: string
  tool: string
  kind: string
  /** The same content was added to the item again later. */
  addedAgain: boolean
}

/** Attachments that were removed before one time, or whose comment was deleted before the other. */
export function lapsed(
  db: Querier,
  { removedBefore, commentBefore }: { removedBefore: Date; commentBefore: Date },
  limit: number,
  space: SpaceId | null = null,
): Promise<Lapsed[]> {
  return db.rows<Lapsed>({
    name: 'lapsed-attachments',
    text: `select a.space_id as space, a.item_id as item, a.id, encode(a.sha256, 'hex') as sha256, i.tool, i.kind,
        n.named_at > greatest(a.added_at, i.arrived_at) as "addedAgain"
      from (
        select space_id, id from attachment where removed_at < $1
        union
        select a.space_id, a.id from comment k join attachment a on a.space_id = k.space_id and a.item_id = k.item_id and a.comment_id = k.id
        where k.trashed_at < $2) due
      join attachment a on a.space_id = due.space_id and a.id = due.id
      join item i on i.space_id = a.space_id and i.id = a.item_id
      join item_blob n on n.space_id = a.space_id and n.item_id = a.item_id and n.sha256 = a.sha256
      where $4::uuid is null or a.space_id = $4 limit $3`,
    values: [removedBefore, commentBefore, limit, space],
  })
}

export async function deleteAttachment(
  ctx: PublicContext,
  { space, id }: Pick<Lapsed, 'space' | 'id'>,
): Promise<void> {
  await ctx.db.run({
    name: 'delete-attachment',
    text: 'delete from attachment where space_id = $1 and id = $2',
    values: [space, id],
  })
}

/** Marks a content so that the item's use of it is checked again. */
export async function unsettle(
  ctx: PublicContext,
  { space, item, sha256 }: ItemKey & { sha256: string },
): Promise<void> {
  await ctx.db.run({
    name: 'unsettle-file',
    text: `update item_blob set settled = false where space_id = $1 and item_id = $2 and sha256 = decode($3, 'hex')`,
    values: [space, item, sha256],
  })
}
