import { Type } from 'typebox'
import { groupActs } from '../../access/groups.ts'
import { rights } from '../../access/rights.ts'
import { templateKeys } from '../../kernel/group-templates.ts'
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
  Text,
  Time,
} from '../../kernel/shapes.ts'
import { CardShape } from '../people/cards.ts'
import { directorySorts } from './directory-store.ts'
import {
  accessLevels,
  defaultLevels,
  horizonWords,
  invitingWords,
  joiningWords,
  listedWords,
} from './group.ts'

const activities = ['business', 'other'] as const

const settings = {
  listed: OneOf(listedWords),
  memberListPublished: Type.Boolean(),
  joining: OneOf(joiningWords),
  whoInvites: OneOf(invitingWords),
  guestsAllowed: Type.Boolean(),
  tools: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40 }),
  notifications: Type.Boolean(),
  defaultRights: OneOf(defaultLevels),
  historyHorizon: OneOf(horizonWords),
}

export const SettingsShape = Shape(settings)
const SomeSettings = Type.Partial(SettingsShape, { additionalProperties: false })

const description = {
  name: Name(80),
  objective: Text(2000, 0),
  language: OneOf(languages),
  activity: OneOf(activities),
  sector: Maybe(Name(80, 0)),
  startsOn: Maybe(Type.String({ format: 'date' })),
  endsOn: Maybe(Type.String({ format: 'date' })),
  hue: Type.Integer({ minimum: 1, maximum: 12 }),
}

export const NewGroup = Shape({
  ...Type.Partial(Shape(description)).properties,
  name: description.name,
  template: OneOf(templateKeys),
  settings: Type.Optional(SomeSettings),
})

export const ChangedGroup = Type.Partial(Shape({ ...description, settings: SomeSettings }), {
  additionalProperties: false,
})

const Amount = Type.Object({ used: Type.Number(), allowed: Type.Number() })

const Capacity = Type.Object({
  members: Amount,
  storage: Amount,
  guestsAllowed: Type.Boolean(),
  planOf: CardShape,
})

export const MyPlan = Type.Object({
  /** Empty for a person without an organization. */
  name: Type.String(),
  groups: Type.Object({ used: Type.Integer(), allowed: Maybe(Type.Integer()) }),
  privateStorage: Amount,
  /** The limits of each of my groups. */
  eachGroup: Type.Object({
    members: Type.Integer(),
    storage: Type.Number(),
    guestsAllowed: Type.Boolean(),
  }),
  /** The active groups that I administer, the first hundred by name. */
  administered: Type.Array(
    Type.Object({
      id: Id('a group'),
      name: Type.String(),
      members: Type.Integer(),
      storage: Type.Number(),
    }),
  ),
})

const Guide = Type.Object({
  dismissed: Type.Boolean(),
  invited: Type.Boolean(),
  rights: Type.Boolean(),
  content: Type.Boolean(),
})

const GroupName = Type.Object({ id: Id('a group'), name: Type.String() })

export const GroupShape = Type.Object({
  id: Id('the group'),
  name: Type.String(),
  handle: Type.String(),
  objective: Type.String(),
  picture: Maybe(Type.String()),
  hue: Type.Integer(),
  language: OneOf(languages),
  activity: OneOf(activities),
  sector: Maybe(Type.String()),
  startsOn: Maybe(Type.String()),
  endsOn: Maybe(Type.String()),
  template: OneOf(templateKeys),
  settings: Maybe(SettingsShape),
  accessLevel: OneOf(accessLevels),
  /** The tools that are switched on, shown before joining (J5). */
  tools: Type.Array(Type.String()),
  administrator: CardShape,
  members: Type.Integer(),
  guests: Type.Integer(),
  guestOrganizations: Type.Array(Type.String()),
  createdAt: Time(),
  archivedAt: Maybe(Time()),
  role: Maybe(OneOf(['administrator', 'co-administrator', 'moderator', 'member'] as const)),
  why: Type.Array(Type.Union([Type.Literal('direct'), Type.Object({ group: GroupName })])),
  may: May(groupActs),
  capacity: Maybe(Capacity),
  /** The admin's decision about the guests in the group, when the organization no longer allows guests (O5). */
  guestsEnding: Maybe(
    Type.Object({ inside: OneOf(['read-only', 'leave'] as const), on: Maybe(Time()) }),
  ),
  myRequest: Maybe(Type.Object({ id: Id('the request'), createdAt: Time() })),
  myInvitation: Maybe(Id('the invitation')),
  /** The refusal of my last request. */
  myRefusal: Maybe(Type.Object({ at: Time(), reason: Type.String() })),
  /** Nested groups of mine through which I may enter, once I consent; `declined` if I refused (G9). */
  myConsent: Maybe(Type.Object({ through: Type.Array(GroupName), declined: Type.Boolean() })),
  guide: Maybe(Guide),
})

/** The people whose rights a new default would change, the rights, and the containers; lists the first people of each change. */
export const DefaultDifference = Type.Object({
  shifts: Type.Array(
    Type.Object({
      gains: Type.Array(OneOf(rights)),
      loses: Type.Array(OneOf(rights)),
      total: Type.Integer(),
      people: Type.Array(CardShape),
    }),
  ),
  places: Type.Array(
    Type.Object({
      id: Id('the container'),
      tool: Type.String(),
      kind: Type.String(),
      name: Type.String(),
    }),
  ),
})

export const WhichDefault = Shape({ level: OneOf(defaultLevels) })

export const Templates = ListOf(Type.Object({ key: OneOf(templateKeys), settings: SettingsShape }))

const inDirectory = {
  id: Id('the group'),
  name: Type.String(),
  objective: Type.String(),
  hue: Type.Integer(),
  picture: Maybe(Type.String()),
  accessLevel: OneOf(accessLevels),
  template: OneOf(templateKeys),
  language: OneOf(languages),
  activity: OneOf(activities),
  sector: Maybe(Type.String()),
  createdAt: Time(),
  mine: Type.Boolean(),
}

export const DirectoryQuery = Shape({
  search: Type.Optional(Type.String({ maxLength: 100 })),
  access: Type.Optional(OneOf(['open', 'restricted', 'by-invitation'] as const)),
  template: Type.Optional(OneOf(templateKeys)),
  mine: Type.Optional(Type.Boolean()),
  sort: Type.Optional(OneOf(directorySorts)),
  down: Type.Optional(Type.Boolean()),
  ...Paging,
})

export const Directory = PageOf(
  Type.Object({ ...inDirectory, administrator: CardShape, members: Type.Integer() }),
)

export const GroupSearch = Shape({
  name: Type.Optional(Type.String({ maxLength: 80 })),
  activity: Type.Optional(OneOf(activities)),
  sector: Type.Optional(Type.String({ maxLength: 80 })),
  language: Type.Optional(OneOf(languages)),
  ...Paging,
})

export const FoundGroups = PageOf(Type.Object({ ...inDirectory, organization: Type.String() }))

export const Picture = Type.Object({ picture: Type.String() })
