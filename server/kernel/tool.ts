import type { House, PublicContext } from './context.ts'
import type { Door } from './door.ts'
import type { Sentence } from './i18n.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from './ids.ts'
import type { Rooms } from './live.ts'

/**
 * How a tool introduces itself to the house. What is missing here is a compile error. Rights, trash, comments, favourites,
 * tags, links, moves and copies come with the spine and are not a tool's business.
 */
export interface Tool {
  /** The word in paths, columns and SPEC §8: `notes`. */
  name: string
  /** What holds its items besides folders: `notebook`. */
  containerKind: string
  /** What its first container is called in a new space. */
  firstContainer: Sentence
  /** What its items are: `note`. */
  itemKind: string
  doors: Door[]
  /** Copies the tool's own rows of an item into another place; the spine has made the new item. */
  copyContent(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void>
  /** Moves the tool's own rows along when an item changes its space. */
  moveContent(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void>
  /** Deletes the tool's own rows of items that leave the trash for ever. */
  purgeContent(ctx: PublicContext, space: SpaceId, items: ItemId[]): Promise<void>
  /** An item as text, for its author to take along; the caller has checked that they may view it (O9). */
  asText?(ctx: PublicContext, of: ItemKey): Promise<string>
  /** For a tool whose items are written together live: who takes the binary frames of the live connections. */
  openRooms?(house: House): Rooms
  /** Bodies for the cast of the access matrix: how each act is done, as requests. */
  accessCases: AccessCase[]
  /** Which of them makes an item and answers it: so the tests have one of this tool in each place. */
  makesItem: string
}

export interface ItemKey {
  space: SpaceId
  item: ItemId
}

/** One action of the access matrix: as whom does not matter here, the matrix tries everybody. */
export interface AccessCase {
  /** A user's words: `read a note`. */
  act: string
  /** The operation's name and what it is sent. */
  door: string
  request(world: AccessWorld): {
    params: Record<string, string>
    query?: Record<string, unknown>
    body?: unknown
  }
}

/** What the matrix prepares for a tool before each try. */
export interface AccessWorld {
  space: SpaceId
  container: ContainerId
  item: ItemId
  author: PersonId
  /** The root that the container lies in. */
  root: ContainerId
  /** Somebody in the space to whom something can be done, and a colleague who is outside. */
  person: PersonId
  outsider: PersonId
  /** Another group of the administrator's. */
  otherGroup: SpaceId
}
