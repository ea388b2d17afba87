import { storedText } from '../../foundation/live-text/texts.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { asking, convert } from './convert.ts'
import type { DocumentNode } from './document.ts'
import { textKey } from './live-text.ts'
import type { ReadNote } from './store.ts'

export interface Text {
  content: DocumentNode
  /** Markdown. */
  text: string
}

/** A cache of converted texts, by the stamp from the authorizing statement. It decides no right. */
const made = new Map<string, { stamp: string; text: Text; size: number }>()
/** Conversions under way: readers who open the same note at the same time share one. */
const underWay = new Map<string, Promise<Text>>()
const mostKept = 24 * 1024 * 1024
let kept = 0

/** The text of a note that the asker was just allowed to read. */
export function textOf(ctx: PublicContext, note: ReadNote): Promise<Text> {
  const key = `${note.space}/${note.id}`
  const known = made.get(key)
  if (known?.stamp === note.stamp) return Promise.resolve(known.text)
  const stamped = `${key}/${note.stamp}`
  const waited = underWay.get(stamped)
  if (waited) return waited
  const reading = read(ctx, note).finally(() => underWay.delete(stamped))
  underWay.set(stamped, reading)
  return reading
}

async function read(ctx: PublicContext, note: ReadNote): Promise<Text> {
  const { space, id, stamp } = note
  const bytes = await storedText(ctx.db, textKey({ space, item: id }))
  if (!bytes) throw new NotFound()
  const updates = bytes.updates.map((update) => update.bytes)
  const { content, text } = await convert(asking(ctx), 'read', bytes.state, updates)
  const answer = { content: JSON.parse(content) as DocumentNode, text }
  keep(`${space}/${id}`, stamp, answer)
  return answer
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
