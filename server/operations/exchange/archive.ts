import { Type, type Static } from 'typebox'
import { rights } from '../../access/rights.ts'
import {
  defaultLevels,
  horizonWords,
  invitingWords,
  joiningWords,
  listedWords,
} from '../../foundation/groups/group.ts'
import { NewComment, Passage } from '../../foundation/comments/schema.ts'
import { linkTypes } from '../../foundation/items/schema.ts'
import { NewContainer } from '../../foundation/spaces/schema.ts'
import { ArchivedVersion } from '../../foundation/versions/schema.ts'
import { templateKeys } from '../../kernel/group-templates.ts'
import { languages } from '../../kernel/i18n.ts'
import { judgeOf } from '../../kernel/judge.ts'
import { Name, OneOf, Text } from '../../kernel/shapes.ts'

// The content of a group's archive: a ZIP of files that anybody can open, each with the data from which the same is made
// again. Things inside are numbered, not named by their ids: two archives of equal groups are equal.

export const format = 1

export const names = {
  manifest: 'manifest.json',
  seal: 'seal.json',
  readme: 'README.md',
  group: 'group.json',
  picture: 'picture.webp',
  people: 'people.json',
  members: 'members.csv',
  containers: 'containers.json',
  history: 'history.csv',
  historyLines: 'history.jsonl',
} as const

export const itemName = (number: number): string => `items/${String(number).padStart(6, '0')}.jsonl`

const endings: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

export const fileName = (sha256: string, type: string, called = ''): string => {
  const own = /\.([a-z0-9]{1,8})$/i.exec(called)?.[1]?.toLowerCase()
  return `files/${sha256}.${endings[type] ?? own ?? 'bin'}`
}

const mega = 1024 * 1024

/** Limits of an archive, which a stranger may have made (I12, X118). */
export const limits = {
  entries: 100_000,
  nameBytes: 1500,
  nameDepth: 24,
  /** One file, unpacked; an attachment may be as large as the archive. */
  entry: 256 * mega,
  attachment: 2 ** 50,
  manifest: 64 * mega,
  /** Other files that are read as a whole. */
  json: 32 * mega,
  line: 64 * mega,
  /** A file of an item; its tool may allow less. */
  file: 32 * mega,
  /** Nesting of JSON values. */
  depth: 400,
  /** Everything unpacked, as a multiple of the largest archive that may be sent. */
  unpacked: 8,
  /** A large file that packing makes smaller than by this factor is refused as a bomb. */
  ratio: 500,
  ratioFrom: 16 * mega,
  people: 100_000,
  containers: 20_000,
  /** Milliseconds for which what was read for an export may be written without asking again (A11). */
  fresh: 1000,
}

/** Files in `files/` are stored unchanged, of any size; everything else is data. */
export const mostOf = (name: string): number =>
  name.startsWith('files/') ? limits.attachment : limits.entry

/** The doors accept no longer ones (X98). */
const most = {
  comment: longestOf(NewComment.properties.body),
  containerName: longestOf(NewContainer.properties.name),
}

function longestOf(line: object): number {
  return (line as { maxLength: number }).maxLength
}

const Uuid = Type.String({ format: 'uuid' })
const Moment = Type.String({ format: 'date-time' })
const Day = Type.String({ format: 'date' })
const orNull = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()])
/** A word of the archive's own, or the name of an entry, unchanged. */
const Word = (most: number) => Type.String({ minLength: 1, maxLength: most })
const Count = Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

const Manifest = Type.Object({
  format: Type.Literal(format),
  exportedAt: Moment,
  exportedBy: Type.Object({ id: Uuid, name: Name(400, 0) }),
  group: Type.Object({ id: Uuid, name: Name(400) }),
  counts: Type.Object({
    people: Count,
    members: Count,
    containers: Count,
    items: Count,
    comments: Count,
    files: Count,
    bytes: Type.Integer({ minimum: 0 }),
  }),
  /** Checked in batches (ManifestEntries). */
  entries: Type.Array(Type.Unknown(), { maxItems: limits.entries }),
})
const ManifestEntry = Type.Object({
  name: Word(limits.nameBytes),
  size: Type.Integer({ minimum: 0 }),
  sha256: Sha256,
})
export type ManifestEntry = Static<typeof ManifestEntry>
type ManifestHead = Static<typeof Manifest>
export type Manifest = Omit<ManifestHead, 'entries'> & { entries: ManifestEntry[] }

const roles = ['administrator', 'co-administrator', 'moderator', 'member'] as const

const GroupFile = Type.Object({
  name: Name(400),
  objective: Text(2000, 0),
  language: OneOf(languages),
  activity: OneOf(['business', 'other']),
  sector: orNull(Name(80, 0)),
  startsOn: orNull(Day),
  endsOn: orNull(Day),
  template: OneOf(templateKeys),
  hue: Type.Integer({ minimum: 0, maximum: 12 }),
  settings: Type.Object({
    listed: OneOf(listedWords),
    memberListPublished: Type.Boolean(),
    joining: OneOf(joiningWords),
    whoInvites: OneOf(invitingWords),
    guestsAllowed: Type.Boolean(),
    tools: Type.Array(Word(40), { maxItems: 40 }),
    notifications: Type.Boolean(),
    defaultRights: OneOf(defaultLevels),
    historyHorizon: OneOf(horizonWords),
  }),
  createdAt: Moment,
  archivedAt: orNull(Moment),
  picture: orNull(Sha256),
  members: Type.Array(
    Type.Object({
      person: Uuid,
      role: OneOf(roles),
      since: Moment,
      starts: Type.Optional(orNull(Moment)),
      until: orNull(Moment),
      roleStarts: Type.Optional(orNull(Moment)),
      roleUntil: orNull(Moment),
      guest: Type.Boolean(),
    }),
    { maxItems: limits.people },
  ),
  nestedGroups: Type.Array(
    Type.Object({ id: Uuid, name: Name(400, 0), role: OneOf(roles), since: Moment }),
    { maxItems: 10_000 },
  ),
})
export type GroupFile = Static<typeof GroupFile>

const PersonEntry = Type.Object({
  id: Uuid,
  firstName: Name(200, 0),
  lastName: Name(200, 0),
  organization: Name(400, 0),
  email: Name(320, 0),
})
export type PersonEntry = Static<typeof PersonEntry>

const Principal = Type.Union([
  Type.Object({ kind: Type.Literal('members') }),
  Type.Object({ kind: Type.Literal('person'), id: Uuid }),
  Type.Object({ kind: Type.Literal('group'), id: Uuid, name: Name(400, 0) }),
])
export type ArchivedPrincipal = Static<typeof Principal>

const given = { at: Moment, by: Uuid }
/** Hidden from guests (G10). */
const InternalOnly = orNull(Type.Object(given))

const ContainerEntry = Type.Object({
  number: Count,
  tool: Word(40),
  kind: Word(40),
  parent: orNull(Count),
  name: Name(most.containerName, 0),
  createdAt: Moment,
  createdBy: Uuid,
  changedAt: Moment,
  internalOnly: InternalOnly,
  /** Its own list of rights; null where it inherits that of its parent. */
  rights: orNull(
    Type.Array(Type.Object({ to: Principal, rights: Type.Array(OneOf(rights)), ...given }), {
      maxItems: 10_000,
    }),
  ),
})
export type ContainerEntry = Static<typeof ContainerEntry>

const Attachments = Type.Array(
  Type.Object({
    name: Name(1000),
    type: Word(200),
    sha256: Sha256,
    entry: Word(limits.nameBytes),
    ...given,
  }),
  { maxItems: 1000 },
)
export type ArchivedAttachment = Static<typeof Attachments>[number]

const ItemLine = Type.Object({
  item: Type.Object({
    number: Count,
    tool: Word(40),
    kind: Word(40),
    title: Name(1000),
    container: Count,
    author: Uuid,
    takenOverBy: orNull(Uuid),
    takenOverAt: orNull(Moment),
    createdAt: Moment,
    changedAt: Moment,
    changedBy: Uuid,
    version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }),
    internalOnly: InternalOnly,
    /** Null while it may be edited. */
    validated: orNull(Type.Object(given)),
    /** In the order of its container; null where nobody has placed it. */
    position: orNull(Type.Integer({ minimum: -(2 ** 52), maximum: 2 ** 52 })),
    tags: Type.Array(Name(200), { maxItems: 1000 }),
    grants: Type.Array(
      Type.Object({ to: Principal, level: OneOf(['reader', 'editor']), ...given }),
      { maxItems: 10_000 },
    ),
    links: Type.Array(
      Type.Object({ to: Count, type: orNull(OneOf(linkTypes)), inText: Type.Boolean(), ...given }),
      { maxItems: 10_000 },
    ),
    /** The people and groups that it concerns. */
    concerns: Type.Array(Type.Object({ to: Principal, ...given }), { maxItems: 10_000 }),
    files: Type.Array(
      Type.Object({ sha256: Sha256, name: Name(1000, 0), entry: Word(limits.nameBytes) }),
      { maxItems: 10_000 },
    ),
    attachments: Type.Optional(Attachments),
    /** The path of its text, for people to read. */
    text: Word(limits.nameBytes),
  }),
})
export type ArchivedItem = Static<typeof ItemLine>['item']

const CommentLine = Type.Object({
  comment: Type.Object({
    author: Uuid,
    body: Type.String({ maxLength: most.comment }),
    createdAt: Moment,
    editedAt: orNull(Moment),
    resolvedAt: Type.Optional(orNull(Moment)),
    passage: Type.Optional(orNull(Passage)),
    mentions: Type.Array(Principal, { maxItems: 1000 }),
    attachments: Type.Optional(Attachments),
  }),
})
export type ArchivedComment = Static<typeof CommentLine>['comment']

const VersionLine = Type.Object({ version: ArchivedVersion })

const PartLine = Type.Object({ part: Type.Object({}) })

const Seal = Type.Object({ seal: Word(2000) })

export const is = {
  manifest: judgeOf<ManifestHead>(Manifest),
  manifestEntries: judgeOf<ManifestEntry[]>(Type.Array(ManifestEntry)),
  seal: judgeOf<{ seal: string }>(Seal),
  group: judgeOf<GroupFile>(GroupFile),
  people: judgeOf<PersonEntry[]>(Type.Array(PersonEntry, { maxItems: limits.people })),
  containers: judgeOf<ContainerEntry[]>(
    Type.Array(ContainerEntry, { maxItems: limits.containers }),
  ),
  itemLine: judgeOf<Static<typeof ItemLine>>(ItemLine),
  commentLine: judgeOf<Static<typeof CommentLine>>(CommentLine),
  versionLine: judgeOf<Static<typeof VersionLine>>(VersionLine),
  partLine: judgeOf<Static<typeof PartLine>>(PartLine),
}
