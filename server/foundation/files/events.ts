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
const content = { sha256: Type.String(), name: Type.String() }

/** A virus was found in a file of an item, or a file was added in which one had been found. */
export const fileInfected = event('file.infected', { detail: content })
export const fileReleased = event('file.released', { detail: content })

export const attachmentRestored = event('attachment.restored', { detail })
