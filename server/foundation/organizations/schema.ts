import { Type } from 'typebox'
import type { OrganizationId, SpaceId } from '../../kernel/ids.ts'
import { languages } from '../../kernel/i18n.ts'
import {
  Id,
  ListOf,
  May,
  Maybe,
  Name,
  OneOf,
  PageOf,
  Paging,
  Shape,
  Time,
} from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { givenOrgRoles } from '../people/person.ts'
import { OrgRole } from '../people/schema.ts'
import { governedSorts, governedViews } from './store.ts'

const whoever = ['everyone', 'managers'] as const

const consent = ['with-consent', 'at-once'] as const

const policies = {
  whoCreatesGroups: OneOf(whoever),
  guestsAllowed: Type.Boolean(),
  groupNamesMayChange: Type.Boolean(),
  addingAllowed: Type.Boolean(),
  whoSeesDirectory: OneOf(whoever),
  guestDays: Maybe(Type.Integer({ minimum: 1, maximum: 3650 })),
  governorsEnter: OneOf(consent),
  seatDays: Type.Integer({ minimum: 1, maximum: 365 }),
  handOver: OneOf(consent),
}

export const Organization = Type.Object({
  id: Type.Unsafe<OrganizationId>(Id('an organization')),
  name: Type.String(),
  language: OneOf(languages),
  policies: Type.Object(policies),
  defaultPlan: Id('the plan of whoever has none of their own'),
  may: May(['administer', 'govern', 'createGroups', 'seeDirectory']),
})

export const AtTheDoor = Type.Object({ language: Maybe(OneOf(languages)) })

export const OrganizationChange = Shape({
  name: Type.Optional(Name(120)),
  language: Type.Optional(OneOf(languages)),
  defaultPlan: Type.Optional(Id('a plan')),
  policies: Type.Optional(Type.Partial(Type.Object(policies), { additionalProperties: false })),
})

export const ListQuery = Shape({
  search: Type.Optional(Type.String({ maxLength: 100 })),
  ...Paging,
})

const Internal = Type.Object({
  card: CardShape,
  orgRole: OrgRole(),
  plan: Maybe(Type.Object({ id: Id('a plan'), name: Type.String() })),
  groupsAdministered: Maybe(Type.Integer()),
  secondFactor: Maybe(Type.Boolean()),
  createdAt: Time(),
  deactivatedAt: Maybe(Time()),
  deletionDueAt: Maybe(Time()),
  invited: Type.Boolean(),
})

export const Internals = Type.Object({
  ...PageOf(Internal).properties,
  total: Type.Integer(),
})

export const InternalChange = Shape({
  orgRole: Type.Optional(OneOf(givenOrgRoles)),
  plan: Type.Optional(Id('a plan')),
})

/** A petabyte: more than any disk here, and a safe integer. */
const Bytes = () => Type.Integer({ minimum: 0, maximum: 1024 ** 5 })

const plan = {
  name: Name(60),
  maxGroups: Maybe(Type.Integer({ minimum: 0, maximum: 100_000 })),
  maxMembers: Type.Integer({ minimum: 1, maximum: 100_000 }),
  groupStorage: Bytes(),
  privateStorage: Bytes(),
  guestsAllowed: Type.Boolean(),
}

export const NewPlan = Shape(plan)
export const PlanChange = Type.Partial(Shape(plan), { additionalProperties: false })

export const Plan = Type.Object({
  id: Id('a plan'),
  ...plan,
  people: Type.Integer(),
  isDefault: Type.Boolean(),
})

export const Plans = ListOf(Plan)

export const GovernedQuery = Shape({
  ...ListQuery.properties,
  view: Type.Optional(OneOf(governedViews)),
  sort: Type.Optional(OneOf(governedSorts)),
  down: Type.Optional(Type.Boolean()),
})

export const GovernedGroups = PageOf(
  Type.Object({
    id: Type.Unsafe<SpaceId>(Id('a group')),
    name: Type.String(),
    administrator: Maybe(CardShape),
    withoutAdministrator: Type.Boolean(),
    members: Type.Integer(),
    guests: Type.Integer(),
    capacity: Type.Integer(),
    storage: Type.Object({ used: Type.Integer(), allowed: Type.Integer() }),
    overCapacity: Type.Boolean(),
    archivedAt: Maybe(Time()),
  }),
)
