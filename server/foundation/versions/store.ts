import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'

export type Why = 'created' | 'edited' | 'restored' | 'imported' | 'named' | 'validated'

export interface NewVersion {
  authors: PersonId[]
  title: string
  /** JSON. */
  content: string
  text: string
  words: number
  label: string | null
  why: Why
}

/**
 * Inserts the next version and returns its number and bytes. Where the newest already says the same and this one only records
 * edits, returns that one, with no bytes.
 */
export async function insertVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  version: NewVersion,
): Promise<{ number: number; bytes: number }> {
  const row = await ctx.db.row<{ number: number; bytes: number }>({
    name: 'insert-version',
    text: `with newest as materialized (
        select number, content from item_version where space_id = $1 and item_id = $2 order by number desc limit 1),
      made as (
        insert into item_version (space_id, item_id, number, at, authors, title, content, text, words, label, why)
        select $1, $2, coalesce((select number from newest), 0) + 1, $3, $4::uuid[], $5, $6::jsonb, $7, $8, $9, $10
        where $10 <> 'edited' or not exists (select from newest where content = $6::jsonb)
        returning number, bytes)
      select number, bytes from made
      union all select number, 0 from newest where not exists (select from made)`,
    values: [
      ...[space, item, ctx.now, version.authors, version.title, version.content, version.text],
      ...[version.words, version.label, version.why],
    ],
  })
  return row!
}

/**
 * Of versions that only record edits, and are neither named nor kept, keeps one a day after a month and one a month after a year.
 * Returns the bytes of the others, which it deletes.
 */
export async function thinOut(ctx: PublicContext, { space, item }: ItemKey): Promise<number> {
  const row = await ctx.db.row<{ bytes: number }>({
    name: 'thin-out-versions',
    text: `with gone as (
        delete from item_version v
        where v.space_id = $1 and v.item_id = $2 and v.why = 'edited' and v.label is null and not v.kept
          and v.at < $3::timestamptz - interval '30 days'
          and exists (
            select from item_version later where later.space_id = $1 and later.item_id = $2 and later.number > v.number
              and (later.at < date_trunc('day', v.at) + interval '1 day'
                or v.at < $3::timestamptz - interval '1 year' and later.at < date_trunc('month', v.at) + interval '1 month'))
        returning v.bytes)
      select coalesce(sum(bytes), 0)::bigint as bytes from gone`,
    values: [space, item, ctx.now],
  })
  return row!.bytes
}

export interface VersionRow {
  number: number
  at: Timestamp
  authors: PersonId[]
  title: string
  label: string | null
  kept: boolean
  why: Why
  words: number
}

const columns = 'number, at, authors, title, label, kept, why, words'

export function versions(
  ctx: PublicContext,
  { space, item }: ItemKey,
  before: number | null,
  limit: number,
): Promise<VersionRow[]> {
  return ctx.db.rows<VersionRow>({
    name: 'versions',
    text: `select ${columns} from item_version
      where space_id = $1 and item_id = $2 and ($3::int is null or number < $3) order by number desc limit $4`,
    values: [space, item, before, limit],
  })
}

export interface WholeVersion extends VersionRow {
  content: object
  text: string
}

export function version(
  ctx: PublicContext,
  { space, item }: ItemKey,
  number: number,
): Promise<WholeVersion | undefined> {
  return ctx.db.row<WholeVersion>({
    name: 'version',
    text: `select ${columns}, content, text from item_version where space_id = $1 and item_id = $2 and number = $3`,
    values: [space, item, number],
  })
}

/** The next version after this number, and whether it is the last: one at a time, since each may be long. */
export function nextVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  after: number,
): Promise<(Omit<WholeVersion, 'text'> & { last: boolean }) | undefined> {
  return ctx.db.row({
    name: 'next-version',
    text: `select ${columns}, content, not exists (select from item_version later
        where later.space_id = $1 and later.item_id = $2 and later.number > v.number) as last
      from item_version v where space_id = $1 and item_id = $2 and number = (
        select min(next.number) from item_version next where next.space_id = $1 and next.item_id = $2 and next.number > $3)`,
    values: [space, item, after],
    together: ['uuid', 'uuid', 'int'],
  })
}

/** The authors of the newest version, and its time. */
export function newestVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
): Promise<{ authors: PersonId[]; at: Timestamp } | undefined> {
  return ctx.db.row({
    name: 'newest-version',
    text: `select authors, at from item_version where space_id = $1 and item_id = $2 order by number desc limit 1`,
    values: [space, item],
  })
}

export async function markVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { number, label, kept }: Pick<VersionRow, 'number' | 'label' | 'kept'>,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-version',
    text: 'update item_version set label = $4, kept = $5 where space_id = $1 and item_id = $2 and number = $3',
    values: [space, item, number, label, kept],
  })
}

export type RememberedVersion = Omit<WholeVersion, 'content'> & { content: string }

/** Inserts an imported version under its old number. */
export async function insertWholeVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  version: RememberedVersion,
): Promise<void> {
  const { number, at, authors, title, content, text, words, label, kept, why } = version
  await ctx.db.run({
    name: 'insert-whole-version',
    text: `insert into item_version (space_id, item_id, number, at, authors, title, content, text, words, label, kept, why)
      select v.space, v.item, v.number, v.at, v.authors::uuid[], v.title, v.content::jsonb, v.text, v.words, v.label, v.kept, v.why
      from unnest($1::uuid[], $2::uuid[], $3::int[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[],
        $10::text[], $11::boolean[], $12::text[]) as v (space, item, number, at, authors, title, content, text, words, label, kept, why)`,
    row: [
      ...[space, item, number, at, `{${authors.join()}}`, title, content, text],
      ...[words, label, kept, why],
    ],
  })
}

/** Marks an item as validated now by this person, or no longer. */
export async function markValidated(
  ctx: PublicContext,
  { space, item }: ItemKey,
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'mark-validated',
    text: 'update item set validated_at = $3, validated_by = $4, version = version + 1 where space_id = $1 and id = $2',
    values: [space, item, by && ctx.now, by],
  })
}
