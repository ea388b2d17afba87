import type { Language } from '../../kernel/i18n.ts'
import type { SpaceId } from '../../kernel/ids.ts'

export interface About {
  /** The person who acted; *Atelier* where the server did. */
  actor: string
  group: string
  /** Text that they wrote: a message or a reason. */
  words?: string
  /** The name of another person concerned. */
  whom?: string
  /** A relevant day, in the reader's language. */
  day?: string
}

export interface Told {
  heading: (about: About) => string
  sentence: (about: About) => string
  action?: { label: string; path: (group: SpaceId) => string }
}

export type ToldIn = Record<Language, Told>
