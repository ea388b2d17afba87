import { Unavailable } from './errors.ts'
import type { Bucket } from './s3-bucket.ts'

const mega = 1024 * 1024
/** A store takes 10,000 parts of an object: with these sizes, 150 GB. */
const partBytes = (number: number) => (number <= 1000 ? 8 * mega : 16 * mega)
/** Parts of one upload that are sent at the same time; one more is being filled. */
const atOnce = 2

/** Streams one object into a bucket: in one request if it is small, otherwise in parts. Nothing of it is visible before `finish`. */
export class S3Upload {
  size = 0
  readonly #bucket: Bucket
  readonly #key: string
  #filling: Buffer[] = []
  #filled = 0
  #id: string | undefined
  readonly #sent: Promise<string>[] = []

  constructor(bucket: Bucket, key: string) {
    this.#bucket = bucket
    this.#key = key
  }

  async write(chunk: Buffer): Promise<void> {
    this.size += chunk.length
    this.#filling.push(chunk)
    this.#filled += chunk.length
    if (this.#filled >= partBytes(this.#sent.length + 1)) await this.#send()
  }

  /** Resolves with the mark of the object once the store has acknowledged all of it. */
  async finish(): Promise<string> {
    if (this.#id === undefined) return this.#bucket.put(this.#key, this.#take())
    if (this.#filled > 0) await this.#send()
    const marks = await Promise.all(this.#sent)
    await this.#bucket.completeUpload(this.#key, this.#id, marks)
    this.#id = undefined
    const whole = await this.#bucket.head(this.#key)
    if (whole?.size !== this.size) throw new Unavailable('files-unavailable')
    return whole.mark
  }

  /** Forgets the parts that were sent; parts that cannot be removed now are found by `list`. */
  async abort(): Promise<void> {
    await Promise.allSettled(this.#sent)
    if (this.#id !== undefined)
      await this.#bucket.abortUpload(this.#key, this.#id).catch(() => undefined)
  }

  async #send(): Promise<void> {
    const id = (this.#id ??= await this.#bucket.beginUpload(this.#key))
    await this.#sent.at(-atOnce)
    const sent = this.#bucket.sendPart(this.#key, id, this.#sent.length + 1, this.#take())
    sent.catch(() => undefined) // thrown where it is awaited
    this.#sent.push(sent)
  }

  #take(): Buffer {
    const part = Buffer.concat(this.#filling.splice(0))
    this.#filled = 0
    return part
  }
}
