import { Readable } from 'node:stream'
import yazl from 'yazl'

interface EntryOptions {
  /** Its content is compressed already. */
  packed?: boolean
  changedAt?: Date
  /** Bytes, as far as they are known before: entries of 4 GB and more have another form (zip64). */
  size?: number
}

/** Deflated, content may become a little larger. In bytes. */
const largestWithout64 = 0xf0_00_00_00

/** A ZIP that is written while it is read: never more than one entry of it is in memory. */
export class ZipStream {
  readonly #zip = new yazl.ZipFile()
  /** Rejects once the reader has closed the connection. */
  readonly #left: Promise<never>

  /** `write` adds the entries; when it fails, so does the stream. */
  constructor(write: (zip: ZipStream) => Promise<void>) {
    this.#left = new Promise<never>((_, reject) => {
      this.stream.once('close', () => reject(new Error('nobody reads any more')))
    })
    this.#left.catch(() => undefined) // also rejects after a complete read
    write(this).then(
      () => this.#zip.end(),
      (error: Error) => this.stream.destroy(error),
    )
  }

  get stream(): Readable {
    return this.#zip.outputStream as Readable
  }

  /** Resolves when the reader has taken all of it: only then is the next entry made. */
  async add(
    name: string,
    content: string | NodeJS.ReadableStream,
    { packed = false, changedAt = new Date(), size }: EntryOptions = {},
  ): Promise<void> {
    const given = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content
    const stream = given as Readable
    const read = new Promise<void>((resolve, reject) => {
      stream.once('end', resolve)
      stream.once('error', reject)
    })
    const forceZip64Format = size !== undefined && size >= largestWithout64
    const options = { mode: 0o100600, compress: !packed, mtime: changedAt, forceZip64Format }
    this.#zip.addReadStream(stream, name, options)
    await Promise.race([read, this.#left])
  }

  /** A folder, which may stay empty. */
  folder(name: string): void {
    this.#zip.addEmptyDirectory(name, { mode: 0o40700 })
  }
}
