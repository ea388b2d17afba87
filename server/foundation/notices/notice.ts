import { families, type Family } from '../../kernel/notice.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'

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
  reminder: { product: true, push: true, mail: 'at-once' },
}

/** A letter of their own tells of these at once, whatever the level: who belongs where is no news to be missed (J3, M4). */
export const withLetterOfTheirOwn: readonly Family[] = ['invitation', 'request', 'membership']

export const mailedFamilies = families.filter((family) => !withLetterOfTheirOwn.includes(family))

/** A notice as it may be shown at this moment to the one whom it is for. */
export interface Shown {
  id: string
  person: PersonId
  kind: string
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
