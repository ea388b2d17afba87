import type { LiveConnection } from '../../kernel/live.ts'
import type { Seen, Shown } from './awareness.ts'
import type { Writer } from './store.ts'

/** One open text on one connection. */
export interface Member {
  readonly connection: LiveConnection
  /** What the client calls the room. */
  readonly number: number
  readonly shown: Shown
  /** As somebody else would see it: they read only, and nobody is told that they are there (A8). */
  readonly looking: boolean
  mayEdit: boolean
  /** While their rights are being asked for again, what they would be sent is held back. */
  held: Uint8Array[] | undefined
  /** The newest recheck that concerns them: the one that decides. */
  turn: number
  seen: Seen | undefined
  /** The house closed it: what they sent and nobody kept is not kept any more. */
  isEnded: boolean
}

export function writerOf({ connection: { asker } }: Member): Writer {
  return { person: asker.id, session: asker.sessionId }
}

export function isSameSession(one: Member, other: Member): boolean {
  return one.connection.asker.sessionId === other.connection.asker.sessionId
}
