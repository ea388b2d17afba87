import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'
import type { Instance } from './instance.ts'
import type { Client } from './people.ts'

/** What the export of somebody's own data holds, by path (O9); empty when it is refused. */
export async function exported(
  { app }: Pick<Instance, 'app'>,
  who: Client,
): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  const answer = await app.inject({ url: '/api/me/export', headers: { cookie: who.cookie } })
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
