import { shownAsColumn } from '../../foundation/files/media-types.ts'
import type { Shown } from '../../foundation/files/media-types.ts'
import { textOfFileIn } from '../../foundation/renditions/renditions.ts'
import { scanColumn, type ScanState } from '../../foundation/files/scan-states.ts'
import { commonSorts, type ItemRows } from '../../foundation/item-lists/item-lists.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

export interface FileColumns {
  size: number
  type: string
  sha256: string
  shownAs: Shown | null
  scan: ScanState
}

/** Kinds of files, as people think of them; `all` is every file, wherever it is. */
export type FileFilter = 'all' | 'pictures' | 'pdf' | 'media' | 'texts' | 'office'

/** What the content of a file is. */
export type Content = Pick<FileColumns, 'sha256' | 'size' | 'type'>

export const fileRows: ItemRows<FileColumns, keyof typeof commonSorts | 'size', FileFilter> = {
  tool: 'documents',
  kind: 'file',
  table: 'file',
  columns: {
    size: 'n.size',
    type: 'n.media_type',
    sha256: `encode(n.sha256, 'hex')`,
    shownAs: shownAsColumn('n.media_type', 'i.title'),
    scan: `(select ${scanColumn} from blob b where b.space_id = n.space_id and b.sha256 = n.sha256)`,
  },
  sorts: {
    title: commonSorts.title,
    changed: commonSorts.changed,
    order: commonSorts.order,
    size: { by: 'n.size', type: 'bigint', descending: true, own: true },
  },
  filters: {
    all: 'true',
    pictures: `n.media_type like 'image/%'`,
    pdf: `n.media_type = 'application/pdf'`,
    media: `n.media_type like 'audio/%' or n.media_type like 'video/%'`,
    texts: `n.media_type like 'text/%'`,
    office: `n.media_type like 'application/vnd.%' or n.media_type in ('application/msword', 'application/rtf')`,
  },
}

export async function insertFile(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { sha256, size, type }: Content,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-file',
    text: `insert into file (space_id, item_id, sha256, size, media_type) values ($1, $2, decode($3, 'hex'), $4, $5)`,
    values: [space, item, sha256, size, type],
  })
}

export async function setContent(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { sha256, size, type }: Content,
): Promise<void> {
  await ctx.db.run({
    name: 'set-content-of-file',
    text: `update file set sha256 = decode($3, 'hex'), size = $4, media_type = $5 where space_id = $1 and item_id = $2`,
    values: [space, item, sha256, size, type],
  })
}

export async function contentOf(ctx: PublicContext, { space, item }: ItemKey): Promise<Content> {
  const row = await ctx.db.row<Content>({
    name: 'content-of-file',
    text: `select encode(sha256, 'hex') as sha256, size, media_type as type from file where space_id = $1 and item_id = $2`,
    values: [space, item],
    together: ['uuid', 'uuid'],
  })
  if (!row) throw new Error(`item ${item} has no row in file`)
  return row
}

export async function copyContent(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'copy-file',
    text: `insert into file (space_id, item_id, sha256, size, media_type)
      select $3, $4, sha256, size, media_type from file where space_id = $1 and item_id = $2`,
    values: [from.space, from.item, to.space, to.item],
  })
}

export async function purgeContent(
  ctx: PublicContext,
  space: SpaceId,
  items: ItemId[],
): Promise<void> {
  await ctx.db.run({
    name: 'purge-files',
    text: 'delete from file where space_id = $1 and item_id = any($2::uuid[])',
    values: [space, items],
  })
}

/** A file is found by its text too. */
export const searchable = textOfFileIn('file')
