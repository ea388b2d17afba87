import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

/** `comment` is the one that it is attached to, where that is not the item itself. */
const detail = {
  attachment: Type.String(),
  name: Type.String(),
  comment: Type.Optional(Type.String()),
}

export const attachmentAdded = event('attachment.added', { detail, feed: true })
export const attachmentRenamed = event('attachment.renamed', { detail })
export const attachmentRemoved = event('attachment.removed', { detail })
export const attachmentRestored = event('attachment.restored', { detail })
