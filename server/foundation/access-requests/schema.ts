import { Type } from 'typebox'
import { Id, ListOf, Maybe, OneOf, Shape, Text, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { LevelShape } from '../spaces/schema.ts'

/** The ids in the link, unchecked. */
export const NewAccessRequest = Shape({
  space: Id('a space'),
  thing: Type.Optional(Maybe(Id('a container or an item'))),
  message: Type.Optional(Text(1000, 0)),
})

export const MyAccessRequests = ListOf(
  Type.Object({
    id: Id('the request'),
    space: Id('what the link named'),
    thing: Maybe(Id('what the link named')),
    askedAt: Time(),
  }),
)

export const givenLevels = ['reader', 'contributor', 'editor'] as const

export const AccessRequests = ListOf(
  Type.Object({
    id: Id('the request'),
    card: CardShape,
    message: Type.String(),
    askedAt: Time(),
    space: Type.Object({
      id: Id('the space'),
      name: Maybe(Type.String()),
      hue: Type.Integer(),
    }),
    thing: Maybe(
      Type.Object({
        kind: OneOf(['item', 'container']),
        id: Id('the thing'),
        title: Type.String(),
        tool: Type.String(),
      }),
    ),
    /** Whether the request is granted by a right on the thing, or by an invitation into the group. */
    way: OneOf(['right', 'membership'] as const),
    /** The levels that I may grant, lowest first; empty where access needs an invitation. */
    levels: Type.Array(LevelShape),
  }),
)

export const Approval = Shape({ level: Type.Optional(OneOf(givenLevels)) })
