import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { damaged, hashOf, type BlobFault, type Content, type Range } from './blobs.ts'

/** Content in a store, as the store reads it. */
export interface Stored {
  name: string
  /** Where it is, for the log. */
  said: string
  /** Bytes. */
  size: number
  /** Changes whenever the content is written to or replaced. */
  mark: string
  read(range?: Range): Readable
  /** Reads it whole and compares it with its hash. */
  check(): Promise<BlobFault | undefined>
}

/** Content up to this size is compared with its hash before the first byte is sent: the delay is too short to notice. */
const comparedBefore = 8 * 1024 * 1024

/**
 * Content is compared with its hash once, then trusted until the store says that it was touched. Large content is compared
 * while it is sent, and its last bytes wait for the result. The scrub finds later damage.
 */
export async function compared(stored: Stored, trust: Trust): Promise<Content> {
  const { said, size, name } = stored
  const compare = async () => {
    const fault = await trust.faultOf(stored)
    if (fault) throw damaged(said, fault)
  }
  if (size <= comparedBefore) await compare()
  return {
    size,
    sha256: hashOf(name),
    open: (range) => {
      if (trust.has(stored)) return stored.read(range)
      const checked = range ? lastAfter(stored.read(range), compare()) : hashed(stored, trust)
      return Readable.from(checked, { objectMode: false })
    },
  }
}

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

/** The same for the whole content, which is compared as it passes. */
async function* hashed(stored: Stored, trust: Trust): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let held: Buffer | undefined
  for await (const part of stored.read() as AsyncIterable<Buffer>) {
    hash.update(part)
    if (held) yield held
    held = part
  }
  if (hash.digest('hex') !== hashOf(stored.name)) throw damaged(stored.said, 'spoilt')
  trust.add(stored)
  if (held) yield held
}

type Marked = Pick<Stored, 'said' | 'mark'>

/** The content that was found sound most recently, up to a limit, with its mark at that time. */
export class Trust {
  readonly #marks = new Map<string, string>()
  readonly #comparing = new Map<string, Promise<BlobFault | undefined>>()
  readonly #most = 10_000

  has({ said, mark }: Marked): boolean {
    return this.#marks.get(said) === mark
  }

  /** Reads content that is not trusted yet; concurrent callers share one read. */
  async faultOf(stored: Stored): Promise<BlobFault | undefined> {
    if (this.has(stored)) return undefined
    const key = `${stored.said} ${stored.mark}`
    let comparing = this.#comparing.get(key)
    if (!comparing) {
      comparing = stored.check().finally(() => this.#comparing.delete(key))
      this.#comparing.set(key, comparing)
    }
    const fault = await comparing
    if (!fault) this.add(stored)
    return fault
  }

  add({ said, mark }: Marked): void {
    this.#marks.delete(said)
    this.#marks.set(said, mark)
    if (this.#marks.size > this.#most) this.#marks.delete(this.#marks.keys().next().value!)
  }
}
