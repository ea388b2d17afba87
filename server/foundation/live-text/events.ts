import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

/** The content of an item changed: by a door of its tool, or by a burst of edits. The event names everybody who wrote. */
export const itemEdited = event('item.edited', {
  detail: { authors: Type.Optional(Type.Array(Type.String())) },
  feed: true,
})
