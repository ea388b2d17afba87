import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { CannotStart } from '../kernel/cannot-start.ts'
import { Bucket, type S3Settings } from '../kernel/s3-bucket.ts'

/** What is wrong with the bucket of the settings, as a sentence for the operator. Writes a small object and removes it. */
export async function bucketTrouble(settings: S3Settings): Promise<string | undefined> {
  try {
    const bucket = new Bucket(settings)
    try {
      return await troubleOf(bucket, settings)
    } finally {
      await bucket.close()
    }
  } catch (error) {
    if (error instanceof CannotStart) return error.message
    return `The bucket ${settings.s3Bucket} cannot be used (${reasonOf(error)}): check the settings S3_….`
  }
}

async function troubleOf(bucket: Bucket, settings: S3Settings): Promise<string | undefined> {
  const key = `doctor/${randomBytes(8).toString('hex')}`
  const bytes = randomBytes(1000)
  await bucket.put(key, bytes)
  try {
    const read = await buffer(await bucket.read(key))
    if (!read.equals(bytes))
      return `The bucket ${bucket.name} returns other bytes than were stored.`
    if ((await anyoneReads(settings, key)) || (await anyoneReads(settings, '')))
      return `Anybody can read the bucket ${bucket.name}: make it private, and treat its files as published.`
    return undefined
  } finally {
    await bucket.delete(key)
  }
}

/** Whether an object, or the list of them, is sent to somebody without keys. */
async function anyoneReads(settings: S3Settings, key: string): Promise<boolean> {
  const { s3Url, s3Bucket, s3Region } = settings
  const base = s3Url
    ? `${s3Url.replace(/\/+$/, '')}/${s3Bucket}/`
    : `https://s3.${s3Region}.amazonaws.com/${s3Bucket}/`
  const answer = await fetch(base + key, { signal: AbortSignal.timeout(10_000) })
  await answer.body?.cancel()
  return answer.ok
}

function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error
  return cause ? reasonOf(cause) : `${name}: ${message}`
}
