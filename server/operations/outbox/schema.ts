import { Type } from 'typebox'
import { Maybe, PageOf, Paging, Shape, Time } from '../../kernel/shapes.ts'

const row = {
  id: Type.String(),
  to: Type.String(),
  kind: Type.String(),
  language: Type.String(),
  subject: Type.String(),
  createdAt: Time(),
  sentAt: Maybe(Time()),
  failedAt: Maybe(Time()),
  /** Not sent: its reader had already seen everything in it, or may no longer see it. */
  droppedAt: Maybe(Time()),
  tries: Type.Integer(),
  lastError: Maybe(Type.String()),
}

export const OutboxPage = Type.Object({
  ...PageOf(Type.Object(row)).properties,
  smtp: Type.Boolean({ description: 'Whether a mail server is configured' }),
})

export const OutboxMail = Type.Object({ ...row, text: Type.String(), html: Type.String() })

export const OutboxQuery = Shape(Paging)
