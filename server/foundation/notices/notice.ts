import type { SpaceKind } from '../../access/authorized.ts'
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

/** The levels until a person chooses others. */
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

/** These have mails of their own, sent immediately whatever the level: nobody should miss a change of membership (J3, M4). */
export const withLetterOfTheirOwn: readonly Family[] = ['invitation', 'request', 'membership']

export const mailedFamilies = families.filter((family) => !withLetterOfTheirOwn.includes(family))

/** A notice as it may be shown to its person at this moment. */
export interface Shown {
  id: string
  person: PersonId
  kind: string
  at: string
  read: boolean
  /** How many events, as far as they may see them. */
  count: number
  /** Newest first. */
  actors: PersonId[]
  /** The name of the newest actor. */
  actorName: string | null
  space: SpaceId
  spaceKind: SpaceKind | null
  /** The current name; the name at that time if the person is no longer inside. */
  spaceName: string | null
  hue: number
  about: string
  item: ItemId | null
  container: ContainerId | null
  title: string | null
  tool: string | null
  thingKind: string | null
  /** It is about several items of one act: their tool and kind where all are of one, and the kind of the event. */
  many: boolean
  manyTool: string | null
  manyKind: string | null
  event: string | null
  excerpt: string | null
  role: string | null
  reason: string | null
}
