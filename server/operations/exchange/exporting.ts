import { authorizeGroup } from '../../access/groups.ts'
import { decide } from '../../access/authorized.ts'
import { bit } from '../../access/rights.ts'
import { isShown } from '../../foundation/files/unused.ts'
import { groupRow } from '../../foundation/groups/capacity.ts'
import type { GroupRow } from '../../foundation/groups/group.ts'
import { settingsIn } from '../../foundation/groups/groups.ts'
import { historyAsCsv, linesOfGroup } from '../../foundation/history/history.ts'
import {
  cardsOf,
  importedAuthors,
  type Card,
  type ImportedAuthor,
} from '../../foundation/people/cards.ts'
import { exportVersions } from '../../foundation/versions/archive.ts'
import type { ArchivedVersion } from '../../foundation/versions/schema.ts'
import type { Kept } from '../../kernel/blobs.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { itemKind } from '../../kernel/kinds.ts'
import { safeName } from '../../kernel/plain-text.ts'
import { seal } from '../../kernel/sealed.ts'
import type { ItemAlong, ItemKind } from '../../kernel/tool.ts'
import {
  fileName,
  format,
  itemName,
  names,
  type ArchivedAttachment,
  type ArchivedComment,
  type ArchivedItem,
  type GroupFile,
  type Manifest,
  type PersonEntry,
} from './archive.ts'
import { csvOf } from './csv.ts'
import { UniqueNames } from './file-names.ts'
import { sealFor } from './seal.ts'
import { shelf } from './shelf.ts'
import {
  addPlaces,
  internalOnly,
  longestName,
  peopleIn,
  Places,
  principalOf,
  type Place,
} from './places.ts'
import * as store from './store.ts'
import { readme } from './words.ts'
import { ZipWriter } from './zip-writer.ts'

/** Reports progress; throws when the export was cancelled. */
export type Progress = (done: number, total: number) => Promise<void>

/** State while an archive is written: numbers and names, no content. */
interface Writing {
  ctx: Context
  group: SpaceId
  zip: ZipWriter<Kept>
  places: Places
  /** Containers that the person may not view, though they may view an item in them. */
  unseen: Set<ContainerId>
  numbers: Map<ItemId, number>
  people: Set<PersonId>
  files: Map<string, string>
  texts: UniqueNames
  counts: { items: number; comments: number }
}

const idsAtOnce = 1000
/** Items after which the person is authorized again: do they still administer the group? */
const itemsAtOnce = 20
const commentsAtOnce = 100

/**
 * Writes a whole group into an archive, as far as the person may view it when each part is written (A11).
 * Returns the archive on the shelf.
 */
export async function writeArchive(
  ctx: Context,
  group: SpaceId,
  progress: Progress,
): Promise<Kept> {
  await authorizeGroup(ctx, 'export', group)
  const zip = new ZipWriter((content) => ctx.house.blobs.put(shelf, content))
  try {
    const writing = await begin(ctx, group, zip)
    await writeItems(writing, progress)
    await writeGroup(writing)
    return await zip.finish()
  } catch (error) {
    await zip.abandon()
    throw error
  }
}

async function begin(ctx: Context, group: SpaceId, zip: ZipWriter<Kept>): Promise<Writing> {
  const people = new Set<PersonId>()
  const places = new Places()
  await addPlaces(ctx, group, people, places)
  const numbers = await numbersOf(ctx, group)
  const known = { files: new Map(), texts: new UniqueNames(), counts: { items: 0, comments: 0 } }
  return { ctx, group, zip, places, unseen: new Set(), numbers, people, ...known }
}

/** The present items, numbered in the order of their ids; those that are made meanwhile are not in the archive. */
async function numbersOf(ctx: Context, group: SpaceId): Promise<Map<ItemId, number>> {
  const numbers = new Map<ItemId, number>()
  for (let after: ItemId | null = null; ;) {
    const page: ItemId[] = await store.itemIds(ctx, ctx.person.id, group, after, idsAtOnce)
    for (const id of page) numbers.set(id, numbers.size + 1)
    if (page.length < idsAtOnce) return numbers
    after = page.at(-1)!
  }
}

async function writeItems(writing: Writing, progress: Progress): Promise<void> {
  const { ctx, group, numbers } = writing
  let done = 0
  for (const id of numbers.keys()) {
    if (done % itemsAtOnce === 0) {
      await authorizeGroup(ctx, 'export', group)
      await progress(done, numbers.size)
    }
    await writeItem(writing, id)
    done += 1
  }
  await progress(done, numbers.size)
}

async function writeItem(writing: Writing, id: ItemId): Promise<void> {
  const { ctx, group, zip, people, counts } = writing
  const row = await viewed(writing, id)
  const place = row && (await placeOf(writing, row.container))
  const kind = row && itemKind(ctx.house.tools, row)
  if (!row || !place || !kind) return
  const own = await ownFiles(writing, row, kind)
  for (const file of own) await writeFile(writing, file)
  const item = entryOf(writing, row, own, place)
  for (const file of row.attachments) await writeFile(writing, file)
  item.attachments = attachmentsIn(
    writing,
    row.attachments.filter(({ comment }) => comment === null),
  )
  const up = '../'.repeat(item.text.split('/').length - 1)
  const along: ItemAlong = {
    link: (sha256) => (writing.files.has(sha256) ? up + writing.files.get(sha256) : undefined),
    names: (person) => people.add(person),
  }
  const copy = await ifThere(kind.exportItem(ctx, { space: group, item: id }, along))
  if (!copy) return
  item.text = writing.texts.take(
    place.folder,
    safeName(row.title, row.kind, longestName),
    `.${copy.text.ending}`,
  )
  await zip.add(item.text, copy.text.body)
  await zip.add(itemName(item.number), linesOf(writing, item, row, { kind, parts: copy.parts }))
  for (const person of peopleOf(item)) people.add(person)
  counts.items += 1
}

/** Files that the item itself or one of its versions shows, without those that are only attached to it. */
async function ownFiles({ ctx, group }: Writing, row: store.ItemRow, kind: ItemKind) {
  const own: store.ItemRow['files'] = []
  for (const file of row.files)
    if (!file.attached || (await isShown(ctx, { space: group, item: row.id }, kind, file.sha256)))
      own.push(file)
  return own
}

/** The attachments whose file is in the archive: without those attached since the item was read. */
function attachmentsIn(
  { files, people }: Writing,
  rows: store.AttachmentRow[],
): ArchivedAttachment[] {
  return rows.flatMap(({ name, type, sha256, at, by }) => {
    const entry = files.get(sha256)
    people.add(by)
    return entry === undefined ? [] : [{ name, type, sha256, entry, at, by }]
  })
}

/** Authorized like any other read, at the moment at which it is written. */
async function viewed({ ctx, group }: Writing, id: ItemId): Promise<store.ItemRow | undefined> {
  const found = store.item(ctx, ctx.person.id, group, id)
  return ifThere(found.then((row) => decide(row, 'view')))
}

/** Undefined for an item that was deleted while the archive is written: it is left out. */
async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
}

/**
 * The place of a container, which may have been made since the export began: items that were moved into it are exported too.
 */
async function placeOf(writing: Writing, container: ContainerId): Promise<Place | undefined> {
  const { ctx, group, people, places, unseen } = writing
  if (places.has(container) || unseen.has(container)) return places.get(container)
  await addPlaces(ctx, group, people, places)
  if (!places.has(container)) unseen.add(container)
  return places.get(container)
}

async function writeFile(
  { ctx, group, zip, files }: Writing,
  { sha256, type, name: called, file }: Omit<store.ItemRow['files'][number], 'attached'>,
): Promise<void> {
  if (files.has(sha256)) return
  const name = fileName(sha256, type, called)
  const content = await ctx.house.blobs.get(group, file)
  await zip.add(name, content.open(), { packed: true })
  files.set(sha256, name)
}

function entryOf(
  { numbers, group, files }: Writing,
  row: store.ItemRow,
  own: store.ItemRow['files'],
  { container, folder }: Place,
): ArchivedItem {
  return {
    number: numbers.get(row.id)!,
    tool: row.tool,
    kind: row.kind,
    title: row.title,
    container: container.number,
    author: row.author,
    takenOverBy: row.takenOverBy,
    takenOverAt: row.takenOverAt,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    changedBy: row.changedBy,
    version: row.version,
    internalOnly: internalOnly(row),
    position: row.position,
    tags: row.tags,
    grants: row.grants.map(({ kind, principal, name, rights, at, by }) => ({
      to: principalOf(kind, principal, name, group),
      level: rights & bit.edit ? 'editor' : 'reader',
      at,
      by,
    })),
    links: row.links.flatMap(({ to, at, by }) => {
      const number = numbers.get(to)
      return number === undefined ? [] : [{ to: number, at, by }]
    }),
    files: own.map(({ sha256, name }) => ({ sha256, name, entry: files.get(sha256)! })),
    text: `${folder}/`,
  }
}

function peopleOf(item: ArchivedItem): PersonId[] {
  const { author, takenOverBy, changedBy, internalOnly: mark, grants, links } = item
  const named = grants.flatMap(({ to, by }) => [...peopleIn([to]), by as PersonId])
  const linked = links.map(({ by }) => by as PersonId)
  const touched = [author, changedBy, takenOverBy ?? author, mark?.by ?? author] as PersonId[]
  return [...touched, ...named, ...linked]
}

/** The item, its comments, its versions, and the parts that its tool adds: a line each. */
async function* linesOf(
  writing: Writing,
  item: ArchivedItem,
  row: store.ItemRow,
  { kind, parts }: { kind: ItemKind; parts: AsyncIterable<object> },
): AsyncGenerator<string> {
  yield `${JSON.stringify({ item })}\n`
  if (row.commented)
    for await (const comment of commentsOf(writing, row)) yield `${JSON.stringify({ comment })}\n`
  for await (const version of versionsOf(writing, row, kind))
    yield `${JSON.stringify({ version })}\n`
  for await (const part of parts) yield `${JSON.stringify({ part })}\n`
}

async function* commentsOf(
  writing: Writing,
  { id: item }: store.ItemRow,
): AsyncGenerator<ArchivedComment> {
  const { ctx, group, people, counts } = writing
  for (let after: store.CommentRow | undefined; ;) {
    const page: store.CommentRow[] = await store.comments(ctx, group, item, after, commentsAtOnce)
    for (const { id: _, mentions, attachments, ...row } of page) {
      const named = mentions.map(({ kind, id, name }) => principalOf(kind, id, name, group))
      for (const person of [row.author, ...peopleIn(named)]) people.add(person)
      counts.comments += 1
      yield { ...row, mentions: named, attachments: attachmentsIn(writing, attachments) }
    }
    if (page.length < commentsAtOnce) return
    after = page.at(-1)
  }
}

async function* versionsOf(
  { ctx, group, people }: Writing,
  { id: item }: store.ItemRow,
  { versions }: ItemKind,
): AsyncGenerator<ArchivedVersion> {
  if (!versions) return
  for await (const version of exportVersions(ctx, { space: group, item }, versions)) {
    for (const author of version.authors) people.add(author as PersonId)
    yield version
  }
}

/** Writes the data about the group itself, last, when everybody who is named anywhere is known. */
async function writeGroup(writing: Writing): Promise<void> {
  const { ctx, group, zip, places, people } = writing
  await authorizeGroup(ctx, 'export', group)
  const row = await groupRow(ctx, group)
  const members = await store.members(ctx, group)
  for (const { person } of members) people.add(person)
  const cards = await cardsOf(ctx, people, row.organizationId)
  const containers = [...places.values()].map(({ container }) => container)
  await zip.add(names.containers, json(containers))
  await zip.add(names.group, json(await groupFile(writing, row, members)))
  const credited = await importedAuthors(ctx, [...people])
  await zip.add(names.people, json(peopleFile(cards, credited)))
  await zip.add(names.members, membersCsv(members, cards))
  await writeHistory(writing)
  const day = ctx.now.toISOString().slice(0, 10)
  await zip.add(names.readme, readme(row.name, day, row.language))
  await writeManifest(writing, row, members.length, cards)
}

async function groupFile(
  { ctx, group, zip }: Writing,
  row: GroupRow,
  members: store.MemberRow[],
): Promise<GroupFile> {
  const { name, objective, language, activity, sector, startsOn, endsOn, template, hue } = row
  if (row.picture) await zip.add(names.picture, await pictureOf(row, ctx), { packed: true })
  return {
    ...{ name, objective, language, activity, sector, startsOn, endsOn, template, hue },
    settings: settingsIn(row),
    createdAt: row.createdAt,
    archivedAt: row.archivedAt,
    picture: row.picture && row.picture.slice(0, 64), // its hash
    members,
    nestedGroups: await store.nestedGroups(ctx, group),
  }
}

async function pictureOf({ id, picture }: GroupRow, { house }: Context) {
  return (await house.blobs.get(id, picture!)).open()
}

/** Names that an earlier import brought are exported without their mark, which belongs to this instance. */
function peopleFile(cards: Map<PersonId, Card>, credited: ImportedAuthor[]): PersonEntry[] {
  const came = credited.map(({ id, firstName, lastName, emailKey }): [PersonId, PersonEntry] => {
    return [id, { id, firstName, lastName, organization: '', email: emailKey ?? '' }]
  })
  const names = new Map(came)
  return [...cards.values()]
    .map(({ id, firstName, lastName, organization, email }) => {
      return names.get(id) ?? { id, firstName, lastName, organization, email }
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

const columns = [
  'firstName',
  'lastName',
  'email',
  'organization',
  'role',
  'since',
  'from',
  'until',
  'guest',
]

function membersCsv(members: store.MemberRow[], cards: Map<PersonId, Card>): string {
  const rows = members.map(({ person, role, since, starts, until, guest }) => {
    const { firstName, lastName, email, organization } = cards.get(person)!
    const named = [firstName, lastName, email, organization]
    return [...named, role, since, starts ?? '', until ?? '', guest ? 'yes' : 'no']
  })
  return csvOf(columns, rows)
}

async function writeHistory({ ctx, group, zip }: Writing): Promise<void> {
  const history = await authorizeGroup(ctx, 'seeHistory', group)
  await zip.add(names.history, historyAsCsv(linesOfGroup(ctx, history)))
  await zip.add(names.historyLines, asLines(linesOfGroup(ctx, history)))
}

async function* asLines(parts: AsyncIterable<object[]>): AsyncGenerator<string> {
  for await (const part of parts) for (const line of part) yield `${JSON.stringify(line)}\n`
}

async function writeManifest(
  { ctx, group, zip, places, files, people, counts }: Writing,
  row: GroupRow,
  members: number,
  cards: Map<PersonId, Card>,
): Promise<void> {
  const { firstName = '', lastName = '' } =
    cards.get(ctx.person.id) ?? (await cardsOf(ctx, [ctx.person.id])).get(ctx.person.id) ?? {}
  const manifest: Manifest = {
    format,
    exportedAt: ctx.now.toISOString(),
    exportedBy: { id: ctx.person.id, name: `${firstName} ${lastName}`.trim() },
    group: { id: group, name: row.name },
    counts: {
      people: people.size,
      members,
      containers: places.size,
      ...counts,
      files: files.size,
      bytes: zip.entries.reduce((sum, { size }) => sum + size, 0),
    },
    entries: [...zip.entries],
  }
  const { sha256 } = await zip.add(names.manifest, json(manifest))
  await zip.add(names.seal, json({ seal: seal(ctx.house, sha256, sealFor).toString('base64') }))
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`
}
