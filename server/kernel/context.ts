import type { Blobs } from './blobs.ts'
import type { Bus } from './bus.ts'
import type { Config } from './config.ts'
import type { Database, Transaction } from './db.ts'
import type { DeclaredEvent } from './event.ts'
import type { Language } from './i18n.ts'
import type { ActId, OrganizationId, PersonId, SpaceId } from './ids.ts'
import type { NoticeKind } from './notice.ts'
import type { Live } from './live.ts'
import type { Outside } from './outside.ts'
import type { Tool } from './tool.ts'
import type { Worker } from './work.ts'

/** The signed-in person who makes the request. Guests of the instance have no organization. */
export interface Asker {
  id: PersonId
  organizationId: OrganizationId | null
  orgRole: 'admin' | 'manager' | 'coordinator' | 'member' | null
  language: Language
  timeZone: string
  privateSpace: SpaceId
  sessionId: string
  /** Set when a program acts with a token or app password of this person, rather than the person with a session. */
  token?: { kind: 'api-token' | 'app-password'; mayWrite: boolean }
}

/** The running instance: everything that lives as long as the process. */
export interface House {
  config: Config
  db: Database
  blobs: Blobs
  bus: Bus
  live: Live
  work: Worker
  outside: Outside
  tools: readonly Tool[]
  /** Every event that may be in the change log, from slices and tools. */
  events: readonly DeclaredEvent[]
  /** Every kind of notice that people receive about those events. */
  notices: readonly NoticeKind[]
}

export interface Act {
  readonly id: ActId
  /** The lines undo this act: they are in the log, and no news to anybody. */
  readonly undone?: true
}

/** The asker, the transaction, the time and the language of a request. Always the first argument. */
export interface PublicContext {
  readonly person: Asker | undefined
  readonly db: Transaction
  readonly now: Date
  readonly language: Language
  readonly house: House
  /** Address of the other end; behind a proxy only if TRUSTED_PROXIES names it. */
  readonly address: string
  readonly userAgent: string
  /** The host that the request was sent to; undefined when the server itself acts. */
  readonly host?: string
  /** The cookie that identifies a known browser, as it was sent. */
  readonly device?: string | undefined
  /** Somebody else views as this person (A8): nothing of other spaces is shown. */
  readonly isViewed?: true
  /** Set while one act changes many things: its lines in the change log are told as one. */
  readonly act?: Act
  /**
   * Authorizes again, in the transaction that writes, after a long wait (pass.ts): throws when the asker has lost the
   * right.
   */
  readonly decideAgain?: (inside: PublicContext) => Promise<void>
}

/** The same, with a signed-in person. */
export interface Context extends PublicContext {
  readonly person: Asker
}

/** The same in a transaction, at the time at which it began. */
export function inside<Of extends Pick<PublicContext, 'now'>>(
  ctx: Of,
  db: Transaction,
): Of & { db: Transaction } {
  return { ...ctx, db, now: db.now ?? ctx.now }
}

/** Runs work for a person, or for the server itself (background work, start-up): then `person` is undefined. */
export async function inContext<T>(
  house: House,
  person: Asker | undefined,
  work: (ctx: PublicContext) => Promise<T>,
): Promise<T> {
  return house.db.transaction((db) =>
    work({
      person,
      db,
      now: db.now ?? new Date(),
      language: person?.language ?? 'en',
      house,
      address: '',
      userAgent: '',
    }),
  )
}

/**
 * The context of something that is read after its request has been answered, while it is sent: each statement reads the newest
 * committed state.
 */
export function unchanging(ctx: Context): Context {
  return { ...ctx, db: { ...ctx.house.db, afterCommit: neverWrites } }
}

function neverWrites(): never {
  throw new Error('nothing is changed while an answer is sent')
}
