import { Readable } from 'node:stream'
import type { S3 } from '@aws-sdk/client-s3'
import type { Range } from './blobs.ts'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'
import { Unavailable } from './errors.ts'

export type S3Settings = Pick<
  Config,
  's3Url' | 's3Bucket' | 's3Region' | 's3AccessKey' | 's3SecretKey'
>

/** Milliseconds. */
const patience = { connect: 5000, answer: 60_000, bytes: 30_000 }
/** How often a request is tried. A download that was cut off goes on where it was. */
const tries = 3
const mostSockets = 500

interface Found {
  /** Bytes. */
  size: number
  /** Changes with the content. */
  mark: string
}

/** One object or upload of a listing; `at` in milliseconds. */
interface Listed {
  key: string
  at: number
}

/** The requests to one bucket. Refuses with Unavailable where the store does not answer as it should. */
export class Bucket {
  readonly name: string
  readonly #settings: S3Settings
  #opened: Promise<S3> | undefined

  constructor(settings: S3Settings) {
    if (!settings.s3Bucket) throw new CannotStart('S3_URL is set, but S3_BUCKET is not.')
    if ((settings.s3AccessKey === null) !== (settings.s3SecretKey === null))
      throw new CannotStart('S3_ACCESS_KEY and S3_SECRET_KEY are needed together.')
    this.#settings = settings
    this.name = settings.s3Bucket
  }

  async head(key: string): Promise<Found | undefined> {
    try {
      const { ContentLength, ETag } = await this.#ask((s3) => s3.headObject(this.#at(key)))
      return { size: ContentLength!, mark: ETag! }
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  /** Returns the mark of the object. */
  async put(key: string, body: Buffer): Promise<string> {
    const { ETag } = await this.#ask((s3) =>
      s3.putObject({ ...this.#at(key), Body: body, ContentLength: body.length }),
    )
    return ETag!
  }

  async beginUpload(key: string): Promise<string> {
    const { UploadId } = await this.#ask((s3) => s3.createMultipartUpload(this.#at(key)))
    return UploadId!
  }

  async sendPart(key: string, id: string, number: number, body: Buffer): Promise<string> {
    const part = { UploadId: id, PartNumber: number, Body: body, ContentLength: body.length }
    const { ETag } = await this.#ask((s3) => s3.uploadPart({ ...this.#at(key), ...part }))
    return ETag!
  }

  async completeUpload(key: string, id: string, marks: string[]): Promise<void> {
    const Parts = marks.map((ETag, index) => ({ ETag, PartNumber: index + 1 }))
    const whole = { UploadId: id, MultipartUpload: { Parts } }
    await this.#ask((s3) => s3.completeMultipartUpload({ ...this.#at(key), ...whole }))
  }

  async abortUpload(key: string, id: string): Promise<void> {
    await this.#ask((s3) => s3.abortMultipartUpload({ ...this.#at(key), UploadId: id }))
  }

  /** Aborts every upload of this object. */
  async abortUploads(key: string): Promise<void> {
    for await (const upload of this.uploads(key))
      if (upload.key === key) await this.abortUpload(key, upload.id)
  }

  async delete(key: string): Promise<void> {
    await this.#ask((s3) => s3.deleteObject(this.#at(key)))
  }

  /** Streams an object, or a range of it. */
  async read(key: string, range?: Range, mark?: string): Promise<Readable> {
    const part = range && { Range: `bytes=${range.first}-${range.last}` }
    const { Body } = await this.#ask((s3) =>
      s3.getObject({ ...this.#at(key), ...part, ...(mark && { IfMatch: mark }) }),
    )
    return Readable.from(inTime(Body as Readable), { objectMode: false })
  }

  /** The same, continued where it is cut off, for example since the reader is slower than the store waits. */
  readOn(key: string, mark: string, { first, last }: Range): Readable {
    const from = (byte: number) => this.read(key, { first: byte, last }, mark)
    return Readable.from(continued(from, first, last), { objectMode: false })
  }

  /** The objects whose key begins like this. */
  async *objects(prefix: string): AsyncGenerator<Listed> {
    for (let after: string | undefined; ;) {
      const given = { Bucket: this.name, Prefix: prefix, ContinuationToken: after }
      const page = await this.#ask((s3) => s3.listObjectsV2(given))
      for (const { Key, LastModified } of page.Contents ?? [])
        yield { key: Key!, at: LastModified!.getTime() }
      after = page.NextContinuationToken
      if (!page.IsTruncated || after === undefined) return
    }
  }

  /** Uploads in parts that were begun and neither completed nor aborted. */
  async *uploads(prefix: string): AsyncGenerator<Listed & { id: string }> {
    for (let after = {}; ;) {
      const given = { Bucket: this.name, Prefix: prefix, ...after }
      const page = await this.#ask((s3) => s3.listMultipartUploads(given))
      for (const { Key, UploadId, Initiated } of page.Uploads ?? [])
        yield { key: Key!, id: UploadId!, at: Initiated!.getTime() }
      if (!page.IsTruncated) return
      after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker }
    }
  }

  /** The first segments of all keys: the shelves. */
  async folders(): Promise<string[]> {
    const found = new Set<string>()
    for (let after: string | undefined; ;) {
      const given = { Bucket: this.name, Delimiter: '/', ContinuationToken: after }
      const page = await this.#ask((s3) => s3.listObjectsV2(given))
      for (const { Prefix } of page.CommonPrefixes ?? []) found.add(Prefix!.slice(0, -1))
      after = page.NextContinuationToken
      if (!page.IsTruncated || after === undefined) break
    }
    for await (const { key } of this.uploads('')) found.add(key.split('/')[0]!)
    return [...found]
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    await this.#opened?.then((s3) => s3.destroy())
  }

  #at(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.name, Key: key }
  }

  async #ask<T>(request: (s3: S3) => Promise<T>): Promise<T> {
    this.#opened ??= connected(this.#settings)
    const s3 = await this.#opened
    return request(s3).catch((error: unknown) => {
      throw unavailable(error)
    })
  }
}

/** The client is large: it is loaded when it is first used. */
async function connected(settings: S3Settings): Promise<S3> {
  const { S3 } = await import('@aws-sdk/client-s3')
  const { s3Url, s3Region, s3AccessKey, s3SecretKey } = settings
  const keys = s3AccessKey !== null &&
    s3SecretKey !== null && {
      credentials: { accessKeyId: s3AccessKey, secretAccessKey: s3SecretKey },
    }
  return new S3({
    region: s3Region,
    ...(s3Url !== null && { endpoint: s3Url, forcePathStyle: true }),
    ...keys, // without keys, the SDK looks where AWS tells it to: environment, profile, role of the machine
    maxAttempts: tries,
    // Newer checksums are not known to every store. Each body is signed with its SHA-256, which every store compares.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: patience.connect,
      requestTimeout: patience.answer,
      throwOnRequestTimeout: true,
      socketTimeout: 0, // a reader may be slow: `inTime` waits for the store only
      httpAgent: { keepAlive: true, maxSockets: mostSockets },
      httpsAgent: { keepAlive: true, maxSockets: mostSockets },
    },
  })
}

/** The bytes from `first` to `last`, read again from where a reading failed. */
async function* continued(
  read: (from: number) => Promise<Readable>,
  first: number,
  last: number,
): AsyncGenerator<Buffer> {
  let from = first
  for (let failures = 0; from <= last;) {
    const before = from
    try {
      for await (const part of await read(from)) {
        from += (part as Buffer).length
        yield part as Buffer
      }
      if (from <= last) throw unavailable(new Error(`It ends at byte ${from}`))
    } catch (error) {
      failures = from > before ? 1 : failures + 1
      if (failures >= tries || isMissing(error)) throw error
    }
  }
}

/** Passes a body on; fails when the store sends nothing for a while though it is asked to. */
async function* inTime(body: Readable): AsyncGenerator<Buffer> {
  const silent = () => body.destroy(new Error('The store sends nothing'))
  let waiting = setTimeout(silent, patience.bytes)
  try {
    for await (const part of body) {
      clearTimeout(waiting)
      yield part as Buffer
      waiting = setTimeout(silent, patience.bytes)
    }
  } catch (error) {
    throw unavailable(error)
  } finally {
    clearTimeout(waiting)
    body.destroy()
  }
}

function unavailable(cause: unknown): Unavailable {
  const refusal = new Unavailable('files-unavailable', {
    en: 'Files cannot be reached at the moment. Try again in a minute.',
    fr: 'Les fichiers sont momentanément inaccessibles. Réessayez dans une minute.',
  })
  return Object.assign(refusal, { cause })
}

/** Whether the store says that there is no such object, rather than no such bucket, or nothing at all. */
export function isMissing(error: unknown): boolean {
  const { name } = ((error as Error).cause ?? {}) as { name?: string }
  return name === 'NoSuchKey' || name === 'NotFound'
}
