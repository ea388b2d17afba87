import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
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
 * A ZIP written entry by entry into a file that nobody else can read; no entry is ever whole in memory unless it was given
 * so. It never becomes larger than an import accepts.
 */
export class ZipWriter {
  readonly entries: Written[] = []
  readonly #zip = new yazl.ZipFile()
  readonly #file: string
  readonly #writing: Promise<void>
  readonly #failure: Promise<never>

  constructor(file: string) {
    this.#file = file
    this.#writing = pipeline(
      this.#zip.outputStream,
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    )
    this.#failure = new Promise((_, reject) => {
      this.#zip.on('error', reject)
      this.#writing.catch(reject)
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

  /** Ends the archive and syncs it to the disk; returns its size. */
  async finish(): Promise<number> {
    this.#zip.end()
    await Promise.race([this.#writing, this.#failure])
    const handle = await open(this.#file, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    return (await stat(this.#file)).size
  }

  /** Deletes the unfinished file. */
  async abandon(): Promise<void> {
    const output = this.#zip.outputStream as Readable
    output.destroy()
    await this.#writing.catch(() => undefined)
    await rm(this.#file, { force: true })
  }
}

async function* parts(content: Content): AsyncGenerator<Buffer | string> {
  if (typeof content === 'string' || Buffer.isBuffer(content)) yield content
  else yield* content
}
