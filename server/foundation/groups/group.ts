import { bitsOfLevel } from '../../access/rights.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { TemplateKey } from '../../kernel/group-templates.ts'
import { folded } from '../../kernel/plain-text.ts'
import type { Tool } from '../../kernel/tool.ts'

export const listedWords = ['no', 'organization', 'everyone'] as const
export const joiningWords = ['open', 'request', 'invitation'] as const
export const invitingWords = ['administrator', 'moderators', 'members'] as const
export const horizonWords = ['all', 'joined'] as const
/** The levels that all members may have by default; each includes viewing (A3). */
export const defaultLevels = ['reader', 'contributor', 'editor', 'curator', 'full'] as const
export const accessLevels = ['open', 'restricted', 'by-invitation', 'private'] as const

export type AccessLevel = (typeof accessLevels)[number]
export type DefaultLevel = (typeof defaultLevels)[number]

/** The settings that the administrator decides (G3). */
export interface Settings {
  listed: (typeof listedWords)[number]
  memberListPublished: boolean
  joining: (typeof joiningWords)[number]
  whoInvites: (typeof invitingWords)[number]
  guestsAllowed: boolean
  tools: string[]
  notifications: boolean
  defaultRights: DefaultLevel
  historyHorizon: (typeof horizonWords)[number]
}

/** The description of a group: the form of G1 without its settings. */
export interface Description {
  name: string
  objective: string
  language: 'en' | 'fr'
  activity: 'business' | 'other'
  sector: string | null
  startsOn: string | null
  endsOn: string | null
}

export function defaultLevelOf(bits: number): DefaultLevel {
  return defaultLevels.find((level) => bitsOfLevel[level] === bits) ?? 'reader'
}

/** The access level that people see, from `listed` and `joining` (G4). */
export function accessLevelOf({
  listed,
  joining,
}: Pick<Settings, 'listed' | 'joining'>): AccessLevel {
  if (listed === 'no') return 'private'
  return ({ open: 'open', request: 'restricted', invitation: 'by-invitation' } as const)[joining]
}

/** The trigrams of a name's key. A name that contains a word of three letters or more has all its trigrams (J2). */
export function threesOf(key: string): string[] {
  const letters = [...key]
  return [...new Set(letters.slice(2).map((_, at) => letters.slice(at, at + 3).join('')))]
}

const longestHandle = 48

/** The handle for a name, used in addresses. A suffix makes it unique; it never changes (G2). */
export function handleOf(name: string): string {
  const slug = folded(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longestHandle)
    .replaceAll(/^-+|-+$/g, '')
  return slug === '' ? 'group' : slug
}

const team: Settings = {
  listed: 'organization',
  memberListPublished: true,
  joining: 'request',
  whoInvites: 'moderators',
  guestsAllowed: false,
  tools: [],
  notifications: true,
  defaultRights: 'contributor',
  historyHorizon: 'all',
}

const templates: Readonly<Record<TemplateKey, Settings>> = {
  team,
  project: team,
  announcement: { ...team, whoInvites: 'administrator', defaultRights: 'reader' },
  community: { ...team, joining: 'open', whoInvites: 'members' },
  circle: {
    ...team,
    listed: 'no',
    memberListPublished: false,
    joining: 'invitation',
    whoInvites: 'members',
  },
  extranet: {
    ...team,
    memberListPublished: false,
    joining: 'invitation',
    whoInvites: 'administrator',
    guestsAllowed: true,
  },
}

/** The presets of a template, with the tools that fit; all can be changed before and after saving (G1). */
export function presetsOf(template: TemplateKey, tools: readonly Tool[]): Settings {
  const fitting = tools.filter((tool) => tool.templates?.includes(template) ?? true)
  return { ...templates[template], tools: fitting.map(({ name }) => name) }
}

/** A limit of the administrator's plan that a group would exceed (O7, M1). */
export interface Shortfall {
  limit: 'groups' | 'members' | 'storage' | 'guests'
  needed: number
  available: number
}

/** The facts about a group that every act on it needs. */
export interface GroupRow extends Description, Omit<Settings, 'defaultRights'> {
  id: SpaceId
  organizationId: OrganizationId
  handle: string
  picture: string | null
  hue: number
  template: TemplateKey
  defaultRights: number
  createdAt: string
  archivedAt: string | null
  guideDismissedAt: string | null
  organizationAllowsGuests: boolean
  /** The state of guests when the organization no longer allows them (O5). */
  guestsInside: 'read-only' | 'leave' | null
  guestsLeaveAt: string | null
  administrator: PersonId
}
