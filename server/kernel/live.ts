import type { Asker } from './context.ts'
import type { ItemId, PersonId, SpaceId } from './ids.ts'

export type Presence = 'online' | 'away' | 'offline'

/**
 * What the other parts of the server may tell the live connections. It carries no rights and no content: a poke makes the
 * page pull.
 */
export interface Live {
  /** Space `space` is now at `seq`: the pages of people who may see that line request the changes. */
  poke(space: SpaceId, seq: number): void
  /**
   * These people may no longer see something in the space, and therefore not the line about it either: their pages reload
   * all of the space. All live texts there are checked again for everybody; with an item, only those of that item.
   */
  sightEnded(space: SpaceId, people: PersonId[], item?: ItemId): void
  /**
   * The rights of this person have changed: each of their subscriptions and live texts is checked again immediately (J6,
   * I6).
   */
  recheck(person: PersonId): void
  /** The same for everybody in a space. */
  recheckSpace(space: SpaceId): void
  /** The same for everybody at one item: the cost depends on this item only, whatever else is open. */
  recheckItem(space: SpaceId, item: ItemId): void
  /** Something of this person's own has changed (`notices`): their pages request it again. */
  nudge(person: PersonId, what: string): void
  /** The session or the account has ended: its connections are closed. */
  signOut(person: PersonId, sessionId?: string): void
  /**
   * The current presence of a person. The caller has checked that the asker shares a group with them (S1); hidden people
   * are offline.
   */
  presenceOf(person: PersonId): Presence
}

/** Where nobody is connected: in commands. */
export const nobodyListens: Live = {
  poke: () => undefined,
  sightEnded: () => undefined,
  recheck: () => undefined,
  recheckSpace: () => undefined,
  recheckItem: () => undefined,
  nudge: () => undefined,
  signOut: () => undefined,
  presenceOf: () => 'offline',
}

/** One open live connection, as the live-text rooms see it. */
export interface LiveConnection {
  readonly asker: Asker
  /** The person has chosen not to be seen (S1). */
  readonly hidden: boolean
  send(frame: Uint8Array): void
}
