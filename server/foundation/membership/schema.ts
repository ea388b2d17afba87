import { Type } from 'typebox'
import { Id, ListOf, May, Maybe, OneOf, PageOf, Shape, Text, Time } from '../../kernel/shapes.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { CardShape } from '../people/cards.ts'
import { LevelShape } from '../spaces/schema.ts'

/** Roles that can be given; the administrator's passes on by hand-over only (M1). */
export const GivenRole = OneOf(['co-administrator', 'moderator', 'member'] as const)
const Role = OneOf(['administrator', 'co-administrator', 'moderator', 'member'] as const)

const Person = Type.Unsafe<PersonId>(Id('a person'))
const Group = Type.Unsafe<SpaceId>(Id('a group'))

const Date = Type.String({ format: 'date-time', maxLength: 40, description: 'ISO 8601' })

const NestedGroup = Type.Object({ id: Group, name: Type.String(), role: GivenRole })

export const Members = Type.Object({
  ...PageOf(
    Type.Object({
      card: CardShape,
      role: Role,
      presence: Maybe(OneOf(['online', 'away', 'offline'] as const)),
      joinedAt: Maybe(Time()),
      how: Maybe(
        OneOf(['created', 'added', 'invited', 'joined', 'approved', 'handed-over'] as const),
      ),
      broughtBy: Maybe(CardShape),
      /** In the future: until then the member has no access (M9). */
      starts: Maybe(Time()),
      until: Maybe(Time()),
      /** The role that begins with `roleStarts`. */
      nextRole: Maybe(GivenRole),
      roleStarts: Maybe(Time()),
      roleUntil: Maybe(Time()),
      sponsor: Maybe(CardShape),
      direct: Type.Boolean(),
      via: Type.Array(NestedGroup),
      may: May(['remove', 'setRole', 'setDates', 'renew'] as const),
    }),
  ).properties,
  total: Type.Integer(),
  groups: Type.Array(
    Type.Object({ ...NestedGroup.properties, members: Type.Integer(), asked: Type.Integer() }),
  ),
  outer: Type.Array(NestedGroup),
})

const Reason = Text(2000, 0)

/** The reason is required where a governor comes into a private group in which nobody acts as administrator (M3). */
export const Additions = Shape({
  people: Type.Array(Shape({ person: Person, role: GivenRole }), { minItems: 1, maxItems: 200 }),
  reason: Type.Optional(Reason),
  /** When they start (M9). */
  starts: Type.Optional(Maybe(Date)),
})

export const Added = ListOf(
  Type.Object({
    person: Person,
    status: OneOf(['added', 'ask', 'already-member', 'waiting'] as const),
  }),
)

/** Only fields that are sent change; null removes a date (M9). */
export const ChangedMember = Shape({
  role: Type.Optional(GivenRole),
  starts: Type.Optional(Maybe(Date)),
  until: Type.Optional(Maybe(Date)),
  roleStarts: Type.Optional(Maybe(Date)),
  roleUntil: Type.Optional(Maybe(Date)),
  sponsor: Type.Optional(Person),
})

export const Renewed = Type.Object({ until: Maybe(Time()) })

export const HandOver = Shape({ person: Person, reason: Type.Optional(Reason) })

const Weighed = Type.Object({
  limit: OneOf(['groups', 'members', 'storage', 'guests'] as const),
  needed: Type.Number(),
  available: Maybe(Type.Number()),
  falls: Type.Boolean(),
})

export const HandOverTried = Type.Object({
  ok: Type.Boolean(),
  /** Policy lets it happen without acceptance (M1). */
  atOnce: Type.Boolean(),
  falls: Type.Array(
    Type.Object({
      limit: OneOf(['groups', 'members', 'storage', 'guests'] as const),
      needed: Type.Number(),
      available: Type.Number(),
    }),
  ),
  takes: Type.Array(Weighed),
})

export const Successor = Shape({ person: Person })

export const Seat = Type.Object({
  successor: Maybe(CardShape),
  namedAt: Maybe(Time()),
  askedAt: Maybe(Time()),
  declinedAt: Maybe(Time()),
  asked: Maybe(Type.Object({ takes: Type.Array(Weighed), ok: Type.Boolean() })),
  /** Whether somebody acts as administrator; null for readers who do not see the members. */
  acts: Maybe(Type.Boolean()),
  offer: Maybe(
    Type.Object({
      person: CardShape,
      by: CardShape,
      offeredAt: Time(),
      expiresAt: Time(),
      reason: Type.String(),
      mine: Type.Boolean(),
      takes: Type.Array(Weighed),
      ok: Type.Boolean(),
    }),
  ),
  question: Maybe(
    Type.Object({
      askedBy: CardShape,
      askedAt: Time(),
      dueAt: Time(),
      reason: Type.String(),
      mine: Type.Boolean(),
    }),
  ),
})

export const Question = Shape({ reason: Type.Optional(Reason) })

export const Answered = Shape({ reason: Type.Optional(Reason) })

export const KeepingOut = Shape({
  reason: Type.Optional(Reason),
  until: Type.Optional(Maybe(Date)),
})

export const KeptOut = ListOf(
  Type.Object({
    card: CardShape,
    reason: Type.String(),
    until: Maybe(Time()),
    since: Time(),
    by: CardShape,
  }),
)

export const Successions = ListOf(
  Type.Object({
    id: Group,
    name: Type.String(),
    hue: Type.Integer(),
    askedAt: Time(),
    administrator: CardShape,
    kind: OneOf(['succession', 'hand-over'] as const),
  }),
)

const GrantAtStake = Type.Object({
  grant: Id('the grant'),
  space: Group,
  container: Id('the container'),
  item: Maybe(Id('the item')),
  tool: Type.String(),
  title: Type.String(),
  principal: Type.Union([
    Type.Object({ kind: Type.Literal('person'), id: Person, card: CardShape }),
    Type.Object({ kind: Type.Literal('group'), id: Group, name: Type.String() }),
  ]),
  level: Maybe(LevelShape),
})

/** A grant from a member to me, by name or through a group. */
const GrantReceived = Type.Object({
  grant: Id('the grant'),
  space: Group,
  container: Id('the container'),
  item: Maybe(Id('the item')),
  tool: Type.String(),
  title: Type.String(),
  owner: CardShape,
  through: Maybe(Type.String()),
  level: Maybe(LevelShape),
})

export const BeforeLeaving = Type.Object({
  grants: Type.Array(GrantAtStake),
  kept: Type.Array(GrantAtStake),
  losing: Type.Array(GrantReceived),
  keeping: Type.Array(GrantReceived),
})

export const Leaving = Shape({
  keep: Type.Optional(Type.Array(Id('a grant'), { maxItems: 5000 })),
})

export const Consents = ListOf(
  Type.Object({
    id: Group,
    name: Type.String(),
    hue: Type.Integer(),
    through: Type.Array(Type.Object({ id: Group, name: Type.String() })),
    askedAt: Maybe(Time()),
    /** Null until I have answered. */
    answer: Maybe(Type.Literal('no')),
  }),
)

export const Beginnings = ListOf(
  Type.Object({ id: Group, name: Type.String(), hue: Type.Integer(), starts: Time() }),
)

export const Nesting = Shape({ group: Group, role: GivenRole })

export const Asking = Shape({ message: Text(2000, 0) })

export const Asked = Type.Object({ id: Id('the request'), createdAt: Time() })

export const Refusal = Shape({ reason: Text(2000, 0) })

export const JoinRequests = ListOf(
  Type.Object({
    id: Id('the request'),
    card: CardShape,
    message: Type.String(),
    createdAt: Time(),
    askedBy: Maybe(CardShape),
    onlyAdministrator: Type.Boolean(),
  }),
)

const inside = OneOf(['read-only', 'leave'] as const)

export const GuestsInside = Type.Object({
  items: Type.Array(
    Type.Object({
      card: CardShape,
      groups: Type.Array(Type.Object({ id: Group, name: Type.String() })),
    }),
  ),
  inside: Maybe(inside),
  on: Maybe(Time()),
})

export const GuestsEnding = Shape({ inside, on: Type.Optional(Date) })
