import { mentionIn } from '../../foundation/comments/comments.ts'
import { linkInText } from '../../foundation/items/links.ts'
import { addVersionOfEdits } from '../../foundation/versions/keeping.ts'
import type { Context } from '../../kernel/context.ts'
import { isId } from '../../kernel/ids.ts'
import type { ItemKey, LiveText, TextKey } from '../../kernel/tool.ts'
import { convert } from './convert.ts'
import { fragmentName } from './document.ts'
import type { ContentJson } from './jobs.ts'
import { limits, type Reading } from './note.ts'
import * as store from './store.ts'

interface Digest {
  content: ContentJson
  reading: Reading
}

/** The name of a note's text among the texts of its item. */
export const field = 'text'

export function textKey({ space, item }: ItemKey): TextKey {
  return { space, item, field }
}

export const noteText: LiveText<Digest> = {
  root: fragmentName,
  most: { bytes: limits.state, depth: limits.depth },
  digest: (owner, state) => convert({ owner }, 'digest', state),
  async settled(ctx, of, digest, writing) {
    await store.noteRow.update(ctx, of, digest.reading)
    await linkInText(ctx, of, digest.reading.items)
    if (!writing) return false
    const mentioned = digest.reading.mentions.filter(isId)
    await mentionIn(ctx as Context, { space: of.space, id: of.item }, mentioned)
    const { content, reading } = digest
    return addVersionOfEdits(ctx, of, { content, text: reading.text }, writing)
  },
}
