import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { compared, Trust, type Stored } from './blob-content.ts'
import {
  damaged,
  hashOf,
  headBytes,
  headOf,
  mustMatch,
  nameOf,
  plainName,
  refuseQuarantined,
  safe,
  type BlobFault,
  type Blobs,
  type Kept,
} from './blobs.ts'
import { Unavailable } from './errors.ts'

/** Blobs as files: `folder/shelf/ab/abcdef…`. */
export function blobsOnDisk(folder: string): Blobs {
  const trust = new Trust()
  const folders = new Folders()
  return {
    put: (shelf, content, name) => put(folders, path.join(folder, safe(shelf)), content, name),
    get: async (shelf, name) => compared(await stored(folder, shelf, name), trust),
    check: (shelf, name) => check(placeOf(folder, shelf, name), name),
    remove: (shelf, name) => rm(placeOf(folder, shelf, name), { force: true }),
    clear: (shelf) => rm(path.join(folder, safe(shelf)), { recursive: true, force: true }),
    shelves: () => readdir(folder).catch(() => []),
    list: (shelf) => list(path.join(folder, safe(shelf))),
    where: (shelf, name) => placeOf(folder, shelf, name),
  }
}

function placeOf(folder: string, shelf: string, given: string): string {
  const name = plainName(given)
  const half = name.endsWith('.part') // it was being written when the server stopped
  return half
    ? path.join(folder, safe(shelf), `${safe(name.slice(0, -'.part'.length))}.part`)
    : path.join(folder, safe(shelf), safe(name).slice(0, 2), safe(name))
}

async function put(
  folders: Folders,
  shelf: string,
  content: Readable,
  given?: string,
): Promise<Kept> {
  await folders.make(shelf)
  const draft = path.join(shelf, `${randomUUID()}.part`)
  try {
    const written = await write(draft, content)
    mustMatch(written.sha256, given)
    const name = given ?? nameOf(written.sha256, randomBytes(8).toString('hex'))
    const place = path.join(shelf, name.slice(0, 2))
    await folders.make(place)
    await rename(draft, path.join(place, name))
    await syncFolder(place)
    return { name, ...written }
  } catch (error) {
    await rm(draft, { force: true })
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Unavailable('disk-full') : error
  }
}

async function write(draft: string, content: Readable): Promise<Omit<Kept, 'name'>> {
  const hash = createHash('sha256')
  let head: Buffer = Buffer.alloc(0)
  let size = 0
  const file = await open(draft, 'wx', 0o600)
  try {
    let written = Promise.resolve(0)
    for await (const batch of batches(content)) {
      size += await written
      written = writeBatch(file, batch) // a thread writes while this one hashes and receives
      written.catch(() => undefined) // thrown where it is awaited, unless the content fails first
      for (const part of batch) hash.update(part)
      if (head.length < headBytes) head = headOf([head, ...batch])
    }
    size += await written
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size, head }
}

/** Bytes that are written at once: each write waits for a thread, and under load for a turn. */
const batchBytes = 1024 * 1024

async function* batches(content: Readable): AsyncGenerator<Buffer[]> {
  let batch: Buffer[] = []
  let bytes = 0
  for await (const part of content as AsyncIterable<Buffer>) {
    batch.push(part)
    bytes += part.length
    if (bytes < batchBytes) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (bytes > 0) yield batch
}

/** Returns the number of bytes, all of them written. */
async function writeBatch(file: FileHandle, batch: Buffer[]): Promise<number> {
  const bytes = batch.reduce((sum, part) => sum + part.length, 0)
  const { bytesWritten } = await file.writev(batch)
  if (bytesWritten < bytes) await file.writeFile(Buffer.concat(batch).subarray(bytesWritten))
  return bytes
}

/**
 * Makes folders, and syncs the parent of each once: a file survives a power cut only if every folder above it does. A folder
 * that this process has not synced may have been made by another one just now.
 */
class Folders {
  readonly #synced = new Set<string>()
  readonly #most = 10_000

  async make(folder: string): Promise<void> {
    const made = await mkdir(folder, { recursive: true, mode: 0o700 })
    if (made === undefined && this.#synced.has(folder)) return
    await syncFolder(path.dirname(folder))
    if (this.#synced.size >= this.#most) this.#synced.clear()
    this.#synced.add(folder)
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function stored(folder: string, shelf: string, name: string): Promise<Stored> {
  refuseQuarantined(name)
  const file = placeOf(folder, shelf, name)
  const said = `${shelf}/${name}`
  const { mark, size } = await markOf(file)
  if (mark === undefined) throw damaged(said, 'missing')
  const read: Stored['read'] = (range) =>
    createReadStream(file, range && { start: range.first, end: range.last })
  return { name, said, mark, size, read, check: () => check(file, name) }
}

/** A mark that changes whenever the file is written to or replaced. */
async function markOf(file: string): Promise<{ mark?: string; size: number }> {
  try {
    const { size, ino, mtimeMs, ctimeMs } = await stat(file)
    return { mark: [size, ino, mtimeMs, ctimeMs].join(), size }
  } catch {
    return { size: 0 }
  }
}

async function check(file: string, name: string): Promise<BlobFault | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'spoilt'
  }
  return hash.digest('hex') === hashOf(name) ? undefined : 'spoilt'
}

async function* list(shelf: string): AsyncGenerator<{ name: string; writtenAt: number }> {
  for (const entry of await readdir(shelf, { withFileTypes: true }).catch(() => [])) {
    const inside = path.join(shelf, entry.name)
    const names = entry.isDirectory() ? await readdir(inside).catch(() => []) : ['']
    for (const name of names) {
      const found = await stat(path.join(inside, name)).catch(() => undefined)
      if (found) yield { name: name || entry.name, writtenAt: found.mtimeMs }
    }
  }
}
