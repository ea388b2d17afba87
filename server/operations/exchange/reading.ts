import { createHash, type Hash } from 'node:crypto'
import { deepest } from '../../foundation/spaces/space.ts'
import type { House } from '../../kernel/context.ts'
import { holds, itemKind, nests } from '../../kernel/kinds.ts'
import type { Tool } from '../../kernel/tool.ts'
import {
  is,
  itemName,
  limits,
  names,
  type ArchivedItem,
  type ContainerEntry,
  type GroupFile,
  type Manifest,
  type ManifestEntry,
  type PersonEntry,
} from './archive.ts'
import { all, batchesOf } from './batches.ts'
import { letOthers, lines, parsed, parsedInSteps } from './json.ts'
import { isSealed } from './seal.ts'
import { shelf } from './shelf.ts'
import { faults } from './words.ts'
import { isRelative, sha256Of, whole, ZipReader } from './zip-reader.ts'

/** An archive that was read and found complete: everything but the items, which are read one by one. */
export interface ReadArchive {
  zip: ZipReader
  manifest: Manifest
  sealed: boolean
  group: GroupFile
  people: PersonEntry[]
  containers: ContainerEntry[]
  /** Names of the entries of items, in their order. */
  items: string[]
}

/** Reports progress; throws when the import was cancelled. */
export type Progress = (done: number, total: number) => Promise<void>

/** Opens an archive on the shelf and reads its description of itself; refuses any other file before much is unpacked. */
export async function readArchive(house: House, file: string): Promise<ReadArchive> {
  const unpacked = house.config.importMegabytes * 1024 * 1024 * limits.unpacked
  const content = await house.blobs.get(shelf, file).catch(() => {
    throw faults.notAnArchive()
  })
  const zip = await ZipReader.open(content, { unpacked })
  try {
    const manifest = await manifestOf(zip)
    const sealed = await sealOf(house, zip)
    const group = await read(zip, names.group, is.group)
    const people = await read(zip, names.people, is.people)
    const containers = await read(zip, names.containers, is.containers)
    refuseImpossible(containers, house.tools)
    const items = zip.names.filter((name) => name.startsWith('items/')).toSorted()
    return { zip, manifest, sealed, group, people, containers, items }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function manifestOf(zip: ZipReader): Promise<Manifest> {
  if (!zip.places.has(names.manifest)) throw faults.noManifest()
  const bytes = await whole(zip, names.manifest, limits.manifest)
  const value = await parsedInSteps(names.manifest, bytes)
  const found = (value as { format?: unknown } | null)?.format
  if (found !== 1) throw faults.otherFormat(found)
  if (!is.manifest(value)) throw faults.unreadable(names.manifest)
  const entries: ManifestEntry[] = []
  for (let at = 0; at < value.entries.length; at += entriesAtOnce) {
    const some = value.entries.slice(at, at + entriesAtOnce)
    if (!is.manifestEntries(some)) throw faults.unreadable(names.manifest)
    entries.push(...some)
    await letOthers()
  }
  const manifest = { ...value, entries }
  await refuseOtherEntries(zip, manifest)
  return manifest
}

const entriesAtOnce = 500

/** Refuses an archive unless its entries and its manifest agree: the same names, each once, and the same sizes. */
async function refuseOtherEntries(zip: ZipReader, { entries }: Manifest): Promise<void> {
  const named = new Set<string>([names.manifest, names.seal])
  for (const { name, size } of entries) {
    if (!isRelative(name) || named.has(name)) throw faults.twice(name)
    named.add(name)
    const place = zip.places.get(name)
    if (!place) throw faults.missing(name)
    if (place.size !== size) throw faults.otherContent(name)
    if (named.size % entriesAtOnce === 0) await letOthers()
  }
  for (const name of zip.names) if (!named.has(name)) throw faults.unknownEntry(name)
}

async function sealOf(house: House, zip: ZipReader): Promise<boolean> {
  if (!zip.places.has(names.seal)) return false
  const value = parsed(names.seal, await whole(zip, names.seal, 10_000))
  return is.seal(value) && isSealed(house, await sha256Of(zip, names.manifest), value.seal)
}

async function read<T>(
  zip: ZipReader,
  name: string,
  judge: (value: unknown) => value is T,
): Promise<T> {
  if (!zip.places.has(name)) throw faults.missing(name)
  const value = await parsedInSteps(name, await whole(zip, name, limits.json))
  if (!judge(value)) throw faults.unreadable(name)
  return value
}

/**
 * Refuses containers that do not come after their parent, in the same tool, where one of their kind may be, and no deeper
 * than is allowed here.
 */
function refuseImpossible(containers: ContainerEntry[], tools: readonly Tool[]): void {
  const placed = new Map<number, { container: ContainerEntry; depth: number }>()
  const roots = new Set<string>()
  for (const container of containers) {
    const parent = container.parent === null ? undefined : placed.get(container.parent)
    const depth = parent ? parent.depth + 1 : 0
    const possible =
      container.parent === null
        ? isRoot(container, roots)
        : isBelow(container, parent?.container, tools)
    if (!possible || placed.has(container.number) || depth > deepest)
      throw faults.nowhere(names.containers)
    placed.set(container.number, { container, depth })
  }
}

function isRoot({ kind, tool, rights }: ContainerEntry, roots: Set<string>): boolean {
  if (kind !== 'root' || rights === null || roots.has(tool)) return false
  roots.add(tool)
  return true
}

function isBelow(
  container: ContainerEntry,
  parent: ContainerEntry | undefined,
  tools: readonly Tool[],
): boolean {
  if (!parent || parent.tool !== container.tool || container.name.trim() === '') return false
  return !isKnown(tools, container) || nests(tools, parent, container)
}

/** Of a tool that this instance does not have, only the names are checked. */
function isKnown(tools: readonly Tool[], { tool }: { tool: string }): boolean {
  return tools.some(({ name }) => name === tool)
}

/**
 * Unpacks everything once and checks each entry against the manifest and each item against its place. Stores nothing; returns
 * figures about the items.
 */
export async function checkAll(
  archive: ReadArchive,
  tools: readonly Tool[],
  progress: Progress,
): Promise<Found> {
  const { zip, manifest } = archive
  const found: Found = { items: 0, comments: 0, withoutTool: 0, names: new Set() }
  const check = async ({ name, sha256 }: ManifestEntry) => {
    const isItem = name.startsWith('items/')
    const digest = isItem ? await checkItem(archive, tools, name, found) : await sha256Of(zip, name)
    if (digest !== sha256) throw faults.otherContent(name)
  }
  let done = 0
  for (const batch of batchesOf(manifest.entries, ({ size }) => size)) {
    await progress(done, manifest.entries.length)
    await all(batch.map(check))
    done += batch.length
    await letOthers()
  }
  await progress(done, manifest.entries.length)
  return found
}

/** Figures about the items of an archive. */
export interface Found {
  /** Items that will be imported; `comments` are theirs. */
  items: number
  comments: number
  /** Items of tools that this instance does not have. */
  withoutTool: number
  /** People and groups to whom rights were given by name. */
  names: Set<string>
}

/** The lines after that of the item, in their order. */
const inOrder = [is.commentLine, is.versionLine, is.partLine]

/** Returns the hash of the entry, which is read once. */
async function checkItem(
  archive: ReadArchive,
  tools: readonly Tool[],
  name: string,
  found: Found,
): Promise<string> {
  const hash = createHash('sha256')
  const { item, rest } = await openItem(archive, tools, name, hash)
  for (const { to } of item.grants) if (to.kind !== 'members') found.names.add(to.id)
  const comesAlong = itemKind(tools, item) !== undefined
  if (comesAlong) found.items += 1
  else found.withoutTool += 1
  let before = 0
  for await (const line of rest) {
    const comes = inOrder.findIndex((isIt) => isIt(line))
    if (comes < before) throw faults.unreadable(name)
    before = comes
    if (comesAlong && is.commentLine(line)) found.comments += 1
  }
  return hash.digest('hex')
}

async function* hashed(content: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
}

export interface OpenItem {
  item: ArchivedItem
  /** Its comments, then its versions, then the parts of its tool. */
  rest: AsyncGenerator<unknown>
}

/** Opens the item of an entry; throws unless it is in a place where an item may be. */
export async function openItem(
  archive: ReadArchive,
  tools: readonly Tool[],
  name: string,
  hash?: Hash,
): Promise<OpenItem> {
  const content = archive.zip.read(name)
  const rest = lines(name, hash ? hashed(content, hash) : content)
  const first = await rest.next()
  if (first.done || !is.itemLine(first.value)) throw faults.unreadable(name)
  const { item } = first.value
  if (itemName(item.number) !== name) throw faults.unreadable(name)
  const place = containerOf(archive, item.container)
  const entries = archive.zip.places
  const there =
    place &&
    place.tool === item.tool &&
    (!itemKind(tools, item) || holds(tools, place, item)) &&
    entries.has(item.text) &&
    item.files.every(({ entry }) => entry.startsWith('files/') && entries.has(entry))
  if (!there) throw faults.nowhere(name)
  return { item, rest }
}

const places = new WeakMap<ContainerEntry[], Map<number, ContainerEntry>>()

function containerOf({ containers }: ReadArchive, number: number): ContainerEntry | undefined {
  let known = places.get(containers)
  if (!known)
    places.set(containers, (known = new Map(containers.map((each) => [each.number, each]))))
  return known.get(number)
}
