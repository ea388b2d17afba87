import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Unavailable } from './errors.ts'

/** Content named by its SHA-256, shared inside one shelf only (a space, or the pictures of people): X95. */
export interface Blobs {
  /** Streams content in; it is synced to the disk when this resolves. */
  put(shelf: string, content: Readable): Promise<{ sha256: string; size: number }>
  get(shelf: string, sha256: string): Promise<{ stream: NodeJS.ReadableStream; size: number }>
  /** Removes one content from a shelf; none by that name is no error. */
  remove(shelf: string, sha256: string): Promise<void>
  /** Removes a shelf with everything on it. */
  clear(shelf: string): Promise<void>
}

/** Blobs as files: `folder/shelf/ab/abcdef…`. */
export function blobsOnDisk(folder: string): Blobs {
  return {
    put: (shelf, content) => put(path.join(folder, safe(shelf)), content),
    get: (shelf, sha256) => get(placeOf(folder, shelf, sha256)),
    remove: (shelf, sha256) => rm(placeOf(folder, shelf, sha256), { force: true }),
    clear: (shelf) => rm(path.join(folder, safe(shelf)), { recursive: true, force: true }),
  }
}

function placeOf(folder: string, shelf: string, sha256: string): string {
  return path.join(folder, safe(shelf), safe(sha256).slice(0, 2), safe(sha256))
}

async function put(shelf: string, content: Readable): Promise<{ sha256: string; size: number }> {
  await mkdir(shelf, { recursive: true, mode: 0o700 })
  const draft = path.join(shelf, `${randomUUID()}.part`)
  try {
    const { sha256, size } = await write(draft, content)
    const place = path.join(shelf, sha256.slice(0, 2))
    await mkdir(place, { recursive: true, mode: 0o700 })
    await rename(draft, path.join(place, sha256))
    await syncFolder(place)
    return { sha256, size }
  } catch (error) {
    await rm(draft, { force: true })
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Unavailable() : error
  }
}

async function write(draft: string, content: Readable): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(draft, 'wx', 0o600)
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      hash.update(chunk)
      size += chunk.length
      await file.writeFile(chunk)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A blob that a row names and that is not there is a fault of the store: unavailable, never an empty file. */
async function get(file: string): Promise<{ stream: NodeJS.ReadableStream; size: number }> {
  try {
    const { size } = await stat(file)
    return { stream: createReadStream(file), size }
  } catch {
    throw new Unavailable()
  }
}

function safe(name: string): string {
  if (!/^[a-z0-9-]{1,64}$/.test(name)) throw new Error(`not a name for a blob: ${name}`)
  return name
}
