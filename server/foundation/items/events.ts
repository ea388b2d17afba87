import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

const title = { title: Type.String() }
const from = { from: Type.String() }

export const itemAdded = event('item.added', { detail: title, feed: true })
export const itemRenamed = event('item.renamed', { feed: true })
/** `from` is the container that the item leaves. */
export const itemMoved = event('item.moved', { detail: from, feed: true })
export const itemMovedAway = event('item.moved-away', { detail: title })
export const itemTrashed = event('item.trashed', { detail: title })
export const itemRestored = event('item.restored', { detail: title, feed: true })
/** `from` is the author. */
export const itemTakenOver = event('item.taken-over', { detail: from, feed: true })
export const itemTagged = event('item.tagged', { feed: true })
export const itemLinked = event('item.linked', { feed: true })
