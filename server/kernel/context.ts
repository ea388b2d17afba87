import type { Blobs } from './blobs.ts'
import type { Bus } from './bus.ts'
import type { Config } from './config.ts'
import type { Database, Transaction } from './db.ts'
import type { DeclaredEvent } from './event.ts'
import type { Language } from './i18n.ts'
import type { OrganizationId, PersonId, SpaceId } from './ids.ts'
import type { NoticeKind } from './notice.ts'
import type { Live } from './live.ts'
import type { Outside } from './outside.ts'
import type { Tool } from './tool.ts'
import type { Worker } from './work.ts'

/** The signed-in person who asks. Guests of the instance have no organization. */
export interface Asker {
  id: PersonId
  organizationId: OrganizationId | null
  orgRole: 'admin' | 'manager' | 'coordinator' | 'member' | null
  language: Language
  timeZone: string
  privateSpace: SpaceId
  sessionId: string
  /** A program that came with a token or app password of theirs, not the person with a session. */
  token?: { kind: 'api-token' | 'app-password'; mayWrite: boolean }
}

/** The running house: what lives as long as the process. */
export interface House {
  config: Config
  db: Database
  blobs: Blobs
  bus: Bus
  live: Live
  work: Worker
  outside: Outside
  tools: readonly Tool[]
  /** All that may be in the change log, of slices and tools. */
  events: readonly DeclaredEvent[]
  /** All that people are told of it. */
  notices: readonly NoticeKind[]
}

/** Who asks, in which transaction, at what time, in which language. Always the first argument. */
export interface PublicContext {
  readonly person: Asker | undefined
  readonly db: Transaction
  readonly now: Date
  readonly language: Language
  readonly house: House
  /** Address of the other end; behind a proxy only if TRUSTED_PROXIES names it. */
  readonly address: string
  readonly userAgent: string
  /** The host that the request was sent to; the house itself is asked at none. */
  readonly host?: string
  /** The cookie by which a browser is known again, as it came. */
  readonly device?: string | undefined
  /** Decides again, in the transaction that writes, after a long wait (pass.ts): throws when they may not any more. */
  readonly decideAgain?: (inside: PublicContext) => Promise<void>
}

/** The same, with somebody signed in. */
export interface Context extends PublicContext {
  readonly person: Asker
}

/** Somebody acts, or the house itself (background work, start-up): then `person` is undefined. */
export async function inContext<T>(
  house: House,
  person: Asker | undefined,
  work: (ctx: PublicContext) => Promise<T>,
): Promise<T> {
  return house.db.transaction((db) =>
    work({
      person,
      db,
      now: new Date(),
      language: person?.language ?? 'en',
      house,
      address: '',
      userAgent: '',
    }),
  )
}
