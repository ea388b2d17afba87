import { Type } from 'typebox'
import { Id, Maybe, OneOf, PageOf, Paging, Shape, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'

const filters = {
  /** Only lines that contain this text. */
  search: Type.Optional(Type.String({ maxLength: 200 })),
  about: Type.Optional(
    Type.String({
      pattern: '^[a-z-]{1,40}$',
      examples: ['member'],
      description: 'The first word of a kind, or `rights`',
    }),
  ),
  actor: Type.Optional(Id('who did it')),
  from: Type.Optional(
    Type.String({ format: 'date', description: 'The first day, in my time zone' }),
  ),
  to: Type.Optional(Type.String({ format: 'date', description: 'The last day, in my time zone' })),
}

export const HistoryQuery = Shape({ ...Paging, ...filters })
export const ExportQuery = Shape({ ...filters, format: Type.Optional(OneOf(['csv', 'json'])) })

export const History = PageOf(
  Type.Object({
    seq: Type.Integer(),
    at: Time(),
    actor: Maybe(CardShape),
    kind: Type.String(),
    detail: Type.Record(Type.String(), Type.Unknown()),
    /** The names of people whose ids are in `detail`, by id. */
    names: Type.Record(Type.String(), Type.String()),
    /** The network address of the request, if any. */
    address: Maybe(Type.String()),
    /** The group that the line belongs to; null in an organization’s own history. */
    group: Maybe(Type.Object({ id: Id('the group'), name: Type.String() })),
  }),
)
