import { Type } from 'typebox'
import { KeepBoth } from '../spaces/schema.ts'
import { Id, Name, Shape, Time } from '../../kernel/shapes.ts'

const mostItems = 1000

const items = {
  items: Type.Array(Id('an item'), {
    minItems: 1,
    maxItems: mostItems,
    uniqueItems: true,
  }),
}

export const Many = Shape(items)
export const ManyBack = Shape({ ...items, ...KeepBoth })
export const ManyTo = Shape({
  ...items,
  toContainer: Id('the container to put them in'),
  ...KeepBoth,
})
/** Fewer: a copy is made of each item in turn, with its content, while the space is locked. */
export const ManyCopied = Shape({
  items: Type.Array(Id('an item'), { minItems: 1, maxItems: 100, uniqueItems: true }),
  toContainer: Id('the container to put the copies in'),
  ...KeepBoth,
})
export const ManyTagged = Shape({ ...items, name: Name(40) })
export const ManyInternal = Shape({ ...items, internalOnly: Type.Boolean() })
export const ManyFavourite = Shape({ ...items, favourite: Type.Boolean() })
export const ManyFollowed = Shape({ ...items, following: Type.Boolean() })
export const Undoing = Shape({
  undo: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', examples: ['A'.repeat(43)] }),
})

export const Done = Type.Object({
  changed: Type.Integer({ description: 'How many were not that way already' }),
  undo: Type.String({ description: 'Takes all of it back, for 30 seconds' }),
  until: Time(),
})
export const Undone = Type.Object({ changed: Type.Integer() })
