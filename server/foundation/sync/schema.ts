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
      name: Type.String({ description: 'The name of its resource', examples: ['018f….md'] }),
      type: Type.String({ description: 'The media type of its resource' }),
      etag: Type.String({
        description: 'Its version, as an ETag; `If-Match` accepts it',
        examples: ['"3"'],
      }),
      /** `added`: the item came into the container, or back into it. */
      change: OneOf(['added', 'changed']),
    }),
  ),
  /** Trashed, moved out, purged, or no longer visible; also ids of items that the program never had. */
  gone: Type.Array(Id('an item')),
  token: Token,
  /** More changes are available: call again with the token. */
  more: Type.Boolean(),
})
