import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

const detail = { comment: Type.String() }

export const commentAdded = event('comment.added', { detail, feed: true })
export const commentEdited = event('comment.edited', { detail, feed: true })
/** Its passage was settled, or is open again. */
export const commentResolved = event('comment.resolved', {
  detail: { ...detail, resolved: Type.Boolean() },
})
export const commentTrashed = event('comment.trashed', { detail })
