import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import type { Reading } from './note.ts'

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
    together: ['uuid', 'uuid'],
  })
  return row?.at ? { at: row.at, by: row.by } : null
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
      select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::timestamptz[], $7::uuid[])`,
    row: [space, item, text, preview, words, template?.at ?? null, template?.by ?? null],
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
    name: 'recognize-makers-of-templates',
    text: 'update note set template_by = $3 where space_id = $1 and template_by = any($2::uuid[])',
    values: [space, names, person],
  })
}
