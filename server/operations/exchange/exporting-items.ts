import { decide } from '../../access/authorized.ts'
import { authorizeGroup } from '../../access/groups.ts'
import { bit } from '../../access/rights.ts'
import { isShown } from '../../foundation/files/unused.ts'
import { exportVersions } from '../../foundation/versions/archive.ts'
import type { ArchivedVersion } from '../../foundation/versions/schema.ts'
import type { Kept } from '../../kernel/blobs.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { itemKind } from '../../kernel/kinds.ts'
import { safeName } from '../../kernel/plain-text.ts'
import type { ItemAlong, ItemCopy, ItemKind } from '../../kernel/tool.ts'
import {
  fileName,
  itemName,
  limits,
  type ArchivedAttachment,
  type ArchivedComment,
  type ArchivedItem,
} from './archive.ts'
import { ahead, all, batchesOf, begun } from './batches.ts'
import type { UniqueNames } from '../../kernel/file-names.ts'
import {
  addPlaces,
  internalOnly,
  longestName,
  peopleIn,
  principalOf,
  type Place,
  type Places,
} from './places.ts'
import * as store from './store.ts'
import type { ZipWriter } from './zip-writer.ts'

/** Reports progress; throws when the export was cancelled. */
export type Progress = (done: number, total: number) => Promise<void>

const idsAtOnce = 1000
const commentsAtOnce = 100

/** State while an archive is written: numbers and names, no content. */
export interface Writing {
  ctx: Context
  group: SpaceId
  zip: ZipWriter<Kept>
  places: Places
  /** Containers that the person may not view, though they may view an item in them. */
  unseen: Set<ContainerId>
  /** In the order of their ids; those that are made meanwhile are not in the archive. */
  items: store.PresentItem[]
  numbers: Map<ItemId, number>
  people: Set<PersonId>
  /** The names of files in the archive, by hash; `files` are those that it has already. */
  fileNames: Map<string, string>
  files: Map<string, string>
  texts: UniqueNames
  counts: { items: number; comments: number }
}

export async function presentItems(ctx: Context, group: SpaceId): Promise<store.PresentItem[]> {
  const items: store.PresentItem[] = []
  for (;;) {
    const after = items.at(-1)?.id ?? null
    const page = await store.presentItems(ctx, ctx.person.id, group, after, idsAtOnce)
    items.push(...page)
    if (page.length < idsAtOnce) return items
  }
}

/** Reads a batch while the one before it is written. */
export async function writeItems(writing: Writing, progress: Progress): Promise<void> {
  const { ctx, group, items } = writing
  let read = 0
  const batches = ahead(
    batchesOf(items, ({ weight }) => weight),
    async (batch) => {
      await authorizeGroup(ctx, 'export', group)
      await progress(read, items.length)
      read += batch.length
      return readItems(
        writing,
        batch.map(({ id }) => id),
      )
    },
  )
  for await (const batch of batches) for (const item of batch) await writeItem(writing, item)
  await progress(read, items.length)
}

/** An item that was read for the archive. */
interface Read {
  /** On the clock of the process. */
  at: number
  row: store.ItemRow
  place: Place
  kind: ItemKind
  /** Its files, without those that are only attached to it. */
  own: store.ItemRow['files']
  copy: ItemCopy
  versions: AsyncIterable<ArchivedVersion>
  /** People whom its content names. */
  named: Set<PersonId>
}

/** Reads these items, those that the person may view now: concurrent reads of the same kind are one statement. */
async function readItems(writing: Writing, ids: ItemId[]): Promise<Read[]> {
  const at = performance.now()
  const found: Omit<Read, 'copy' | 'versions'>[] = []
  for (const row of await all(ids.map((id) => viewed(writing, id)))) {
    const place = row && (await placeOf(writing, row.container))
    const kind = row && itemKind(writing.ctx.house.tools, row)
    if (!row || !place || !kind) continue
    const own = await ownFiles(writing, row, kind)
    for (const file of [...own, ...row.attachments]) nameFile(writing, file)
    found.push({ at, row, place, kind, own, named: new Set() })
  }
  const read = await all(found.map((item) => readContent(writing, item)))
  return read.filter((item) => item !== undefined)
}

async function readContent(
  writing: Writing,
  item: Omit<Read, 'copy' | 'versions'>,
): Promise<Read | undefined> {
  const { row, place, kind, named } = item
  const up = '../'.repeat(place.folder.split('/').length)
  const along: ItemAlong = {
    link: (sha256) => {
      const name = writing.fileNames.get(sha256)
      return name === undefined ? undefined : up + name
    },
    item: (id) => writing.numbers.get(id),
    names: (person) => named.add(person),
  }
  const versions = begun(versionsOf(writing, item, along))
  const of = { space: writing.group, item: row.id }
  const copy = await ifThere(kind.exportItem(writing.ctx, of, along))
  return copy && { ...item, copy, versions }
}

/** Reads an item again that was read too long ago: nothing is written that may no longer be viewed (A11). */
async function writeItem(writing: Writing, before: Read): Promise<void> {
  const isFresh = performance.now() - before.at < limits.fresh
  const [read] = isFresh ? [before] : await readItems(writing, [before.row.id])
  if (!read) return
  const { zip, people, counts } = writing
  const { row, own, copy, named } = read
  for (const file of [...own, ...row.attachments]) await writeFile(writing, file)
  const item = entryOf(writing, read)
  await zip.add(item.text, copy.text.body)
  await zip.add(itemName(item.number), linesOf(writing, item, read))
  for (const person of [...peopleOf(item), ...named]) people.add(person)
  counts.items += 1
}

/** The files that the item itself or one of its versions shows. */
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

type File = Omit<store.ItemRow['files'][number], 'attached'>

function nameFile({ fileNames }: Writing, { sha256, type, name }: File): void {
  if (!fileNames.has(sha256)) fileNames.set(sha256, fileName(sha256, type, name))
}

async function writeFile(
  { ctx, group, zip, files, fileNames }: Writing,
  { sha256, file }: File,
): Promise<void> {
  if (files.has(sha256)) return
  const name = fileNames.get(sha256)!
  const content = await ctx.house.blobs.get(group, file)
  await zip.add(name, content.open(), { packed: true })
  files.set(sha256, name)
}

function entryOf(writing: Writing, { row, own, place, copy }: Read): ArchivedItem {
  const { numbers, group, files } = writing
  const attached = row.attachments.filter(({ comment }) => comment === null)
  return {
    number: numbers.get(row.id)!,
    tool: row.tool,
    kind: row.kind,
    title: row.title,
    container: place.container.number,
    author: row.author,
    takenOverBy: row.takenOverBy,
    takenOverAt: row.takenOverAt,
    createdAt: row.createdAt,
    changedAt: row.changedAt,
    changedBy: row.changedBy,
    version: row.version,
    internalOnly: internalOnly(row),
    validated: row.validatedBy && { at: row.validatedAt!, by: row.validatedBy },
    position: row.position,
    tags: row.tags,
    grants: row.grants.map(({ kind, principal, name, rights, at, by }) => ({
      to: principalOf(kind, principal, name, group),
      level: rights & bit.edit ? 'editor' : 'reader',
      at,
      by,
    })),
    links: row.links.flatMap(({ to, ...link }) => {
      const number = numbers.get(to)
      return number === undefined ? [] : [{ to: number, ...link }]
    }),
    concerns: row.concerns.map(({ kind, principal, name, at, by }) => ({
      to: principalOf(kind, principal, name, group),
      at,
      by,
    })),
    files: own.map(({ sha256, name }) => ({ sha256, name, entry: files.get(sha256)! })),
    attachments: attachmentsIn(writing, attached),
    text: writing.texts.take(
      place.folder,
      safeName(row.title, row.kind, longestName),
      `.${copy.text.ending}`,
    ),
  }
}

function peopleOf(item: ArchivedItem): PersonId[] {
  const { author, takenOverBy, changedBy, internalOnly: mark, validated } = item
  const { grants, links, concerns } = item
  const named = [...grants, ...concerns].flatMap(({ to, by }) => [
    ...peopleIn([to]),
    by as PersonId,
  ])
  const linked = links.map(({ by }) => by as PersonId)
  const marks = [takenOverBy, mark?.by, validated?.by].map((person) => person ?? author)
  const touched = [author, changedBy, ...marks] as PersonId[]
  return [...touched, ...named, ...linked]
}

/** The item, its comments, its versions, and the parts that its tool adds: a line each. */
async function* linesOf(
  writing: Writing,
  item: ArchivedItem,
  { row, versions, copy }: Read,
): AsyncGenerator<string> {
  yield `${JSON.stringify({ item })}\n`
  if (row.commented)
    for await (const comment of commentsOf(writing, row)) yield `${JSON.stringify({ comment })}\n`
  for await (const version of versions) yield `${JSON.stringify({ version })}\n`
  for await (const part of copy.parts) yield `${JSON.stringify({ part })}\n`
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
  { ctx, group }: Writing,
  { row, kind, named }: Pick<Read, 'row' | 'kind' | 'named'>,
  along: ItemAlong,
): AsyncGenerator<ArchivedVersion> {
  if (!kind.versions) return
  const of = { space: group, item: row.id }
  for await (const version of exportVersions(ctx, of, kind.versions, along)) {
    for (const author of version.authors) named.add(author as PersonId)
    yield version
  }
}
