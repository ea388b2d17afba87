import { Readable } from 'node:stream'
import { authorizeOrganization } from '../../access/organizations.ts'
import { bit } from '../../access/rights.ts'
import { fileNameOf } from '../../foundation/files/attachments.ts'
import { insertAttachments } from '../../foundation/files/attachments-store.ts'
import { nameFile, unchecked } from '../../foundation/files/files.ts'
import { isMediaType } from '../../foundation/files/media-types.ts'
import { withoutItsMetadata } from '../../foundation/files/pictures.ts'
import {
  groupRow,
  mayTakeOneMoreGroup,
  mustHold,
  nameOf,
} from '../../foundation/groups/capacity.ts'
import { recordInGroup } from '../../foundation/groups/events.ts'
import { makeGroup, refuseTakenName } from '../../foundation/groups/groups.ts'
import { planTooSmall } from '../../foundation/groups/words.ts'
import { admit } from '../../foundation/membership/membership.ts'
import { planOf } from '../../foundation/organizations/organizations.ts'
import { insertImportedAuthors } from '../../foundation/people/cards.ts'
import { emailKey, personById } from '../../foundation/people/people.ts'
import { squarePicture } from '../../foundation/people/pictures.ts'
import { importVersion } from '../../foundation/versions/archive.ts'
import type { ArchivedVersion } from '../../foundation/versions/schema.ts'
import type { Kept } from '../../kernel/blobs.ts'
import type { Context } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/errors.ts'
import type { ContainerId, ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { itemKind } from '../../kernel/kinds.ts'
import type { ItemKind, ItemOrigin, KeptFile } from '../../kernel/tool.ts'
import { withWaitingRows } from '../../kernel/waiting-rows.ts'
import {
  is,
  itemName,
  limits,
  names,
  type ArchivedAttachment,
  type ArchivedComment,
  type ArchivedItem,
  type ArchivedPrincipal,
  type ContainerEntry,
} from './archive.ts'
import { Authors } from './authors.ts'
import { all, batchesOf } from './batches.ts'
import { ImportedNames } from './imported-names.ts'
import { IdsInOrder } from './ids-in-order.ts'
import * as store from './import-store.ts'
import { knownHere } from './known.ts'
import { openItem, type OpenItem, type Progress, type ReadArchive } from './reading.ts'
import { faults } from './words.ts'
import { whole } from './zip-reader.ts'
import { groupImported } from './events.ts'

/** State while a group is made: who people are here, and which id each container and item got. */
interface Making {
  ctx: Context
  archive: ReadArchive
  group: SpaceId
  authors: Authors
  groups: Set<string>
  containers: Map<number, ContainerId>
  items: Map<string, ItemId>
  names: ImportedNames
  staged: Staged
  ids: IdsInOrder
}

const itemsAtOnce = 20
const commentsAtOnce = 200
const containersAtOnce = 1000

/** Files of an archive, stored for a group that is yet to be made. */
export interface Staged {
  group: SpaceId
  picture: string | undefined
  files: Map<string, KeptFile>
  /** Attachments of items and comments, stored unchanged, by entry. */
  attached: Map<string, Kept>
}

/**
 * Stores the files of a checked archive for the future group, before anything is locked. First refuses everything that can be
 * refused by now, so that nothing is written for nothing.
 */
export async function stageFiles(
  ctx: Context,
  archive: ReadArchive,
  { name, group, progress }: { name: string; group: SpaceId; progress: Progress },
): Promise<Staged> {
  await refuseTooLarge(ctx, archive)
  await mayTakeOneMoreGroup(ctx, ctx.person.id)
  await refuseTakenName(ctx, await authorizeOrganization(ctx, 'createGroups'), name)
  const picture = await stagePicture(ctx, archive, group)
  const staged = { group, picture, files: new Map(), attached: new Map() }
  if (!archive.zip.names.some((entry) => entry.startsWith('files/'))) return staged
  let done = 0
  for (const item of archive.items) {
    if (done % itemsAtOnce === 0) await progress(done, steps(archive))
    await stageItem(ctx, archive, staged, item)
    done += 1
  }
  return staged
}

/** Steps of progress: each item is opened twice, for its files and for the rest. */
function steps({ items }: ReadArchive): number {
  return items.length * 2
}

/**
 * Makes a group of an archive and its staged files, in the caller's transaction: whole or not at all. The importer is its
 * administrator and only member; nobody is added (M4). The importer is locked only at the end, so that nobody waits for the
 * import.
 */
export async function importGroup(
  ctx: Context,
  archive: ReadArchive,
  name: string,
  { staged, progress }: { staged: Staged; progress: Progress },
): Promise<void> {
  const { group } = staged
  await found(ctx, archive, name, group)
  const making = await begin({ ...ctx, db: withWaitingRows(ctx.db) }, archive, staged)
  if (staged.picture) await store.setPicture(ctx, group, staged.picture)
  await bringContainers(making)
  await bringItems(making, progress)
  await store.dropDeadLinks(ctx, group)
  await insertImportedAuthors(ctx, group, [...making.authors.names.values()])
  await authorizeOrganization(ctx, 'createGroups')
  await mustHold(ctx, await groupRow(ctx, group), ctx.person.id, 'counted')
  const { manifest, sealed } = archive
  const detail = { from: manifest.group.name, exportedAt: manifest.exportedAt, sealed }
  await recordInGroup(ctx, group, groupImported, detail)
}

/** Checks the sizes that the archive declares before anything is done; the real ones are checked at the end (O7, X133). */
async function refuseTooLarge(ctx: Context, { manifest }: ReadArchive): Promise<void> {
  const { groupStorage } = await planOf(ctx, ctx.person.id)
  const files = manifest.entries.filter(({ name }) => name.startsWith('files/'))
  const needed = files.reduce((sum, { size }) => sum + size, 0)
  if (needed > groupStorage)
    throw planTooSmall(await nameOf(ctx, ctx.person.id), [
      { limit: 'storage', needed, available: groupStorage },
    ])
}

async function found(
  ctx: Context,
  { group }: ReadArchive,
  name: string,
  id: SpaceId,
): Promise<void> {
  const organization = await authorizeOrganization(ctx, 'createGroups')
  const { objective, language, activity, sector, startsOn, endsOn, template, hue } = group
  const known = new Set(ctx.house.tools.map((tool) => tool.name))
  const tools = group.settings.tools.filter((tool) => known.has(tool))
  const given = {
    ...{ name, objective, language, activity, sector, startsOn, endsOn, template },
    ...(hue > 0 && { hue }),
    settings: { ...group.settings, tools },
  }
  await makeGroup(ctx, organization, given, id)
  await admit(ctx, id, ctx.person.id, { role: 'administrator', how: 'created', broughtBy: null })
}

async function begin(ctx: Context, archive: ReadArchive, staged: Staged): Promise<Making> {
  const ids = new IdsInOrder()
  const { people, groups } = await knownHere(ctx, archive)
  const { id, email } = await personById(ctx, ctx.person.id)
  const authors = new Authors(people, archive.people, { id, emailKey: emailKey(email) })
  return {
    ...{ ctx, archive, staged, authors, groups, ids },
    group: staged.group,
    containers: new Map(),
    names: new ImportedNames(ctx.house.tools, archive.containers),
    items: new Map(archive.items.map((name) => [name, ids.next<ItemId>()])),
  }
}

/** No moment is later than now, whatever an archive says. */
function notLater({ ctx }: Making, at: string): string {
  return Date.parse(at) > ctx.now.getTime() ? ctx.now.toISOString() : at
}

function principalHere(
  { authors, groups, group }: Making,
  to: ArchivedPrincipal,
): { principal: string; kind: 'person' | 'group' } | undefined {
  if (to.kind === 'members') return { principal: group, kind: 'group' }
  const here = to.kind === 'person' ? authors.principal(to.id) : groups.has(to.id) && to.id
  return here ? { principal: here, kind: to.kind } : undefined
}

/** A picture of a sealed archive is kept unchanged; any other is re-encoded like an uploaded one. */
async function stagePicture(
  ctx: Context,
  archive: ReadArchive,
  group: SpaceId,
): Promise<string | undefined> {
  if (archive.group.picture === null) return undefined
  const bytes = await whole(archive.zip, names.picture, limits.file)
  const drawn = archive.sealed ? bytes : await squarePicture(bytes, 256).catch(() => undefined)
  if (!drawn) throw faults.unreadable(names.picture)
  return (await ctx.house.blobs.put(group, Readable.from([drawn]))).name
}

async function bringContainers(making: Making): Promise<void> {
  const { ctx, archive, group, containers } = making
  const roots = new Map((await store.rootsOf(ctx, group)).map(({ tool, id }) => [tool, id]))
  const lists = new Map<number, ContainerId>()
  const internal = new Set<number>()
  const rows: store.NewContainer[] = []
  const grants: (store.NewGrant & { container: ContainerId })[] = []
  for (const entry of archive.containers) {
    const root = roots.get(entry.tool)
    if (!root) continue // this instance does not have the tool
    const id = entry.parent === null ? root : making.ids.next<ContainerId>()
    containers.set(entry.number, id)
    lists.set(entry.number, entry.rights || entry.parent === null ? id : lists.get(entry.parent)!)
    if (entry.internalOnly || (entry.parent !== null && internal.has(entry.parent)))
      internal.add(entry.number)
    grants.push(...grantsHere(making, entry).map((grant) => ({ ...grant, container: id })))
    if (entry.parent === null) {
      await store.clearTool(ctx, group, entry.tool, root)
      await store.setRoot(ctx, group, root, datesHere(making, entry))
    } else
      rows.push({
        ...{ id, tool: entry.tool, kind: entry.kind, name: making.names.ofContainer(entry) },
        ...datesHere(making, entry),
        parent: containers.get(entry.parent)!,
        rightsFrom: lists.get(entry.number)!,
        internal: internal.has(entry.number),
      })
  }
  for (let at = 0; at < rows.length; at += containersAtOnce)
    await store.insertContainers(ctx, group, rows.slice(at, at + containersAtOnce))
  await store.insertContainerGrants(ctx, group, grants)
}

function datesHere(making: Making, entry: ContainerEntry) {
  const { createdAt, createdBy, changedAt } = entry
  return {
    createdAt: notLater(making, createdAt),
    changedAt: notLater(making, changedAt),
    createdBy: making.authors.of(createdBy),
    ...markHere(making, entry),
  }
}

/** Items and containers that were hidden from guests stay so (G10). */
function markHere(making: Making, { internalOnly: mark }: Pick<ContainerEntry, 'internalOnly'>) {
  return {
    internalAt: mark && notLater(making, mark.at),
    internalBy: mark && making.authors.of(mark.by),
  }
}

/** Rights given by name need a member: they take effect once these people join (A11). */
function grantsHere(making: Making, { rights }: ContainerEntry): store.NewGrant[] {
  const given = (rights ?? []).map(({ to, rights: words, at, by }) => ({
    ...{ to, at, by },
    bits: words.reduce((sum, right) => sum | bit[right], 0),
  }))
  return given.flatMap((each) => grantHere(making, each)).filter(onceEach())
}

function grantHere(
  making: Making,
  { to, bits, at, by }: { to: ArchivedPrincipal; bits: number; at: string; by: string },
): store.NewGrant[] {
  const here = principalHere(making, to)
  if (!here || bits === 0) return []
  const given = { at: notLater(making, at), by: making.authors.of(by) }
  return [{ id: making.ids.next(), ...here, rights: bits, ...given }]
}

function onceEach(): (grant: store.NewGrant) => boolean {
  const seen = new Set<string>()
  return ({ principal }) => !seen.has(principal) && Boolean(seen.add(principal))
}

/** While the rows of one batch are inserted, the next one is read and converted. */
async function bringItems(making: Making, progress: Progress): Promise<void> {
  const { archive } = making
  let done = archive.items.length
  let inserted = Promise.resolve()
  try {
    for (const batch of batchesOf(archive.items, (name) => archive.zip.places.get(name)!.size)) {
      await progress(done, steps(archive))
      const brought = await bringBatch(making, batch)
      await inserted
      inserted = weigh(making, brought)
      inserted.catch(() => undefined) // thrown where it is awaited
      done += batch.length
    }
  } finally {
    await inserted
  }
  await progress(done, steps(archive))
}

/** An item of the archive, and its id in the new group. */
interface Brought extends OpenItem {
  name: string
  id: ItemId
  kind: ItemKind
}

/** Makes the items of these entries, without those of tools that this instance does not have. */
async function bringBatch(making: Making, batch: string[]): Promise<Brought[]> {
  const { ctx, archive, group, items } = making
  const opened = await all(batch.map((name) => openItem(archive, ctx.house.tools, name)))
  const brought: Brought[] = []
  for (const [at, open] of opened.entries()) {
    const kind = itemKind(ctx.house.tools, open.item)
    const name = batch[at]!
    if (kind) brought.push({ ...open, name, id: items.get(name)!, kind })
    else await open.rest.return(undefined)
  }
  const rows = brought.map(({ item, id }) => itemHere(making, item, id))
  const links = brought.flatMap(({ item, id }) => linksHere(making, item, id))
  await all([
    store.insertItems(ctx, group, rows),
    ...(links.length > 0 ? [store.insertLinks(ctx, group, links)] : []),
    ...brought.map((each, at) => bringItem(making, each, rows[at]!.title)),
  ])
  return brought
}

async function bringItem(
  making: Making,
  { item, rest, name, id, kind }: Brought,
  title: string,
): Promise<void> {
  const { ctx, group } = making
  await bringAttachments(making, id, null, item.attachments ?? [])
  const files = item.files.map(({ sha256, name: called }) => ({ sha256, name: called }))
  const to = { space: group, item: id, title, files }
  const origin = originOf(making, item)
  const numbers = new Set<number>()
  const keep = async (version: ArchivedVersion) => {
    const isNew = !numbers.has(version.number)
    numbers.add(version.number)
    const isKept =
      isNew && kind.versions && (await importVersion(ctx, to, kind.versions, version, origin))
    if (!isKept) throw faults.unreadable(name)
  }
  await kind.importItem(ctx, to, bringRest(making, id, name, { rest, keep }), origin)
}

/** Whether all of it fits, importGroup checks at the end. */
async function weigh({ ctx, group }: Making, brought: Brought[]): Promise<void> {
  const weighed = brought.map(async ({ id, kind }) => {
    return { id, bytes: await kind.weigh(ctx, { space: group, item: id }) }
  })
  await store.weighItems(ctx, group, await all(weighed))
}

function itemHere(making: Making, item: ArchivedItem, id: ItemId): store.NewItem {
  const { tool, kind, title, version, position, tags, takenOverBy } = item
  const over = takenOverBy !== null && making.authors.known.has(takenOverBy)
  const given = item.grants.flatMap(({ to, level, at, by }) =>
    grantHere(making, { to, at, by, bits: level === 'editor' ? bit.view | bit.edit : bit.view }),
  )
  return {
    ...{ id, tool, kind, version, position, tags },
    title: making.names.take(item.container, title, item.internalOnly !== null),
    createdAt: notLater(making, item.createdAt),
    changedAt: notLater(making, item.changedAt),
    ...markHere(making, item),
    validatedAt: item.validated && notLater(making, item.validated.at),
    validatedBy: item.validated && making.authors.of(item.validated.by),
    container: making.containers.get(item.container)!,
    author: making.authors.of(item.author),
    changedBy: making.authors.of(item.changedBy),
    takenOverBy: over ? (takenOverBy as PersonId) : null,
    takenOverAt: over && item.takenOverAt ? notLater(making, item.takenOverAt) : null,
    grants: given.filter(onceEach()),
  }
}

function linksHere(making: Making, archived: ArchivedItem, item: ItemId): store.NewLink[] {
  const { group: space, authors } = making
  const given = ({ at, by }: { at: string; by: string }) => ({
    at: notLater(making, at),
    by: authors.of(by),
  })
  const links = archived.links.flatMap(({ to: number, type, inText, ...link }): store.NewLink[] => {
    const to = making.items.get(itemName(number))
    return to ? [{ item, space, to, kind: 'item', type, inText, ...given(link) }] : []
  })
  const concerns = archived.concerns.flatMap(({ to: whom, ...link }): store.NewLink[] => {
    const to = mentionedHere(making, whom) as SpaceId | undefined
    const kind = whom.kind === 'person' ? 'person' : 'group'
    const type = 'concerns'
    return to ? [{ item, space: to, to, kind, type, inText: false, ...given(link) }] : []
  })
  return [...links, ...concerns]
}

/** Inserts the comments and the versions, which come first, and yields the parts of the tool. */
async function* bringRest(
  making: Making,
  item: ItemId,
  name: string,
  {
    rest,
    keep,
  }: { rest: AsyncGenerator<unknown>; keep: (version: ArchivedVersion) => Promise<void> },
): AsyncGenerator<unknown> {
  let waiting: { here: store.NewComment; attachments: ArchivedAttachment[] }[] = []
  const flush = async () => {
    const rows = waiting.map(({ here }) => here)
    if (rows.length > 0) await store.insertComments(making.ctx, making.group, item, rows)
    for (const { here, attachments } of waiting)
      await bringAttachments(making, item, here.id, attachments)
    waiting = []
  }
  for await (const line of rest)
    if (is.commentLine(line)) {
      const { attachments = [] } = line.comment
      waiting.push({ here: commentHere(making, line.comment), attachments })
      if (waiting.length === commentsAtOnce) await flush()
    } else if (is.versionLine(line)) await keep(line.version)
    else if (is.partLine(line)) {
      await flush()
      yield line.part
    } else throw faults.unreadable(name)
  await flush()
}

async function bringAttachments(
  making: Making,
  item: ItemId,
  comment: string | null,
  attachments: ArchivedAttachment[],
): Promise<void> {
  const { ctx, group, authors, staged } = making
  const to = { space: group, item }
  for (const { name: called, type: said, sha256, entry, at, by } of attachments) {
    const kept = staged.attached.get(entry)
    if (kept?.sha256 !== sha256) throw faults.otherContent(entry)
    const name = fileNameOf(called)
    await nameFile(ctx, to, kept, { name, type: unchecked })
    const type = isMediaType(said) ? said : unchecked
    const added = { addedAt: notLater(making, at), addedBy: authors.of(by) }
    const id = making.ids.next()
    await insertAttachments(ctx, to, [{ id, comment, sha256, name, type, ...added }])
  }
}

function commentHere(making: Making, comment: ArchivedComment): store.NewComment {
  const { author, body, createdAt, editedAt, resolvedAt, passage, mentions } = comment
  const named = mentions.flatMap((to) => mentionedHere(making, to) ?? [])
  return {
    id: making.ids.next(),
    author: making.authors.of(author),
    body,
    createdAt: notLater(making, createdAt),
    editedAt: editedAt && notLater(making, editedAt),
    resolvedAt: resolvedAt ? notLater(making, resolvedAt) : null,
    passage: passage ?? null,
    mentions: [...new Set(named)],
  }
}

/** Mentions only people and groups that are known here: there is nobody to notify of an imported name. */
function mentionedHere(
  { authors, groups, group }: Making,
  to: { kind: 'members' } | { kind: 'person' | 'group'; id: string },
): string | undefined {
  if (to.kind === 'members') return group
  return (to.kind === 'person' ? authors.known : groups).has(to.id) ? to.id : undefined
}

function originOf(making: Making, item: ArchivedItem): ItemOrigin {
  const entries = new Map(item.files.map(({ sha256, entry }) => [sha256, entry]))
  return {
    person: (id) => making.authors.of(id),
    moment: (at) => notLater(making, at),
    principal: (kind, id) => mentionedHere(making, { kind, id }),
    item: (number) => making.items.get(itemName(number)),
    file: (sha256) => making.staged.files.get(fileKey(item, entries.get(sha256))),
  }
}

/** Stores the files of one item. Equal content is checked and stored once, whichever items of a kind show it. */
async function stageItem(
  ctx: Context,
  archive: ReadArchive,
  staged: Staged,
  name: string,
): Promise<void> {
  const { group, files } = staged
  const { item, rest } = await openItem(archive, ctx.house.tools, name)
  const kind = itemKind(ctx.house.tools, item)
  if (kind) await stageAttachments(ctx, archive, staged, attachmentsIn(item, rest))
  await rest.return(undefined)
  for (const { entry } of kind ? item.files : []) {
    const key = fileKey(item, entry)
    if (files.has(key)) continue
    if (!kind?.importFile) throw faults.unreadable(entry)
    const { content, type } = await fileFor(kind.importFile, archive, entry)
    files.set(key, { ...(await ctx.house.blobs.put(group, Readable.from(content))), type })
  }
}

async function fileFor(
  importFile: NonNullable<ItemKind['importFile']>,
  { zip }: ReadArchive,
  entry: string,
): Promise<{ content: Buffer[] | AsyncIterable<Buffer>; type: string }> {
  if (importFile === 'as-sent') return { content: zip.read(entry), type: unchecked }
  const { bytes, type } = await importFile(await whole(zip, entry, limits.file)).catch(
    (error: unknown) => {
      throw error instanceof Refusal ? faults.unreadable(entry) : error
    },
  )
  return { content: [bytes], type }
}

/** The attachments of the item and of its comments, which come before the parts of the tool. */
async function* attachmentsIn(
  item: ArchivedItem,
  rest: AsyncGenerator<unknown>,
): AsyncGenerator<ArchivedAttachment> {
  yield* item.attachments ?? []
  for await (const line of rest) {
    if (!is.commentLine(line)) return
    yield* line.comment.attachments ?? []
  }
}

/** Streams attachments to the disk: of any type, and of any size that the plan allows. */
async function stageAttachments(
  ctx: Context,
  { zip }: ReadArchive,
  { group, attached }: Staged,
  attachments: AsyncGenerator<ArchivedAttachment>,
): Promise<void> {
  for await (const { entry } of attachments) {
    if (attached.has(entry)) continue
    if (!entry.startsWith('files/') || !zip.places.has(entry)) throw faults.missing(entry)
    const kept = await ctx.house.blobs.put(group, Readable.from(zip.read(entry)))
    attached.set(entry, await withoutItsMetadata(ctx.house, group, kept))
  }
}

function fileKey({ tool, kind }: ArchivedItem, entry: string | undefined): string {
  return [tool, kind, entry].join(' ')
}
