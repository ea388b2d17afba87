import type { LiveConnection } from '../../kernel/live.ts'
import type { Seen, Shown } from './awareness.ts'
import type { Writer } from './store.ts'

/** One open text on one connection. */
export interface Member {
  readonly connection: LiveConnection
  /** The room number that the client chose. */
  readonly number: number
  readonly shown: Shown
  /** Views the text as somebody else would see it: read only, and the others are not told that they are there (A8). */
  readonly looking: boolean
  mayEdit: boolean
  /** Frames held back while their rights are being read again. */
  held: Uint8Array[] | undefined
  /** The newest recheck of this member: the one that decides. */
  turn: number
  seen: Seen | undefined
  /** The server closed it: what they sent and is not stored yet will not be stored. */
  isEnded: boolean
}

export function writerOf({ connection: { asker } }: Member): Writer {
  return { person: asker.id, session: asker.sessionId }
}

export function isSameSession(one: Member, other: Member): boolean {
  return one.connection.asker.sessionId === other.connection.asker.sessionId
}
