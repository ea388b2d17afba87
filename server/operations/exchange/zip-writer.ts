import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import yazl from 'yazl'
import { limits, mostOf } from './archive.ts'
import { largerThanTaken } from './words.ts'

export interface Written {
  name: string
  size: number
  sha256: string
}

export type Content = string | Buffer | AsyncIterable<Buffer | string>

/**
 * A ZIP that is stored while it is written, entry by entry; no entry is ever whole in memory unless it was given so. It never
 * becomes larger than an import accepts.
 */
export class ZipWriter<Stored> {
  readonly entries: Written[] = []
  readonly #zip = new yazl.ZipFile()
  readonly #storing: Promise<Stored>
  readonly #failure: Promise<never>

  constructor(store: (content: Readable) => Promise<Stored>) {
    this.#storing = store(this.#zip.outputStream as Readable)
    this.#failure = new Promise((_, reject) => {
      this.#zip.on('error', reject)
      this.#storing.catch(reject)
    })
    this.#failure.catch(() => undefined)
  }

  /** Resolves when all of the content has been read. Content that is already packed is not packed again. */
  async add(name: string, content: Content, { packed = false } = {}): Promise<Written> {
    if (this.entries.length >= limits.entries) throw largerThanTaken()
    const hash = createHash('sha256')
    let size = 0
    const counted = async function* () {
      for await (const chunk of parts(content)) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
        if (bytes.length === 0) continue
        hash.update(bytes)
        size += bytes.length
        if (size > mostOf(name)) throw largerThanTaken()
        yield bytes
      }
    }
    const stream = Readable.from(counted(), { objectMode: false })
    const taken = new Promise<void>((resolve, reject) => {
      stream.once('end', resolve)
      stream.once('error', reject)
    })
    this.#zip.addReadStream(stream, name, { mode: 0o100600, compress: !packed })
    await Promise.race([taken, this.#failure])
    const written = { name, size, sha256: hash.digest('hex') }
    this.entries.push(written)
    return written
  }

  /** Ends the archive; resolves once it is stored. */
  async finish(): Promise<Stored> {
    this.#zip.end()
    return Promise.race([this.#storing, this.#failure])
  }

  /** Breaks off: what was written is not stored. */
  async abandon(): Promise<void> {
    const output = this.#zip.outputStream as Readable
    output.destroy()
    await this.#storing.catch(() => undefined)
  }
}

async function* parts(content: Content): AsyncGenerator<Buffer | string> {
  if (typeof content === 'string' || Buffer.isBuffer(content)) yield content
  else yield* content
}
