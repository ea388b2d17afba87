import { buffer } from 'node:stream/consumers'
import yauzl from 'yauzl'

// Runs in the worker: an archive that anybody sent, in memory.

/** Entries, and bytes of all that is unpacked. */
const most = { entries: 20_000, unpacked: 200 * 1024 * 1024 }

export interface ZipFile {
  entries: yauzl.Entry[]
  /** Unpacks an entry; undefined when there is none with that name. */
  read(name: string): Promise<Buffer | undefined>
}

export async function openZip(bytes: Buffer): Promise<ZipFile> {
  const zip = await yauzl.fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true })
  const entries = await entriesOf(zip)
  let unpacked = 0
  return {
    entries,
    async read(name) {
      const entry = entries.find(({ fileName }) => fileName === name)
      if (!entry) return undefined
      unpacked += entry.uncompressedSize // what is longer than it says is an error of yauzl
      if (unpacked > most.unpacked) throw new RangeError('unpacks to too much')
      return buffer(await zip.openReadStreamPromise(entry))
    },
  }
}

function entriesOf(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  const entries: yauzl.Entry[] = []
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry)
      if (entries.length < most.entries) zip.readEntry()
      else resolve(entries)
    })
    zip.readEntry()
  })
}
