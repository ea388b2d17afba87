import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

/** `comment` is the comment that the file is attached to; absent for an attachment of the item itself. */
const detail = {
  attachment: Type.String(),
  name: Type.String(),
  comment: Type.Optional(Type.String()),
}

export const attachmentAdded = event('attachment.added', { detail, feed: true })
export const attachmentRenamed = event('attachment.renamed', { detail })
export const attachmentRemoved = event('attachment.removed', { detail })
export const attachmentRestored = event('attachment.restored', { detail })
