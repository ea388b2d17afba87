import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer as gathered } from 'node:stream/consumers'
import yauzl from 'yauzl'
import type { Content } from '../../kernel/blobs.ts'
import { fileKey } from '../../kernel/plain-text.ts'
import { limits, mostOf } from './archive.ts'
import { faults } from './words.ts'

/** The data needed to read an entry; kept small, as there is one for each. */
interface Place {
  offset: number
  packed: number
  size: number
  deflated: boolean
}

/**
 * A ZIP from an untrusted source. Its directory is checked as a whole before anything is unpacked: names, kinds, sizes, and
 * that no entries overlap (X118, X122). No name in it is ever a path on a disk.
 */
export class ZipReader {
  readonly places: ReadonlyMap<string, Place>
  readonly #zip: yauzl.ZipFile
  readonly #open = new Set<Readable>()

  private constructor(zip: yauzl.ZipFile, places: Map<string, Place>) {
    this.#zip = zip
    this.places = places
  }

  static async open(content: Packed, most: { unpacked: number }): Promise<ZipReader> {
    const options = { ...lazily, autoClose: false, decodeStrings: false }
    const zip = await yauzl
      .fromRandomAccessReaderPromise(new InRanges(content), content.size, options)
      .catch(() => {
        throw faults.notAnArchive()
      })
    try {
      if (zip.entryCount > limits.entries + 2) throw faults.tooManyEntries(limits.entries)
      const places = await directory(zip)
      refuseOverlaps([...places.values()], zip.fileSize)
      refuseTooMuch(places, most.unpacked)
      return new ZipReader(zip, places)
    } catch (error) {
      zip.close()
      throw error
    }
  }

  get names(): string[] {
    return [...this.places.keys()]
  }

  /** Unpacks an entry as it is read; refuses one whose length differs from the directory's. */
  async *read(name: string): AsyncGenerator<Buffer> {
    const place = this.places.get(name)
    if (!place) throw faults.missing(name)
    const stream = await this.#stream(place).catch(() => {
      throw faults.broken(name)
    })
    this.#open.add(stream)
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk
    } catch {
      throw faults.broken(name)
    } finally {
      this.#open.delete(stream)
      stream.destroy()
    }
  }

  async #stream({ offset, packed, size, deflated }: Place): Promise<Readable> {
    const entry = Object.assign(new yauzl.Entry(), {
      relativeOffsetOfLocalHeader: offset,
      compressedSize: packed,
    })
    const { fileDataStart } = await this.#zip.readLocalFileHeaderPromise(entry, { minimal: true })
    return new Promise((resolve, reject) => {
      // The promise of yauzl 3.4.0 calls another function (openReadStreamLowLevelPromise).
      this.#zip.openReadStreamLowLevel(
        fileDataStart,
        packed,
        0,
        packed,
        deflated,
        deflated ? size : null,
        (error, stream) => (error ? reject(error) : resolve(stream)),
      )
    })
  }

  /** Also closes entries that were not read to their end: each holds the file open. */
  close(): void {
    for (const stream of this.#open) stream.destroy()
    this.#zip.close()
  }
}

/** The bytes of a ZIP, wherever they are stored. */
export type Packed = Pick<Content, 'size' | 'open'>

/** Bytes that are read at once: the directory and the headers consist of many short parts, which are close together. */
const window = 64 * 1024

/** Reads ranges of content; short ones out of the last window. */
class InRanges extends yauzl.RandomAccessReader {
  readonly #content: Packed
  #window = { from: 0, bytes: Buffer.alloc(0) }

  constructor(content: Packed) {
    super()
    this.#content = content
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (end - start > window) return this.#content.open({ first: start, last: end - 1 })
    const bytes = async function* (of: InRanges) {
      yield await of.#bytes(start, end)
    }
    return Readable.from(bytes(this), { objectMode: false })
  }

  override read(
    into: Buffer,
    offset: number,
    length: number,
    position: number,
    done: (error: Error | null) => void,
  ): void {
    this.#bytes(position, position + length).then((bytes) => {
      bytes.copy(into, offset)
      done(null)
    }, done)
  }

  async #bytes(start: number, end: number): Promise<Buffer> {
    const { from, bytes } = this.#window
    if (start >= from && end <= from + bytes.length) return bytes.subarray(start - from, end - from)
    const last = Math.min(Math.max(end, start + window), this.#content.size) - 1
    const read = await gathered(this.#content.open({ first: start, last }))
    this.#window = { from: start, bytes: read }
    return read.subarray(0, end - start)
  }
}

const lazily = { lazyEntries: true, validateEntrySizes: true, strictFileNames: true }

function directory(zip: yauzl.ZipFile): Promise<Map<string, Place>> {
  return new Promise((resolve, reject) => {
    const places = new Map<string, Place>()
    const spellings = new Set<string>()
    zip.on('error', () => reject(faults.notAnArchive()))
    zip.on('end', () => resolve(places))
    zip.on('entry', (entry: yauzl.Entry) => {
      try {
        keep(entry, places, spellings)
        zip.readEntry()
      } catch (error) {
        reject(error as Error)
      }
    })
    zip.readEntry()
  })
}

function keep(entry: yauzl.Entry, places: Map<string, Place>, spellings: Set<string>): void {
  const name = nameOf(entry)
  const unix = entry.externalFileAttributes >>> 16
  if ((unix & 0o170000) === 0o120000) throw faults.symlink(name)
  if (entry.isEncrypted()) throw faults.encrypted(name)
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) throw faults.method(name)
  const spelling = fileKey(name)
  if (spellings.has(spelling)) throw faults.twice(name)
  spellings.add(spelling)
  const { compressedSize: packed, uncompressedSize: size } = entry
  if (name.endsWith('/')) {
    if (size > 0) throw faults.name(name)
    return // folders are not imported
  }
  if (size > mostOf(name)) throw faults.tooLarge(name)
  if (size > limits.ratioFrom && size > packed * limits.ratio) throw faults.bomb(name)
  const deflated = entry.compressionMethod === 8
  places.set(name, { offset: entry.relativeOffsetOfLocalHeader, packed, size, deflated })
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

function nameOf({ fileNameRaw }: yauzl.Entry): string {
  const seen = fileNameRaw.toString('utf8')
  if (fileNameRaw.length > limits.nameBytes) throw faults.name(seen)
  let name: string
  try {
    name = utf8.decode(fileNameRaw)
  } catch {
    throw faults.name(seen)
  }
  if (!isRelative(name)) throw faults.name(name)
  return name
}

/** Whether a path only leads downwards, in parts that are valid names on every system. */
export function isRelative(name: string): boolean {
  if (/[\\\p{Cc}]/u.test(name) || /^[a-z]:/i.test(name)) return false
  const parts = name.replace(/\/$/, '').split('/')
  return (
    parts.length <= limits.nameDepth &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..')
  )
}

/** Bytes: the least that a local header takes, besides its name. */
const leastHeader = 30

function refuseOverlaps(places: Place[], fileSize: number): void {
  let end = 0
  for (const { offset, packed } of places.toSorted((a, b) => a.offset - b.offset)) {
    if (!Number.isSafeInteger(offset) || offset < end) throw faults.overlapping()
    end = offset + leastHeader + packed
    if (end > fileSize) throw faults.notAnArchive()
  }
}

function refuseTooMuch(places: Map<string, Place>, most: number): void {
  let sum = 0
  for (const { size } of places.values()) sum += size
  if (sum > most) throw faults.tooMuch()
}

/** Reads a whole entry; refuses one larger than `most`. */
export async function whole(zip: ZipReader, name: string, most: number): Promise<Buffer> {
  if ((zip.places.get(name)?.size ?? 0) > most) throw faults.tooLarge(name)
  const parts: Buffer[] = []
  for await (const part of zip.read(name)) parts.push(part)
  return Buffer.concat(parts)
}

/** The hash of an entry, without keeping its content. */
export async function sha256Of(zip: ZipReader, name: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of zip.read(name)) hash.update(part)
  return hash.digest('hex')
}
