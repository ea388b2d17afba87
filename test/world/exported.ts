import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import type { House } from '../../server/kernel/context.ts'
import { shelf } from '../../server/operations/exchange/shelf.ts'
import { whole, ZipReader, type Packed } from '../../server/operations/exchange/zip-reader.ts'
import type { Instance } from './instance.ts'
import type { Client } from './people.ts'

/** What the export of somebody's own data holds, by path (O9); empty when it is refused. */
export async function exported(
  { app }: Pick<Instance, 'app'>,
  who: Client,
): Promise<Map<string, Buffer>> {
  return downloaded({ app }, who, '/api/me/export')
}

/** The entries of a ZIP that a door answers, by path; those of folders end with a slash. Empty when it is refused. */
export async function downloaded(
  { app }: Pick<Instance, 'app'>,
  who: Client,
  url: string,
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  const answer = await app.inject({ url, headers: { cookie: who.cookie } })
  if (answer.statusCode !== 200) return found
  const zip = await yauzl.fromBufferPromise(answer.rawPayload, { lazyEntries: true })
  for await (const entry of zip.eachEntry())
    found.set(entry.fileName, await buffer(await streamOf(zip, entry)))
  return found
}

const streamOf = (zip: yauzl.ZipFile, entry: yauzl.Entry) =>
  new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)))
  })

/** Content that is in memory, as a store would give it. */
export const contentOf = (bytes: Buffer): Packed => ({
  size: bytes.length,
  open: ({ first, last } = { first: 0, last: bytes.length - 1 }) =>
    Readable.from([bytes.subarray(first, last + 1)]),
})

/** The entries of a ZIP, by name. */
export async function unpacked(content: Packed): Promise<Map<string, Buffer>> {
  const zip = await ZipReader.open(content, { unpacked: 1e10 })
  const entries = new Map<string, Buffer>()
  for (const name of zip.names) entries.set(name, await whole(zip, name, 1e9))
  zip.close()
  return entries
}

/** The names of the archives that are stored. */
export async function archivesIn({ blobs }: House): Promise<string[]> {
  const names: string[] = []
  for await (const { name } of blobs.list(shelf)) names.push(name)
  return names
}
