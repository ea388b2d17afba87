import type { Kept } from '../../kernel/blobs.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { IfTaken } from '../../kernel/tool.ts'

export interface UploadRow {
  space: SpaceId
  id: string
  person: PersonId
  /**
   * What it becomes: an attachment of `item` or `comment`, the content of `item`, an item of `container`, or one that its
   * sender does not see (`drop`).
   */
  purpose: 'attachment' | 'content' | 'item' | 'drop'
  item: ItemId | null
  comment: string | null
  container: ContainerId | null
  /** The kind of the new item. */
  kind: string | null
  ifTaken: Exclude<IfTaken, 'refuse'> | null
  name: string
  type: string
  /** Bytes of the whole file, as announced by its sender. */
  size: number
  received: number
  /** Names on the disk. */
  pieces: string[]
  /** The attachment or item that it became; a receipt of one that its sender does not see. */
  became: string | null
}

/** Finds an upload only for its sender (X134). */
export function uploadOf(
  ctx: PublicContext,
  person: PersonId,
  space: SpaceId,
  id: string,
): Promise<UploadRow | undefined> {
  return ctx.db.row<UploadRow>({
    name: 'upload-of-person',
    text: `select space_id as space, id, person_id as person, purpose, to_item as item, to_comment as comment,
        to_container as container, kind, if_taken as "ifTaken", name, media_type as type, size, received, pieces, became
      from upload where space_id = $1 and id = $2 and person_id = $3`,
    values: [space, id, person],
  })
}

/** This person's unfinished uploads: the number of files everywhere, and the number and announced bytes of those to the space. */
export async function underWay(
  ctx: PublicContext,
  person: PersonId,
  space: SpaceId,
): Promise<{ files: number; filesHere: number; bytes: number }> {
  const row = await ctx.db.row<{ files: number; filesHere: number; bytes: number }>({
    name: 'uploads-under-way',
    text: `select count(*)::int as files, (count(*) filter (where space_id = $2))::int as "filesHere", coalesce(sum(size) filter (where space_id = $2), 0)::bigint as bytes
      from upload where person_id = $1 and became is null`,
    values: [person, space],
  })
  return row!
}

/** What it becomes, with nulls left out. */
export type Purpose = Pick<UploadRow, 'space' | 'purpose'> &
  Partial<Pick<UploadRow, 'item' | 'comment' | 'container' | 'kind' | 'ifTaken'>>

export type NewUpload = Purpose & Pick<UploadRow, 'id' | 'name' | 'type' | 'size'>

export async function insertUpload(ctx: Context, u: NewUpload): Promise<void> {
  await ctx.db.run({
    name: 'insert-upload',
    text: `insert into upload (space_id, id, person_id, purpose, to_item, to_comment, to_container, kind, if_taken,
        name, media_type, size, touched_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      ...[u.space, u.id, ctx.person.id, u.purpose, u.item ?? null, u.comment ?? null],
      ...[u.container ?? null, u.kind ?? null, u.ifTaken ?? null, u.name, u.type, u.size, ctx.now],
    ],
  })
}

/** Appends a piece; returns false when another piece was added meanwhile. */
export async function addPiece(
  ctx: PublicContext,
  { space, id, received }: UploadRow,
  piece: Kept,
): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'add-piece-of-upload',
    text: `update upload set received = received + $4, pieces = pieces || $5::text, touched_at = $6
      where space_id = $1 and id = $2 and received = $3 and became is null`,
    values: [space, id, received, piece.size, piece.name, ctx.now],
  })
  return touched === 1
}

/** Remembers what the upload became, and forgets its pieces. */
export async function finishUpload(
  ctx: PublicContext,
  { space, id }: UploadRow,
  became: string,
): Promise<void> {
  await ctx.db.run({
    name: 'finish-upload',
    text: `update upload set became = $3, pieces = '{}', touched_at = $4 where space_id = $1 and id = $2`,
    values: [space, id, became, ctx.now],
  })
}

export async function deleteUpload(
  ctx: PublicContext,
  { space, id }: Pick<UploadRow, 'space' | 'id'>,
): Promise<string[]> {
  const row = await ctx.db.row<{ pieces: string[] }>({
    name: 'delete-upload',
    text: 'delete from upload where space_id = $1 and id = $2 returning pieces',
    values: [space, id],
  })
  return row?.pieces ?? []
}

/** Deletes uploads that were not continued since then; returns their pieces. */
export function deleteUntouched(
  db: Querier,
  before: Date,
  limit: number,
): Promise<{ space: SpaceId; pieces: string[] }[]> {
  return db.rows({
    name: 'delete-untouched-uploads',
    text: `delete from upload u using (select space_id, id from upload where touched_at < $1 limit $2) old
      where u.space_id = old.space_id and u.id = old.id returning u.space_id as space, u.pieces`,
    values: [before, limit],
  })
}
