import { Type } from 'typebox'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { languages } from '../../kernel/i18n.ts'
import { Email, Id, ListOf, Maybe, Name, OneOf, Shape, Time } from '../../kernel/shapes.ts'
import { CardShape } from './cards.ts'
import { orgRoles } from './person.ts'
import { waysToSignIn } from './sessions-store.ts'

export const Language = () => OneOf(languages)
export const TimeZone = () => Type.String({ minLength: 1, maxLength: 64 })
/** Passwords have their own rules and messages; this only limits the work. */
export const Password = () => Type.String({ maxLength: 1000 })
export const OrgRole = () => OneOf(orgRoles)
export const Token = () => Type.String({ pattern: '^[A-Za-z0-9_-]{16,100}$' })

export const ResetRequest = Shape({ email: Email() })
export const Reset = Shape({ password: Password() })
export const Nothing = Type.Object({})

const ToolNames = () => Type.Array(Type.String({ maxLength: 30 }), { maxItems: 50, examples: [[]] })

export const ProfileChange = Shape({
  firstName: Type.Optional(Name(80)),
  lastName: Type.Optional(Name(80)),
  company: Type.Optional(Name(120, 0)),
  language: Type.Optional(Language()),
  timeZone: Type.Optional(TimeZone()),
  alwaysAskMe: Type.Optional(Type.Boolean()),
  presenceHidden: Type.Optional(Type.Boolean()),
  toolOrder: Type.Optional(Shape({ pinned: ToolNames(), more: ToolNames() })),
  tab: Type.Optional(
    Type.String({
      maxLength: 30,
      description: 'what one tab of a phone opens: a tool, or `search`',
      examples: ['search'],
    }),
  ),
})

export const PasswordChange = Shape({ current: Password(), password: Password() })

export const PictureAnswer = Type.Object({ picture: Maybe(Type.String()) })

export const Sessions = ListOf(
  Type.Object({
    id: Id('a session'),
    current: Type.Boolean(),
    createdAt: Time(),
    lastSeenAt: Time(),
    userAgent: Type.String(),
    address: Type.String(),
    how: OneOf(waysToSignIn),
  }),
)

const MySpace = Type.Object({
  id: Type.Unsafe<SpaceId>(Id('a space')),
  kind: OneOf(['private', 'group']),
  name: Type.String(),
  hue: Type.Integer(),
  picture: Maybe(Type.String()),
  role: Maybe(OneOf(['administrator', 'co-administrator', 'moderator', 'member'])),
  favourite: Type.Boolean(),
  /** Things that others added or changed since my last visit, up to 99. */
  unread: Type.Integer(),
  lastActivityAt: Maybe(Time()),
  archived: Type.Boolean(),
  members: Type.Integer(),
  guests: Type.Integer(),
  tools: Type.Array(Type.String()),
  /** Guests may be inside, and I am none: I may hide from guests what I manage or wrote (G10). */
  mayMarkInternal: Type.Boolean(),
  mayInvite: Type.Boolean(),
  guest: Type.Boolean({ description: 'The group belongs to another organization than mine' }),
})

export const Me = Type.Object({
  person: Type.Object({
    id: Type.Unsafe<PersonId>(Id('a person')),
    firstName: Type.String(),
    lastName: Type.String(),
    email: Type.String(),
    organization: Type.String(),
    company: Type.String(),
    picture: Maybe(Type.String()),
    language: Language(),
    timeZone: Type.String(),
    alwaysAskMe: Type.Boolean(),
    presenceHidden: Type.Boolean(),
    guest: Type.Boolean(),
  }),
  organization: Maybe(
    Type.Object({
      id: Id('an organization'),
      name: Type.String(),
      /** The default language of new people and groups. */
      language: Language(),
      role: OrgRole(),
      may: Type.Object({
        administer: Type.Boolean(),
        govern: Type.Boolean(),
        createGroups: Type.Boolean(),
        seeDirectory: Type.Boolean(),
      }),
    }),
  ),
  toolOrder: Type.Object(
    { pinned: Type.Array(Type.String()), more: Type.Array(Type.String()) },
    { description: 'The tools that I have placed, the same in all my spaces' },
  ),
  tab: Type.String({ description: 'What one tab of a phone opens: a tool, or `search`' }),
  demo: Type.Boolean(),
  draftKey: Maybe(
    Type.String({
      description: 'What the browser keeps of me is sealed with it; for sessions only',
    }),
  ),
  privateSpace: Type.Unsafe<SpaceId>(Id('my private space')),
  spaces: Type.Array(MySpace),
})

export const Acquaintance = Type.Object({
  ...CardShape.properties,
  sharedGroups: Type.Array(
    Type.Object({
      id: Type.Unsafe<SpaceId>(Id('a group')),
      name: Type.String(),
      hue: Type.Integer(),
    }),
  ),
})

export const People = ListOf(CardShape)
