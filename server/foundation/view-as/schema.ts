import { Type } from 'typebox'
import { Id, Maybe, OneOf, Shape, Time } from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'

export const viewableRoles = ['co-administrator', 'moderator', 'member'] as const

export const NewViewing = Shape({
  /** As any person with this role would see it. */
  role: Type.Optional(OneOf(viewableRoles)),
  /** With a role: as a person from outside the organization. */
  guest: Type.Optional(Type.Boolean()),
  person: Type.Optional(Id('a member, as whom exactly to look')),
})

export const ViewingShape = Type.Object({
  /** To be sent in the header `atelier-view-as` when reading in the group. */
  token: Type.String(),
  expiresAt: Time(),
  role: Maybe(OneOf(viewableRoles)),
  guest: Type.Boolean(),
  person: Maybe(CardShape),
})
