import type { PersonId, SpaceId } from './ids.ts'

/** What the rest of the house may tell the live connections. It holds no rights and no content: poke, then pull. */
export interface Live {
  /** Space `space` is now at `seq`. */
  poke(space: SpaceId, seq: number): void
  /** What this person may reach has changed: every watch and room of theirs is checked anew, at once (J6, I6). */
  recheck(person: PersonId): void
  /** The same for everybody in a space. */
  recheckSpace(space: SpaceId): void
  /** The session or person is over: their connections are closed. */
  signOut(person: PersonId, sessionId?: string): void
}
