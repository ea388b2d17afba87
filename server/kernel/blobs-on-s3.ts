import { createHash, randomBytes } from 'node:crypto'
import type { Readable } from 'node:stream'
import { compared, Trust, type Stored } from './blob-content.ts'
import {
  damaged,
  hashOf,
  headBytes,
  headOf,
  lettersOf,
  mustMatch,
  nameOf,
  refuseQuarantined,
  safe,
  type BlobFault,
  type Blobs,
  type Kept,
  type Range,
} from './blobs.ts'
import { isMissing, type Bucket } from './s3-bucket.ts'
import { eachAtOnce } from './at-once.ts'
import { S3Upload } from './s3-upload.ts'

/**
 * Blobs as objects: `shelf/letters`. The hash of a content is known only when all of it has been sent, so it is in the name
 * that the database has, but not in the key.
 */
export function blobsOnS3(bucket: Bucket): Blobs {
  const trust = new Trust()
  return {
    put: (shelf, content, name) => put(bucket, trust, safe(shelf), content, name),
    get: async (shelf, name) => compared(await stored(bucket, shelf, name), trust),
    check: (shelf, name) => check(() => bucket.read(keyOf(shelf, name)), name),
    remove: (shelf, name) =>
      name.endsWith(half)
        ? bucket.abortUploads(keyOf(shelf, name.slice(0, -half.length)))
        : bucket.delete(keyOf(shelf, name)),
    clear: (shelf) => clear(bucket, safe(shelf)),
    shelves: () => bucket.folders(),
    list: (shelf) => list(bucket, safe(shelf)),
    where: (shelf, name) => `s3://${bucket.name}/${keyOf(shelf, name)}`,
  }
}

/** An upload that was begun and not completed. */
const half = '.part'

/** What other programs keep in the bucket is not ours. */
const isOurs = (letters: string) => /^[0-9a-f]{16}$/.test(letters)

const keyOf = (shelf: string, name: string) => `${safe(shelf)}/${lettersOf(safe(name))}`

async function put(
  bucket: Bucket,
  trust: Trust,
  shelf: string,
  content: Readable,
  given?: string,
): Promise<Kept> {
  const key = `${shelf}/${given ? lettersOf(safe(given)) : randomBytes(8).toString('hex')}`
  const upload = new S3Upload(bucket, key)
  const hash = createHash('sha256')
  let head: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      hash.update(chunk)
      if (head.length < headBytes) head = headOf([head, chunk])
      await upload.write(chunk)
    }
    const sha256 = hash.digest('hex')
    mustMatch(sha256, given)
    const mark = await upload.finish()
    const name = given ?? nameOf(sha256, lettersOf(key))
    trust.add({ said: key, mark }) // the store has compared each part with its hash
    return { name, sha256, size: upload.size, head }
  } catch (error) {
    await upload.abort()
    throw error
  }
}

async function stored(bucket: Bucket, shelf: string, name: string): Promise<Stored> {
  refuseQuarantined(name)
  const key = keyOf(shelf, name)
  const found = await bucket.head(key)
  if (!found) throw damaged(key, 'missing')
  const { size, mark } = found
  const read = (range: Range = { first: 0, last: size - 1 }) => bucket.readOn(key, mark, range)
  return { name, said: key, size, mark, read, check: () => check(async () => read(), name) }
}

async function check(read: () => Promise<Readable>, name: string): Promise<BlobFault | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of await read()) hash.update(chunk as Buffer)
  } catch (error) {
    if (isMissing(error)) return 'missing'
    throw error
  }
  return hash.digest('hex') === hashOf(name) ? undefined : 'spoilt'
}

async function clear(bucket: Bucket, shelf: string): Promise<void> {
  for (;;) {
    let found = 0
    await eachAtOnce(bucket.objects(`${shelf}/`), 16, async ({ key }) => {
      found += 1
      await bucket.delete(key)
    })
    await eachAtOnce(bucket.uploads(`${shelf}/`), 16, ({ key }) => bucket.abortUploads(key))
    if (found === 0) return
  }
}

async function* list(
  bucket: Bucket,
  shelf: string,
): AsyncGenerator<{ name: string; writtenAt: number }> {
  const prefix = `${shelf}/`
  const named = (key: string) => key.slice(prefix.length)
  for await (const { key, at } of bucket.objects(prefix))
    if (isOurs(named(key))) yield { name: named(key), writtenAt: at }
  for await (const { key, at } of bucket.uploads(prefix))
    if (isOurs(named(key))) yield { name: `${named(key)}${half}`, writtenAt: at }
}
