import type { Kept } from './blobs.ts'
import type { Context, PublicContext } from './context.ts'
import type { Querier } from './db.ts'
import type { Door } from './door.ts'
import type { DeclaredEvent } from './event.ts'
import type { Sentence } from './i18n.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from './ids.ts'
import type { Work } from './work.ts'
import type { NoticeKind } from './notice.ts'

/**
 * How a tool introduces itself to the house. What is missing here is a compile error. Rights, trash, comments, favourites,
 * tags, links, moves and copies come with the spine and are not a tool's business.
 */
export interface Tool {
  /** The word in paths, columns and SPEC §8: `notes`. */
  name: string
  /** The kinds of its containers. `root`, of which each space has one per tool, is among them. */
  containers: { root: ContainerKind; [kind: string]: ContainerKind }
  /** The container that a new space begins with, in its root. */
  first?: { kind: string; name: Sentence }
  /** The kinds of its items: `note`. No other tool has a kind of the same name. */
  items: Record<string, ItemKind>
  doors: Door[]
  /** Lines of its own in the change log, besides those of the spine (kernel/event.ts). */
  events?: DeclaredEvent[]
  /** What is done in the background for this tool: following the log, every so often, at a moment. */
  work?: Work[]
  /** What people are told of its events, besides what the spine tells (kernel/notice.ts). */
  notices?: NoticeKind[]
}

/** What may be in a container. */
export interface ContainerKind {
  /** The kinds of items that it holds. */
  holds: string[]
  /** The kinds of containers that can be made in it. */
  nests: string[]
}

/** What a tool does with its own rows of an item, and how one is made. */
export interface ItemKind {
  /** Copies the tool's own rows of an item into another place; the spine has made the new item, and copies its live texts. */
  copyContent(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void>
  /** Bytes that the tool keeps of an item besides its files and live texts: its versions. They count as storage (O7). */
  weigh(ctx: PublicContext, of: ItemKey): Promise<number>
  /** Whether an item shows a file that it has, now or in anything that it can be brought back to. */
  usesFile(ctx: PublicContext, of: ItemKey, sha256: string): Promise<boolean>
  /**
   * What these items say besides their titles, as plain text: by it they are found, and passages of it are shown to people
   * who may view them. In one statement. A tool records a line of the log about the item whenever this changes.
   */
  searchable(db: Querier, keys: ItemKey[]): Promise<{ item: ItemId; text: string }[]>
  /** Deletes the tool's own rows of items that leave the trash for ever. */
  purgeContent(ctx: PublicContext, space: SpaceId, items: ItemId[]): Promise<void>
  /** An item as an archive of its group, or its author's export, has it (G13, O9); the caller has checked that it may be viewed. */
  exportItem(ctx: PublicContext, of: ItemKey, along: ItemAlong): Promise<ItemCopy>
  /** Makes the tool's own rows of an item that an archive brings; the spine has made the item, with this title. What cannot be is refused. */
  importItem(
    ctx: Context,
    to: ArchivedItem,
    parts: AsyncIterable<unknown>,
    origin: ItemOrigin,
  ): Promise<void>
  /** What an item keeps of a file that an archive brings, looked at like one that is uploaded; refuses what it would not take. */
  importFile(bytes: Buffer): Promise<{ bytes: Buffer; type: string }>
  /** In the tool's own rows of a group, names that an archive brought become this person, who has accepted them (G13). */
  recognize(ctx: PublicContext, group: SpaceId, names: PersonId[], person: PersonId): Promise<void>
  /** The texts of an item that people write together live, by name: `description`. Rooms and rows are server/foundation/live-text’s. */
  texts?: Record<string, LiveText>
  /** Bodies for the cast of the access matrix: how each act is done, as requests. */
  accessCases: AccessCase[]
  /** Which of them makes an item and answers it: so the tests have one of this kind in each place. */
  makesItem: string
}

export interface ItemKey {
  space: SpaceId
  item: ItemId
}

/** One of the texts of an item, by its name among them. */
export interface TextKey extends ItemKey {
  field: string
}

/** A text that people write together live, as far as only its tool knows. `Digest` is what the tool reads out of it. */
export interface LiveText<Digest = unknown> {
  /** The one root of its Yjs document. */
  root: string
  /** Bytes of the whole, as Yjs keeps it, and blocks within blocks; none in a text without blocks. */
  most: { bytes: number; depth: number }
  /** Reads what lists, search and versions keep out of a state: in a worker, where `owner` waits for their turn. */
  digest(owner: string, state: Uint8Array): Promise<Digest>
  /**
   * Keeps what was read, in the transaction that puts a burst of edits together; `writing` is missing when a door has recorded
   * them. Returns true when a version was made: who has written `since` then is counted again from here.
   */
  settled(
    ctx: PublicContext,
    of: TextKey,
    digest: Digest,
    writing: TextWriting | undefined,
  ): Promise<boolean>
}

export interface TextWriting {
  /** The title of the item. */
  title: string
  /** Who wrote in this burst, the last of them last. */
  authors: PersonId[]
  /** Who has written since the last version. */
  since: PersonId[]
  /** Nobody has the text open any more. */
  last: boolean
}

/** What an archive takes along of an item, besides what the spine knows of it. */
export interface ItemCopy {
  /** What it says, in an open format, for anybody to read; `ending` is that of its file: `md`. */
  text: { ending: string; body: string }
  /** What it takes to make the same item again: plain data, in parts that fit into memory one by one. */
  parts: AsyncIterable<object>
}

/** An item that is made from an archive, with the files that it had. */
export interface ArchivedItem extends ItemKey {
  title: string
  files: { sha256: string; name: string }[]
}

/** What an item finds in the archive that takes it along, and tells it. */
export interface ItemAlong {
  /** Where the archive has a file of the item, as a link from the item's own text. */
  link(sha256: string): string | undefined
  /** Somebody stands in its data by their id: the archive says who that is. */
  names(person: PersonId): void
}

/** Who and what an archive speaks of, as they are here. */
export interface ItemOrigin {
  /** The person themselves, if this house made the archive and still knows them; else a name that is nobody's account. */
  person(id: string): PersonId
  /** A moment, never later than now. */
  moment(at: string): string
  /** Whom or what a mention or a grant named; nothing when that is not known here. */
  principal(kind: 'person' | 'group', id: string): string | undefined
  /** A file of the item as `importFile` made it, kept and not named yet; nothing when the archive has none. */
  file(sha256: string): KeptFile | undefined
}

export interface KeptFile extends Kept {
  type: string
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
