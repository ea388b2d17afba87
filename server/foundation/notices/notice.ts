import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'

/** What happened, as a notice tells it. */
export const kinds = [
  'mention',
  'comment',
  'reply',
  'comment-deleted',
  'followed',
  'deleted',
  'container-deleted',
  'new-item',
  'changed-item',
  'shared',
  'invitation',
  'request',
  'request-approved',
  'request-declined',
  'access-asked',
  'added',
  'removed',
  'ended',
  'nested',
  'nesting-asked',
  'nesting-ended',
  'role-changed',
  'handed-over',
  'succession',
  'seat-offered',
  'seat-declined',
  'seat-asked',
  'seat-lost',
  'governed',
  'joined',
  'left',
  'invitation-accepted',
  'invitation-declined',
  'guest-ending',
  'archived',
] as const
export type Kind = (typeof kinds)[number]

const outside = new Set<Kind>([
  'removed',
  'ended',
  'nesting-ended',
  'request-declined',
  'seat-lost',
])

/** They come when the reader is outside: only what it was called then is said (I1). */
export function isOutside(kind: Kind): boolean {
  return outside.has(kind)
}

/** What somebody chooses a level for: kinds that people think of together. */
export const families = [
  'mention',
  'comment',
  'reply',
  'follow',
  'all',
  'share',
  'invitation',
  'request',
  'membership',
  'group',
  'coming',
] as const
export type Family = (typeof families)[number]

export const familyOf: Record<Kind, Family> = {
  mention: 'mention',
  comment: 'comment',
  reply: 'reply',
  'comment-deleted': 'reply',
  followed: 'follow',
  deleted: 'follow',
  'container-deleted': 'follow',
  'new-item': 'all',
  'changed-item': 'all',
  shared: 'share',
  invitation: 'invitation',
  request: 'request',
  'request-approved': 'membership',
  'request-declined': 'membership',
  'access-asked': 'request',
  added: 'membership',
  removed: 'membership',
  ended: 'membership',
  nested: 'membership',
  'nesting-asked': 'membership',
  'nesting-ended': 'membership',
  'role-changed': 'group',
  'handed-over': 'membership',
  succession: 'membership',
  'seat-offered': 'membership',
  'seat-declined': 'membership',
  'seat-asked': 'membership',
  'seat-lost': 'membership',
  governed: 'membership',
  joined: 'coming',
  left: 'coming',
  'invitation-accepted': 'coming',
  'invitation-declined': 'coming',
  'guest-ending': 'membership',
  archived: 'group',
}

/** Of other people in a group: no news where it is archived or its notices are off, as what is written there. */
export const ofOthers: readonly Kind[] = ['joined', 'left']

/** Somebody at work: pushed and mailed once it has gone on for a while, not at every change. */
export const inBursts: readonly Kind[] = ['new-item', 'changed-item', 'followed']

export const mailLevels = ['off', 'digest', 'at-once'] as const
export type MailLevel = (typeof mailLevels)[number]

export interface Level {
  /** In the list of notices, and in its count. */
  product: boolean
  push: boolean
  mail: MailLevel
}

/** Until somebody chooses otherwise. */
export const defaults: Record<Family, Level> = {
  mention: { product: true, push: true, mail: 'at-once' },
  comment: { product: true, push: true, mail: 'digest' },
  reply: { product: true, push: false, mail: 'off' },
  follow: { product: true, push: false, mail: 'off' },
  all: { product: false, push: false, mail: 'off' },
  share: { product: true, push: true, mail: 'at-once' },
  invitation: { product: true, push: true, mail: 'off' },
  request: { product: true, push: true, mail: 'off' },
  membership: { product: true, push: true, mail: 'off' },
  group: { product: true, push: false, mail: 'digest' },
  coming: { product: true, push: false, mail: 'off' },
}

/** A letter of their own tells of these at once, whatever the level: who belongs where is no news to be missed (J3, M4). */
export const withLetterOfTheirOwn: readonly Family[] = ['invitation', 'request', 'membership']

export const mailedFamilies = families.filter((family) => !withLetterOfTheirOwn.includes(family))

/** A notice as it may be shown at this moment to the one whom it is for. */
export interface Shown {
  id: string
  person: PersonId
  kind: Kind
  at: string
  read: boolean
  /** Of what happened, as much as they may see. */
  count: number
  /** Newest first. */
  actors: PersonId[]
  /** Of the newest. */
  actorName: string | null
  space: SpaceId
  spaceKind: 'private' | 'group' | 'case' | null
  /** As it is called now; as it was called then where the person is not inside any more. */
  spaceName: string | null
  hue: number
  about: string
  item: ItemId | null
  container: ContainerId | null
  title: string | null
  tool: string | null
  thingKind: string | null
  excerpt: string | null
  role: string | null
  reason: string | null
}
