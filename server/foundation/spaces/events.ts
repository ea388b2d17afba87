import { Type } from 'typebox'
import { event } from '../../kernel/event.ts'

const name = { name: Type.String() }
const principal = { kind: Type.String(), id: Type.String() }
const internalOnly = { internalOnly: Type.Optional(Type.Boolean()) }

export const containerAdded = event('container.added', { detail: name })
export const containerRenamed = event('container.renamed', { detail: name })
export const containerMoved = event('container.moved')
export const containerTrashed = event('container.trashed', { detail: name })
export const containerRestored = event('container.restored', { detail: name })

/** A change of the list of rights, or of the mark that hides a container from guests. */
export const containerAccessChanged = event('container.access-changed', {
  detail: {
    ...name,
    ownList: Type.Optional(Type.Boolean()),
    grants: Type.Optional(Type.Array(Type.Object({ ...principal, rights: Type.Integer() }))),
    ...internalOnly,
  },
  audit: 'rights',
})
/** The same for one item: who has a level on it, or its mark. */
export const itemAccessChanged = event('item.access-changed', {
  detail: {
    level: Type.Optional(Type.String()),
    principals: Type.Optional(Type.Array(Type.Object(principal))),
    ...internalOnly,
  },
  feed: true,
  audit: 'rights',
})
