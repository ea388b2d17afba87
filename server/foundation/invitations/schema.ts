import { Type } from 'typebox'
import { languages } from '../../kernel/i18n.ts'
import {
  Email,
  Id,
  ListOf,
  Maybe,
  Name,
  OneOf,
  PageOf,
  Shape,
  Text,
  Time,
} from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { givenOrgRoles, orgRoles } from '../people/person.ts'
import { disclosed, invitedRoles } from './invitation.ts'

const Role = OneOf(invitedRoles)
const Message = Text(2000, 0)

export const TokenParam = Type.String({
  pattern: '^[A-Za-z0-9_-]{20,100}$',
  description: 'The secret of the invitation link',
})

export const NewInvitations = Shape({
  people: Type.Array(
    Shape({
      email: Type.Optional(Email()),
      person: Type.Optional(Id('a person')),
      role: Type.Optional(Role),
    }),
    { minItems: 1, maxItems: 100 },
  ),
  message: Type.Optional(Message),
  language: Type.Optional(OneOf(languages)),
  /** The membership begins then (M9). */
  starts: Type.Optional(Maybe(Type.String({ format: 'date-time', maxLength: 40 }))),
})

export const Invited = ListOf(
  Type.Object({
    email: Type.String(),
    status: OneOf([
      'invited',
      'already-member',
      'already-invited',
      'guests-not-allowed',
      'too-many-mails',
    ] as const),
    id: Maybe(Type.String()),
  }),
)

export const GroupInvitations = PageOf(
  Type.Object({
    id: Id('the invitation'),
    email: Type.String(),
    role: Role,
    group: Type.Object({ id: Id('a group'), name: Type.String() }),
    invitedBy: CardShape,
    createdAt: Time(),
    expiresAt: Time(),
    timesSent: Type.Integer(),
  }),
)

export const MyRequests = ListOf(
  Type.Object({
    id: Id('the request'),
    name: Type.String({ description: 'What the group was called when I asked' }),
    message: Type.String(),
    createdAt: Time(),
    declinedAt: Maybe(Time()),
    reason: Type.String(),
  }),
)

export const PendingInvitations = ListOf(
  Type.Object({
    id: Type.String(),
    email: Type.String(),
    role: Role,
    starts: Maybe(Time()),
    message: Type.String(),
    invitedBy: CardShape,
    createdAt: Time(),
    expiresAt: Time(),
    timesSent: Type.Integer(),
    lastSentAt: Time(),
  }),
)

const prepared = {
  group: Id('a group'),
  role: Type.Optional(Role),
}

export const NewColleagues = Shape({
  invitations: Type.Array(
    Shape({
      email: Email(),
      orgRole: Type.Optional(OneOf(givenOrgRoles)),
      plan: Type.Optional(Id('a plan')),
      groups: Type.Optional(Type.Array(Shape(prepared), { maxItems: 50 })),
    }),
    { minItems: 1, maxItems: 1000 },
  ),
  message: Type.Optional(Message),
  language: Type.Optional(OneOf(languages)),
})

export const InvitedColleagues = ListOf(
  Type.Object({
    email: Type.String(),
    status: OneOf(['invited', 'already-a-person', 'already-invited', 'too-many-mails'] as const),
    id: Maybe(Type.String()),
  }),
)

export const PendingColleagues = ListOf(
  Type.Object({
    id: Type.String(),
    email: Type.String(),
    orgRole: OneOf(orgRoles),
    plan: Maybe(Type.Object({ id: Type.String(), name: Type.String() })),
    groups: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), role: Role })),
    message: Type.String(),
    invitedBy: CardShape,
    createdAt: Time(),
    expiresAt: Time(),
    timesSent: Type.Integer(),
    lastSentAt: Time(),
  }),
)

export const ColleaguesAsCsv = Shape({
  csv: Type.String({ minLength: 1, maxLength: 500_000 }),
  dryRun: Type.Optional(Type.Boolean()),
  message: Type.Optional(Message),
  language: Type.Optional(OneOf(languages)),
})

export const CsvResult = Type.Object({
  rows: Type.Array(
    Type.Object({
      line: Type.Integer(),
      email: Type.String(),
      firstName: Type.Optional(Type.String()),
      lastName: Type.Optional(Type.String()),
      orgRole: OneOf(orgRoles),
      plan: Type.Optional(Type.String()),
      groups: Type.Array(Type.String()),
      problem: Type.Optional(Type.String({ description: 'A sentence for the reader' })),
      code: Type.Optional(Type.String()),
    }),
  ),
  invited: Type.Integer(),
})

const offer = {
  kind: OneOf(['group', 'organization'] as const),
  email: Type.String(),
  group: Maybe(
    Type.Object({
      name: Type.String(),
      objective: Type.String(),
      hue: Type.Integer(),
      tools: Type.Array(Type.String()),
      members: Type.Integer(),
      guests: Type.Integer(),
      guestOrganizations: Type.Array(Type.String()),
    }),
  ),
  groups: Type.Array(Type.String(), {
    description: 'Names of the groups that a new colleague will be in',
  }),
  organization: Type.Object({ name: Type.String() }),
  inviter: CardShape,
  role: Role,
  orgRole: Maybe(OneOf(orgRoles)),
  language: OneOf(languages),
  message: Type.String(),
  expiresAt: Time(),
  starts: Maybe(Time()),
  discloses: Type.Array(OneOf(disclosed)),
  credited: Type.Array(
    Type.Object({ name: Type.String(), items: Type.Integer(), comments: Type.Integer() }),
    {
      description:
        'What an imported archive says the invited person wrote: theirs once they accept',
    },
  ),
}

export const OfferShape = Type.Object({
  ...offer,
  account: OneOf(['none', 'exists'] as const),
  mine: Type.Boolean(),
})

export const MyInvitations = ListOf(Type.Object({ id: Type.String(), ...offer }))

/** Empty for a person who is signed in with the invited address; otherwise the data of the new account. */
export const Acceptance = Shape({
  firstName: Type.Optional(Name(100)),
  lastName: Type.Optional(Name(100)),
  company: Type.Optional(Name(120, 0)),
  password: Type.Optional(Type.String({ maxLength: 200 })),
  language: Type.Optional(OneOf(languages)),
  timeZone: Type.Optional(Type.String({ maxLength: 60 })),
})

export const Accepted = Type.Object({
  group: Maybe(Type.String()),
  /** Prepared groups that were full. */
  full: Type.Array(Type.String()),
  /** Private groups whose administrator has to agree first (M3). */
  waiting: Type.Array(Type.String()),
})

export const Declining = Shape({ block: Type.Optional(Type.Boolean()) })

export const BlockedInviters = ListOf(CardShape)
