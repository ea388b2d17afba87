import type { Language } from '../../kernel/i18n.ts'
import type { SpaceId } from '../../kernel/ids.ts'

export interface About {
  /** Who acted; the house itself has no name. */
  actor: string
  group: string
  /** What they wrote: a message, a reason. */
  words?: string
  /** The name of somebody else whom it concerns. */
  whom?: string
  /** A day that matters, in the reader's language. */
  day?: string
}

export interface Told {
  heading: (about: About) => string
  sentence: (about: About) => string
  action?: { label: string; path: (group: SpaceId) => string }
}

export type ToldIn = Record<Language, Told>
