import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import yazl from 'yazl'
import { invalidField } from '../../kernel/errors.ts'
import { said } from './words.ts'

// A note and its pictures as one ZIP: written by an export, and read by an import from any program.

export interface Packed {
  name: string
  open(): Promise<NodeJS.ReadableStream>
}

/** Opens pictures one by one, once the reader has taken everything before them. `mimetype` is never compressed (ODF). */
export function zipOf(texts: Record<string, string>, pictures: Packed[]): NodeJS.ReadableStream {
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(texts))
    zip.addBuffer(Buffer.from(text), name, { compress: name !== 'mimetype' })
  for (const picture of pictures)
    zip.addReadStreamLazy(picture.name, { compress: false }, (take) => {
      picture.open().then(
        (stream) => take(null, stream),
        (error: unknown) => take(error as Error, undefined as never),
      )
    })
  zip.on('error', (error) => (zip.outputStream as Readable).destroy(error as Error))
  zip.end()
  return zip.outputStream
}

const most = { entries: 1000, text: 4_000_000, bytes: 200 * 1024 * 1024 }

/** A ZIP from an untrusted source: no name in it is ever a path on a disk, and nothing is unpacked before it is needed. */
export class NoteZip {
  readonly #zip: ZipFile
  readonly #entries: Map<string, Entry>

  private constructor(zip: ZipFile, entries: Map<string, Entry>) {
    this.#zip = zip
    this.#entries = entries
  }

  static async open(file: string): Promise<NoteZip> {
    const zip = await yauzl
      .openPromise(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true })
      .catch(() => {
        throw refused('unreadable')
      })
    try {
      return new NoteZip(zip, await entriesOf(zip))
    } catch (error) {
      zip.close()
      throw error
    }
  }

  /** The only text in it; throws unless there is exactly one. */
  async text(): Promise<{ name: string; bytes: Buffer }> {
    const names = [...this.#entries.keys()].filter((name) => /\.(md|markdown)$/i.test(name))
    if (names.length !== 1) throw invalidField('body', 'one-text', said.oneText)
    return { name: names[0]!, bytes: (await this.read(names[0]!, most.text))! }
  }

  /** The content under this name, if there is any and it is not too large. */
  async read(name: string, largest: number): Promise<Buffer | undefined> {
    const entry = this.#entries.get(name)
    if (!entry || entry.uncompressedSize > largest) return undefined
    try {
      return await buffer(await this.#zip.openReadStreamPromise(entry))
    } catch {
      throw refused('unreadable')
    }
  }

  close(): void {
    this.#zip.close()
  }
}

function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    let bytes = 0
    zip.on('error', () => reject(refused('unreadable')))
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      bytes += entry.uncompressedSize
      if (entries.size >= most.entries || bytes > most.bytes) return reject(refused('too-large'))
      if (isContent(entry)) entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

/** Whether an entry is no folder, not hidden, and not a system's own file. */
function isContent(entry: Entry): boolean {
  const parts = entry.fileName.split('/')
  return (
    !entry.isEncrypted() &&
    !parts.some((part) => part === '' || part.startsWith('.') || part === '__MACOSX')
  )
}

function refused(code: 'too-large' | 'unreadable') {
  return invalidField('body', code, code === 'too-large' ? said.tooLargeFile : said.unreadableFile)
}

/** Resolves a picture's address, relative to the text; undefined when it leads outside the archive. */
export function placeIn(text: string, address: string): string | undefined {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(address)) return undefined
  const [target = ''] = address.split(/[?#]/)
  try {
    return path.posix.join(path.posix.dirname(text), decodeURIComponent(target))
  } catch {
    return undefined
  }
}
