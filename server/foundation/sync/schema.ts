import { Type } from 'typebox'
import { tokenPattern } from '../../access/positions.ts'
import { Id, OneOf } from '../../kernel/shapes.ts'

export const Token = Type.String({ pattern: tokenPattern, examples: ['kT5rV0dWwq8mXh2sJ9yBzA'] })

export const ItemChanges = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Id('an item'),
      kind: Type.String(),
      title: Type.String(),
      version: Type.Integer(),
      /** `added`: the item came into the container, or back into it. */
      change: OneOf(['added', 'changed']),
    }),
  ),
  /** Trashed, moved out, purged, or no longer visible. */
  gone: Type.Array(Id('an item')),
  token: Token,
  /** More changes are available: call again with the token. */
  more: Type.Boolean(),
})
