import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

/** After a month, keeps one unnamed version a day of those that only record edits. */
export async function thinOut(ctx: PublicContext, { space, item }: ItemKey): Promise<void> {
  await ctx.db.run({
    name: 'thin-out-note-versions',
    text: `delete from note_version v
      where v.space_id = $1 and v.item_id = $2 and v.why = 'edited' and v.label is null and v.at < $3::timestamptz - interval '30 days'
        and exists (select from note_version later where later.space_id = v.space_id and later.item_id = v.item_id
          and later.number > v.number and later.at < date_trunc('day', v.at) + interval '1 day')`,
    values: [space, item, ctx.now],
  })
}

export type Why = 'created' | 'edited' | 'restored' | 'imported' | 'named'

export interface NewVersion {
  authors: PersonId[]
  title: string
  /** JSON. */
  content: string
  text: string
  label: string | null
  why: Why
}

/** Inserts the next version, unless the newest already says the same and this one only records edits. */
export async function insertVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  version: NewVersion,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-note-version',
    text: `insert into note_version (space_id, item_id, number, at, authors, title, content, text, label, why)
      select $1, $2, coalesce(newest.number, 0) + 1, $3, $4::uuid[], $5, $6::jsonb, $7, $8, $9
      from (select 1) one
      left join lateral (
        select number, content from note_version where space_id = $1 and item_id = $2 order by number desc limit 1) newest on true
      where $9 <> 'edited' or newest.content is distinct from $6::jsonb`,
    values: [
      space,
      item,
      ctx.now,
      version.authors,
      version.title,
      version.content,
      version.text,
      version.label,
      version.why,
    ],
  })
}

export interface VersionRow {
  number: number
  at: string
  authors: PersonId[]
  title: string
  label: string | null
  why: Why
  words: number
}

export function versions(
  ctx: PublicContext,
  { space, item }: ItemKey,
  before: number | null,
  limit: number,
): Promise<VersionRow[]> {
  return ctx.db.rows<VersionRow>({
    name: 'note-versions',
    text: `select number, at, authors, title, label, why, coalesce(array_length(regexp_split_to_array(nullif(trim(text), ''), '\\s+'), 1), 0) as words
      from note_version where space_id = $1 and item_id = $2 and ($3::int is null or number < $3)
      order by number desc limit $4`,
    values: [space, item, before, limit],
  })
}

export function version(
  ctx: PublicContext,
  { space, item }: ItemKey,
  number: number,
): Promise<(VersionRow & { content: object; text: string }) | undefined> {
  return ctx.db.row({
    name: 'note-version',
    text: `select number, at, authors, title, label, why, content, text,
        coalesce(array_length(regexp_split_to_array(nullif(trim(text), ''), '\\s+'), 1), 0) as words
      from note_version where space_id = $1 and item_id = $2 and number = $3`,
    values: [space, item, number],
  })
}

/** The authors of the newest version, and its time. */
export function newestVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
): Promise<{ authors: PersonId[]; at: string } | undefined> {
  return ctx.db.row({
    name: 'newest-note-version',
    text: `select authors, at from note_version
      where space_id = $1 and item_id = $2 order by number desc limit 1`,
    values: [space, item],
  })
}
