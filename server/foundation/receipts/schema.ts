import { Type, type Static } from 'typebox'
import { Id, Time } from '../../kernel/shapes.ts'

export const ReceiptShape = Type.Object({
  id: Id('the receipt: it leads to nothing else'),
  space: Id('where it was put'),
  container: Id('where it was put'),
  tool: Type.String(),
  kind: Type.String(),
  title: Type.String({ description: 'As it was sent' }),
  at: Time(),
})
export type ReceiptAnswer = Static<typeof ReceiptShape>
