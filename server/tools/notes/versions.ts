import { editText, storedText } from '../../foundation/live-text/texts.ts'
import type { PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ItemKey, Versioned } from '../../kernel/tool.ts'
import { arrivingVersion, leaving } from './archive.ts'
import { asking, convert } from './convert.ts'
import type { DocumentNode } from './document.ts'
import { field, textKey } from './live-text.ts'
import { authorizeNote } from './notes.ts'

/** Versions of a note: its document as JSON. Restoring one is an edit on top of the present text. */
export const noteVersions: Versioned = {
  async present(ctx, of) {
    const { state, updates } = await stored(ctx, of)
    const bytes = updates.map((update) => update.bytes)
    const { content, reading } = await convert(asking(ctx), 'digest', state, bytes)
    return { content, text: reading.text, authors: updates.map(({ person }) => person) }
  },
  async restoring(ctx, of, content) {
    const { state, updates } = await stored(ctx, of)
    const bytes = updates.map((update) => update.bytes)
    const wanted = JSON.stringify(content)
    const { edit, ...then } = await convert(asking(ctx), 'rewrite', state, bytes, wanted)
    const write = async (inside: typeof ctx) =>
      editText(inside, await authorizeNote(inside, 'edit', of.space, of.item), field, edit)
    return { ...then, write }
  },
  leaving: (content, ...given) => leaving(content as DocumentNode, ...given),
  arriving: arrivingVersion,
}

async function stored(ctx: PublicContext, of: ItemKey) {
  const found = await storedText(ctx.db, textKey(of))
  if (!found) throw new NotFound()
  return found
}
