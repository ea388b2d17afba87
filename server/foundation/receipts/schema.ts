import { Type, type Static } from 'typebox'
import { Id, Maybe, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'

export const ReceiptShape = Type.Object({
  id: Id('the receipt: it leads to nothing else'),
  space: Id('where it was put'),
  container: Id('where it was put'),
  tool: Type.String(),
  kind: Type.String(),
  title: Type.String({ description: 'As it was sent' }),
  size: Maybe(Type.Integer({ description: 'Bytes, of a file' })),
  /** The owner of the private space, while the reader may know them. */
  to: Maybe(CardShape),
  at: Time(),
})
export type ReceiptAnswer = Static<typeof ReceiptShape>
