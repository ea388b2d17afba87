import { Type, type Static } from 'typebox'
import { Id, ListOf, Maybe, Shape } from '../../kernel/shapes.ts'
import { ContainerRef, ItemRef } from '../items/schema.ts'
import { KeepBoth } from '../spaces/schema.ts'

export const DraftPlace = Shape({
  toSpace: Id('the group in which it is to be published'),
  toContainer: Id('the place there'),
})
export const Publishing = Shape(KeepBoth)

const Draft = Type.Object({
  item: ItemRef,
  /** Where it is to be published; null when I can no longer add anything there. */
  to: Maybe(
    Type.Object({
      space: Type.Object({ id: Type.String(), name: Type.String(), hue: Type.Integer() }),
      container: ContainerRef,
    }),
  ),
})
export const Drafts = ListOf(Draft)
export type DraftAnswer = Static<typeof Draft>
