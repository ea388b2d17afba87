import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import type { Reading } from './note.ts'
import type { Why } from './versions-store.ts'

/** Marks a note as a template. */
export interface TemplateMark {
  at: Timestamp
  by: PersonId
}

export async function templateMark(
  ctx: PublicContext,
  { space, item }: ItemKey,
): Promise<TemplateMark | null> {
  const row = await ctx.db.row<{ at: Timestamp | null; by: PersonId }>({
    name: 'note-template-mark',
    text: 'select template_at as at, template_by as by from note where space_id = $1 and item_id = $2',
    values: [space, item],
  })
  return row?.at ? { at: row.at, by: row.by } : null
}

export interface WholeVersion {
  number: number
  at: Timestamp
  authors: PersonId[]
  title: string
  label: string | null
  why: Why
  content: object
  /** Whether there is a later one. */
  more: boolean
}

/** The next version after this number, in full: one at a time, since each may be long. */
export function nextVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  after: number,
): Promise<WholeVersion | undefined> {
  return ctx.db.row<WholeVersion>({
    name: 'next-note-version',
    text: `select v.number, v.at, v.authors, v.title, v.label, v.why, v.content, exists (
          select from note_version l where l.space_id = $1 and l.item_id = $2 and l.number > v.number) as more
      from note_version v where v.space_id = $1 and v.item_id = $2 and v.number > $3 order by v.number limit 1`,
    values: [space, item, after],
  })
}

export async function insertWholeNote(
  ctx: PublicContext,
  { space, item }: ItemKey,
  { text, preview, words }: Reading,
  template: TemplateMark | null,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-whole-note',
    text: `insert into note (space_id, item_id, text, preview, words, template_at, template_by)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [space, item, text, preview, words, template?.at ?? null, template?.by ?? null],
  })
}

export interface RememberedVersion extends Omit<WholeVersion, 'content' | 'more'> {
  /** JSON. */
  content: string
  text: string
}

/** Inserts a version unchanged, under its old number. */
export async function insertWholeVersion(
  ctx: PublicContext,
  { space, item }: ItemKey,
  version: RememberedVersion,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-whole-note-version',
    text: `insert into note_version (space_id, item_id, number, at, authors, title, content, text, label, why)
      values ($1, $2, $3, $4, $5::uuid[], $6, $7::jsonb, $8, $9, $10)`,
    values: [
      space,
      item,
      version.number,
      version.at,
      version.authors,
      version.title,
      version.content,
      version.text,
      version.label,
      version.why,
    ],
  })
}

/** Replaces imported names with the person who has accepted them. */
export async function recognizeInNotes(
  ctx: PublicContext,
  space: SpaceId,
  names: PersonId[],
  person: PersonId,
): Promise<void> {
  await ctx.db.run({
    name: 'recognize-authors-of-versions',
    text: `update note_version set authors = (select array_agg(distinct case when a = any($2::uuid[]) then $3::uuid else a end)
        from unnest(authors) as a)
      where space_id = $1 and authors && $2::uuid[]`,
    values: [space, names, person],
  })
  await ctx.db.run({
    name: 'recognize-makers-of-templates',
    text: 'update note set template_by = $3 where space_id = $1 and template_by = any($2::uuid[])',
    values: [space, names, person],
  })
}
