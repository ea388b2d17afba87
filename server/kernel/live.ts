import type { Asker } from './context.ts'
import type { ItemId, PersonId, SpaceId } from './ids.ts'

export type Presence = 'online' | 'away' | 'offline'

/** What the rest of the house may tell the live connections. It holds no rights and no content: poke, then pull. */
export interface Live {
  /** Space `space` is now at `seq`: the pages of whoever may see that line ask for what changed. */
  poke(space: SpaceId, seq: number): void
  /**
   * These people may no longer see something in the space, and so not the line about it either: their pages ask again for all of
   * the space. Everybody's rooms there are checked; with an item, those of this item alone.
   */
  sightEnded(space: SpaceId, people: PersonId[], item?: ItemId): void
  /** What this person may reach has changed: every watch and room of theirs is checked anew, at once (J6, I6). */
  recheck(person: PersonId): void
  /** The same for everybody in a space. */
  recheckSpace(space: SpaceId): void
  /** The same for everybody who is at one item: it costs what this item costs, whatever else is open. */
  recheckItem(space: SpaceId, item: ItemId): void
  /** Something of this person's own has changed (`notices`): their pages ask for it anew. */
  nudge(person: PersonId, what: string): void
  /** The session or person is over: their connections are closed. */
  signOut(person: PersonId, sessionId?: string): void
  /** Who is there now. The caller has checked that the asker shares a group with them (S1); who hides is offline. */
  presenceOf(person: PersonId): Presence
}

/** One open live connection, as the rooms of live texts see it. */
export interface LiveConnection {
  readonly asker: Asker
  /** The person does not want to be seen (S1). */
  readonly hidden: boolean
  send(frame: Uint8Array): void
}
