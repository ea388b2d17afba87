import {
  commonSorts,
  type ItemRows,
  type ReadItem,
} from '../../foundation/item-lists/item-lists.ts'
import { ownRow } from '../../foundation/items/own-row.ts'
import { textStamp } from '../../foundation/live-text/texts.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import type { Reading } from './note.ts'

export interface NoteColumns {
  preview: string
  words: number
  template: boolean
}

export interface ReadNote extends ReadItem<NoteColumns> {
  /** Changes with every change of the text: cached conversions are valid while it stays the same. */
  stamp: string
}

export const noteRows: ItemRows<NoteColumns, keyof typeof commonSorts, 'template'> = {
  tool: 'notes',
  kind: 'note',
  table: 'note',
  columns: {
    preview: 'n.preview',
    words: 'n.words',
    template: 'n.template_at is not null',
  },
  readColumns: { stamp: `concat(i.version, ' ', ${textStamp})` },
  sorts: commonSorts,
  filters: { template: 'n.template_at is not null' },
}

/** The data for lists and search, updated when the text changes; a copy of a note is no template. */
export const noteRow = ownRow<Pick<Reading, 'text' | 'preview' | 'words'>>('note', [
  'text',
  'preview',
  'words',
])

export async function setTemplate(
  ctx: PublicContext,
  { space, item }: ItemKey,
  by: PersonId | null,
): Promise<void> {
  await ctx.db.run({
    name: 'set-note-template',
    text: `update note set template_at = $3, template_by = $4 where space_id = $1 and item_id = $2`,
    values: [space, item, by && ctx.now, by],
  })
}

/** The text of a note `i`. */
export const searchable = `select n.text from note n where n.space_id = i.space_id and n.item_id = i.id`

/** The name of a group; undefined for other spaces. */
export async function nameOfGroup(ctx: PublicContext, space: SpaceId): Promise<string | undefined> {
  const row = await ctx.db.row<{ name: string }>({
    name: 'name-of-group-of-note',
    text: 'select name from workgroup where id = $1',
    values: [space],
  })
  return row?.name
}
