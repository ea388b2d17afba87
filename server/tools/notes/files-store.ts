import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

export interface File {
  size: number
  type: string
}

/** A picture of this note; the same content elsewhere in the space does not count (X7, X95). */
export function file(
  ctx: PublicContext,
  { space, item }: ItemKey,
  sha256: string,
): Promise<File | undefined> {
  return ctx.db.row<File>({
    name: 'note-file',
    text: `select b.size, b.media_type as type from item_blob f
      join blob b on b.space_id = f.space_id and b.sha256 = f.sha256
      where f.space_id = $1 and f.item_id = $2 and f.sha256 = decode($3, 'hex')`,
    values: [space, item, sha256],
  })
}

export async function nameFile(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { sha256, size, type, name }: { sha256: string; size: number; type: string; name: string },
  by: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'name-note-file',
    text: `with known as (
        insert into blob (space_id, sha256, size, media_type, created_at, created_by)
        values ($1, decode($3, 'hex'), $4, $5, $6, $7) on conflict do nothing)
      insert into item_blob (space_id, item_id, sha256, name) values ($1, $2, decode($3, 'hex'), $8) on conflict do nothing`,
    values: [space, item, sha256, size, type, ctx.now, by, name],
  })
}

/** The pictures of a note are another note's of the same space as well: it begins like it. */
export async function nameFilesOf(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'name-files-of-note',
    text: `insert into item_blob (space_id, item_id, sha256, name)
      select $1, $3, sha256, name from item_blob where space_id = $1 and item_id = $2 on conflict do nothing`,
    values: [from.space, from.item, to.item],
  })
}

/** Is this content in the space already, so that it takes no more room? */
export async function isKept(ctx: PublicContext, space: SpaceId, sha256: string): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'is-blob-kept',
    text: `select from blob where space_id = $1 and sha256 = decode($2, 'hex')`,
    values: [space, sha256],
  })
  return row !== undefined
}
