import type { PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { convert } from './aside.ts'
import type { DocumentNode } from './document.ts'
import * as store from './store.ts'

export interface Text {
  content: DocumentNode
  /** Markdown. */
  text: string
}

/** What was made of texts that have not changed since, by what the authorizing statement said of them. It decides nothing. */
const made = new Map<string, { stamp: string; text: Text; size: number }>()
const mostKept = 24 * 1024 * 1024
let kept = 0

/** The text of a note that the asker was just allowed to read. */
export async function textOf(ctx: PublicContext, note: store.ReadNote): Promise<Text> {
  const key = `${note.space}/${note.id}`
  const known = made.get(key)
  if (known?.stamp === note.stamp) return known.text
  const bytes = await store.stored(ctx.db, { space: note.space, item: note.id })
  if (!bytes) throw new NotFound()
  const read = await convert(
    'read',
    bytes.state,
    bytes.updates.map((update) => update.bytes),
  )
  const text = { content: JSON.parse(read.content) as DocumentNode, text: read.text }
  keep(key, note.stamp, text)
  return text
}

function keep(key: string, stamp: string, text: Text): void {
  kept -= made.get(key)?.size ?? 0
  made.delete(key)
  const size = text.text.length * 6 + 1000
  if (size > mostKept / 4) return
  made.set(key, { stamp, text, size })
  kept += size
  for (const [oldest, { size: freed }] of made) {
    if (kept <= mostKept) break
    made.delete(oldest)
    kept -= freed
  }
}
