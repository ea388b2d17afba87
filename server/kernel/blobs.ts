import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { Unavailable } from './errors.ts'

export interface Kept {
  /** Its name on its shelf: the hash, and letters that make the name unique. */
  name: string
  /** Hex. */
  sha256: string
  /** Bytes. */
  size: number
  /** The first bytes, which tell what kind of file it is. */
  head: Buffer
}

export type BlobFault = 'missing' | 'spoilt'

/** Bytes from the first to the last, both included; counted from 0. */
export interface Range {
  first: number
  last: number
}

/** Content that was found. */
export interface Content {
  /** Bytes. */
  size: number
  sha256: string
  /**
   * Streams the content, or a range of it. Content that no longer matches its hash is never sent whole: the stream fails
   * before its last bytes.
   */
  open(range?: Range): Readable
}

/** Content on shelves: one for each space, one for the pictures of people, one for archives (X95). A name is never used twice. */
export interface Blobs {
  /** Streams content in; it is synced to the disk when this resolves. */
  put(shelf: string, content: Readable): Promise<Kept>
  /** Throws Unavailable when the content is missing or, where that can be checked quickly, does not match its hash. */
  get(shelf: string, name: string): Promise<Content>
  /** Reads one content whole and returns its fault, if any. */
  check(shelf: string, name: string): Promise<BlobFault | undefined>
  /** Removes one content from a shelf; does nothing when there is none with that name. */
  remove(shelf: string, name: string): Promise<void>
  /** Removes a shelf with everything on it. */
  clear(shelf: string): Promise<void>
  shelves(): Promise<string[]>
  /** Everything on a shelf, partly written files included, and when each was written (milliseconds). */
  list(shelf: string): AsyncIterable<{ name: string; writtenAt: number }>
}

/** Blobs as files: `folder/shelf/ab/abcdef…`. */
export function blobsOnDisk(folder: string): Blobs {
  const trust = new Trust()
  const folders = new Folders()
  return {
    put: (shelf, content) => put(folders, path.join(folder, safe(shelf)), content),
    get: (shelf, name) => get(placeOf(folder, shelf, name), `${shelf}/${name}`, name, trust),
    check: (shelf, name) => check(placeOf(folder, shelf, name), name),
    remove: (shelf, name) => rm(placeOf(folder, shelf, name), { force: true }),
    clear: (shelf) => rm(path.join(folder, safe(shelf)), { recursive: true, force: true }),
    shelves: () => readdir(folder).catch(() => []),
    list: (shelf) => list(path.join(folder, safe(shelf))),
  }
}

function placeOf(folder: string, shelf: string, name: string): string {
  const half = name.endsWith('.part') // it was being written when the server stopped
  return half
    ? path.join(folder, safe(shelf), `${safe(name.slice(0, -'.part'.length))}.part`)
    : path.join(folder, safe(shelf), safe(name).slice(0, 2), safe(name))
}

async function put(folders: Folders, shelf: string, content: Readable): Promise<Kept> {
  await folders.make(shelf)
  const draft = path.join(shelf, `${randomUUID()}.part`)
  try {
    const written = await write(draft, content)
    const { sha256 } = written
    const name = `${sha256}-${randomBytes(8).toString('hex')}`
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
  let head = Buffer.alloc(0)
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

const headBytes = 16

const headOf = (parts: Buffer[]) =>
  Buffer.concat(parts.map((part) => part.subarray(0, headBytes))).subarray(0, headBytes)

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

/** Content up to this size is compared with its hash before the first byte is sent: the delay is too short to notice. */
const comparedBefore = 8 * 1024 * 1024

/**
 * Content is compared with its hash once, then trusted until the file system says that the file was touched. Large content
 * is compared while it is sent, and its last bytes wait for the result. The scrub finds later damage on the disk.
 */
async function get(file: string, said: string, name: string, trust: Trust): Promise<Content> {
  const { mark, size } = await markOf(file)
  if (mark === undefined) throw damaged(said, 'missing')
  const compare = async () => {
    const fault = await trust.faultOf(file, mark, name)
    if (fault) throw damaged(said, fault)
  }
  if (size <= comparedBefore) await compare()
  return {
    size,
    sha256: name.slice(0, 64),
    open: (range) => {
      const stream = createReadStream(file, range && { start: range.first, end: range.last })
      return trust.has(file, mark) ? stream : Readable.from(lastAfter(stream, compare()), raw)
    },
  }
}

const raw = { objectMode: false }

/** Passes on everything but the last part, which waits until the content is known to be sound. */
async function* lastAfter(stream: Readable, sound: Promise<void>): AsyncGenerator<Buffer> {
  sound.catch(() => undefined) // handled below, unless the reader leaves first
  let held: Buffer | undefined
  for await (const part of stream as AsyncIterable<Buffer>) {
    if (held) yield held
    held = part
  }
  await sound
  if (held) yield held
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
  return hash.digest('hex') === name.slice(0, 64) ? undefined : 'spoilt'
}

/** The log names the file; the reader is told what to do. */
function damaged(said: string, fault: BlobFault): Unavailable {
  const refusal = new Unavailable('file-damaged', {
    en: 'This file is damaged on the server. Tell the person who runs Atelier: a backup has it.',
    fr: 'Ce fichier est endommagé sur le serveur. Prévenez la personne qui gère Atelier : il peut être restauré depuis une sauvegarde.',
  })
  return Object.assign(refusal, { cause: new Error(`The file ${said} is ${fault}`) })
}

/** The files that were found sound most recently, up to a limit, with their marks at that time. */
class Trust {
  readonly #marks = new Map<string, string>()
  readonly #comparing = new Map<string, Promise<BlobFault | undefined>>()
  readonly #most = 10_000

  has(file: string, mark: string): boolean {
    return this.#marks.get(file) === mark
  }

  /** Reads a file that is not trusted yet; concurrent callers share one read. */
  async faultOf(file: string, mark: string, name: string): Promise<BlobFault | undefined> {
    if (this.has(file, mark)) return undefined
    const key = `${file} ${mark}`
    let comparing = this.#comparing.get(key)
    if (!comparing) {
      comparing = check(file, name).finally(() => this.#comparing.delete(key))
      this.#comparing.set(key, comparing)
    }
    const fault = await comparing
    if (!fault) this.#add(file, mark)
    return fault
  }

  #add(file: string, mark: string): void {
    this.#marks.delete(file)
    this.#marks.set(file, mark)
    if (this.#marks.size > this.#most) this.#marks.delete(this.#marks.keys().next().value!)
  }
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

function safe(name: string): string {
  if (!/^[a-z0-9-]{1,100}$/.test(name)) throw new Error(`not a name for a blob: ${name}`)
  return name
}
