import { Type } from 'typebox'
import { May, Maybe, Name, OneOf, PageOf, Shape, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { waysToShow } from './media-types.ts'

export const AttachmentShape = Type.Object({
  id: Type.String(),
  /** The comment that it is attached to; null where that is the item itself. */
  comment: Maybe(Type.String()),
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
  /** How a browser may show it in place; null where it is only a download. */
  shownAs: Maybe(OneOf(waysToShow)),
  url: Type.String(),
  addedAt: Time(),
  addedBy: CardShape,
  may: May(['rename', 'remove']),
})
export const AttachmentPage = PageOf(AttachmentShape)

/** As it is called where it comes from. */
export const FileName = Name(250)
export const Called = Shape({ name: FileName })
