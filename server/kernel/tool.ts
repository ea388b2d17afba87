import type { Kept } from './blobs.ts'
import type { Context, PublicContext } from './context.ts'
import type { Door } from './door.ts'
import type { DeclaredEvent } from './event.ts'
import type { Counted, Sentence } from './i18n.ts'
import type { TemplateKey } from './group-templates.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from './ids.ts'
import type { Work } from './work.ts'
import type { NoticeKind } from './notice.ts'

/**
 * What a tool provides. A missing part is a compile error. Rights, trash, comments, favourites, tags, links, moves and
 * copies come with the spine and are not a tool's business.
 */
export interface Tool {
  /** The word in paths, columns and SPEC §8: `notes`. */
  name: string
  /** The kinds of its containers, including `root`, of which each space has one per tool. */
  containers: { root: ContainerKind; [kind: string]: ContainerKind }
  /** The container that a new space starts with, in the tool's root. */
  first?: { kind: string; name: Sentence }
  /**
   * In private spaces, everybody with whom the owner shares a group sees when they are busy, unless the owner takes this
   * grant away (S1): some of its lists of items have a `span`.
   */
  showsBusy?: true
  /** The templates of groups in which it is on from the start; missing: in all. Administrators switch it on and off (G5). */
  templates?: readonly TemplateKey[]
  /** Direct conversations have this tool (H); no other tool is in them. */
  inConversations?: true
  /** The kinds of its items: `note`. Kinds are unique across tools. */
  items: Record<string, ItemKind>
  doors: Door[]
  /** Events of its own in the change log, besides those of the spine (kernel/event.ts). */
  events?: DeclaredEvent[]
  /** Background work of this tool: following the log, at intervals, or at a given time. */
  work?: Work[]
  /** Notices about its events, besides those of the spine (kernel/notice.ts). */
  notices?: NoticeKind[]
}

/** The allowed contents of a container. */
export interface ContainerKind {
  /** The kinds of items that it holds. */
  holds: string[]
  /** The kinds of containers that can be made in it. */
  nests: string[]
  /**
   * Whether no two of the things in it that one person sees have the same name (decision 0023): containers and items
   * alike. Names are the same when they fold alike (kernel/plain-text.ts).
   */
  uniqueNames?: boolean
}

/** How a tool handles its own rows of an item, and how an item is made. */
export interface ItemKind {
  /** Several of them, in notices: *12 notes*. */
  counted: Counted
  /** Copies the tool's own rows of an item; the spine has made the new item, and copies its live texts. */
  copyContent(ctx: PublicContext, from: ItemKey, to: ItemKey): Promise<void>
  /** Bytes that the tool stores for an item besides its files, live texts and versions. They count as storage (O7). */
  weigh(ctx: PublicContext, of: ItemKey): Promise<number>
  /** Whether an item shows one of its files now, besides its attachments; missing where it never does. */
  usesFile?(ctx: PublicContext, of: ItemKey, sha256: string): Promise<boolean>
  /**
   * The text of an item `i` besides its title, as plain text: a select of one column and at most one row. Search finds items
   * by it, and shows passages of it to people who may view them. A tool records a line of the log about the item whenever
   * this text changes.
   */
  searchable: string
  /** Deletes the tool's own rows of items that leave the trash for ever. */
  purgeContent(ctx: PublicContext, space: SpaceId, items: ItemId[]): Promise<void>
  /** An item as it is exported with its group or by its author (G13, O9); the caller has checked that it may be viewed. */
  exportItem(ctx: PublicContext, of: ItemKey, along: ItemAlong): Promise<ItemCopy>
  /** Makes the tool's own rows of an imported item; the spine has made the item, with this title. Invalid data is refused. */
  importItem(
    ctx: Context,
    to: ArchivedItem,
    parts: AsyncIterable<unknown>,
    origin: ItemOrigin,
  ): Promise<void>
  /**
   * Checks an imported file of an item, other than an attachment, like an uploaded one, and returns the bytes and type to
   * store; refuses a file that it would not accept. `as-sent` takes any file, of any size, without reading it. Missing where items have no such files: all are refused.
   */
  importFile?: ((bytes: Buffer) => Promise<{ bytes: Buffer; type: string }>) | 'as-sent'
  /**
   * In the tool's own rows of a group, replaces imported names by this person, who has accepted them (G13). Missing where the
   * rows name nobody.
   */
  recognize?(ctx: PublicContext, group: SpaceId, names: PersonId[], person: PersonId): Promise<void>
  /** How programs that keep a copy of a container see such an item; missing where they do not see it (foundation/sync). */
  syncable?: Resource
  /** The live texts of an item, by name: `description`. Rooms and rows belong to server/foundation/live-text. */
  texts?: Record<string, LiveText>
  /** How a file becomes such an item, or its content; missing where items are not files. */
  receives?: Receiver
  /** How versions of these items are made and restored; without it they have none. */
  versions?: Versioned
  /** Cases for the access matrix: how each act is done, as requests. */
  accessCases: AccessCase[]
  /** The case that makes an item and returns it: the tests use it to have one of this kind in each place. */
  makesItem: string
}

/** Both need the turn of the space, and check the asker's rights in it. */
export interface Receiver {
  /** Makes an item of the file, in a container, and returns it. */
  add(inside: Context, there: ContainerKey, file: ReceivedFile): Promise<ItemId>
  /** Gives an item this content. */
  replace(inside: Context, of: ItemKey, file: Omit<ReceivedFile, 'name' | 'ifTaken'>): Promise<void>
  /** How it becomes an item that its sender does not see; missing where nobody sends files so. */
  drops?: Drops
}

export interface Drops {
  /** Throws unless the asker may still drop into this container. */
  mustTake(ctx: Context, there: ContainerKey): Promise<void>
  /** Makes an item of the file, and returns the id of its sender's receipt. Needs the turn of the space. */
  drop(inside: Context, there: ContainerKey, file: Omit<ReceivedFile, 'ifTaken'>): Promise<string>
}

/** A file on the disk that no row names yet. */
export interface ReceivedFile {
  kept: Kept
  /** As its sender calls it. */
  name: string
  /** The media type that its sender says, in lower case; may be empty. */
  type: string
  ifTaken: IfTaken
}

/** Where the name is taken: refuse, add a number, or make a new version of the item that has it. */
export type IfTaken = 'refuse' | 'keep-both' | 'new-version'

export interface ContainerKey {
  space: SpaceId
  container: ContainerId
}

export interface ItemKey {
  space: SpaceId
  item: ItemId
}

/** One of the live texts of an item, by its name. */
export interface TextKey extends ItemKey {
  field: string
}

/** The part of a live text that only its tool knows. `Digest` is what the tool reads from the text. */
export interface LiveText<Digest = unknown> {
  /** The root of its Yjs document. */
  root: string
  /** Limits: bytes of the whole Yjs document, and depth of nested blocks; 0 for a text without blocks. */
  most: { bytes: number; depth: number }
  /** Reads from a state what lists, search and versions need: in a worker, queued by `owner`. */
  digest(owner: string, state: Uint8Array): Promise<Digest>
  /**
   * Stores the digest, in the transaction that saves a burst of edits; `writing` is missing when a door has recorded them.
   * Returns true when it made a version: `since` then starts again from here.
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
  /** The authors of this burst, the most recent last. */
  authors: PersonId[]
  /** The authors since the last version. */
  since: PersonId[]
  /** Nobody has the text open any more. */
  last: boolean
}

/** The content of a version. A file whose SHA-256 it contains is kept as long as the version. */
export interface VersionContent {
  /** JSON, from which the tool restores the version. */
  content: string
  /** The same as plain text, to be read and compared. */
  text: string
}

/** The part of versions that only a tool knows. server/foundation/versions stores, lists, compares and thins them out. */
export interface Versioned {
  /** What an item says now, and who wrote since the line of its last change. Called before anything is locked. */
  present(ctx: PublicContext, of: ItemKey): Promise<VersionContent & { authors?: PersonId[] }>
  /**
   * Prepares an item to say this again, before anything is locked. `write` then does so in the turn of the space; the right to
   * edit was checked there.
   */
  restoring(
    ctx: Context,
    of: ItemKey,
    content: object,
  ): Promise<VersionContent & { write(inside: Context): Promise<void> }>
  /** The content as an export contains it, without ids except those of people; missing where it has none. */
  leaving?(content: object, of: ItemKey, along: ItemAlong): object
  /** The content of an imported version as this instance stores it; undefined when it is invalid. */
  arriving(
    ctx: Context,
    content: object,
    to: ItemKey,
    origin: ItemOrigin,
  ): Promise<VersionContent | undefined>
}

/**
 * An item as a resource of a protocol: `<id>.<ending>`, with the text that `exportItem` gives. Its ETag is the version of the
 * item, so it shows nothing that changes without the version, such as comments and tags.
 */
export interface Resource {
  /** `ics` */
  ending: string
  /** `text/calendar` */
  type: string
}

/** The export of an item, besides what the spine knows of it. */
export interface ItemCopy {
  /** The item in an open format that anybody can read; `ending` is the file extension: `md`. */
  text: { ending: string; body: string }
  /** The data from which the same item can be made again: plain objects, in parts that fit into memory one by one. */
  parts: AsyncIterable<object>
}

/** An item to import, with its files. */
export interface ArchivedItem extends ItemKey {
  title: string
  files: { sha256: string; name: string }[]
}

/** What the exporter provides to an item. */
export interface ItemAlong {
  /** Where the export has a file of the item, as a link from the item's own text. */
  link(sha256: string): string | undefined
  /** The number of another item that the export has too: the item's data names it so, never by its id. */
  item(id: ItemId): number | undefined
  /** Reports a person whose id is in the item's data: the export then includes their name. */
  names(person: PersonId): void
}

/** Maps people and things named in an import to those of this instance. */
export interface ItemOrigin {
  /** The person themselves, if this instance made the export and still knows them; otherwise a name without an account. */
  person(id: string): PersonId
  /** A time from the import, never later than now. */
  moment(at: string): string
  /** The subject of a mention or a grant; undefined when it is not known here. */
  principal(kind: 'person' | 'group', id: string): string | undefined
  /** Another item of the import, by its number; undefined when the import does not have it. */
  item(number: number): ItemId | undefined
  /** A file of the item as `importFile` returned it, stored but not yet named; undefined when the import has none. */
  file(sha256: string): KeptFile | undefined
}

export interface KeptFile extends Kept {
  type: string
}

/** One act of the access matrix, which tries it as everybody. */
export interface AccessCase {
  /** In a user's words: `read a note`. */
  act: string
  /** The operation's name. */
  door: string
  request(world: AccessWorld): {
    params: Record<string, string>
    query?: Record<string, unknown>
    body?: unknown
  }
}

/** What the matrix prepares for a tool before each attempt. */
export interface AccessWorld {
  space: SpaceId
  container: ContainerId
  item: ItemId
  author: PersonId
  /** A comment by the author on the item. */
  comment: string
  /** The root that contains the container, and a kind of container that it nests. */
  root: ContainerId
  nested: string
  /** A member of the space on whom an act can be tried, and a colleague who is outside. */
  person: PersonId
  outsider: PersonId
  /** Another group of the administrator. */
  otherGroup: SpaceId
}
