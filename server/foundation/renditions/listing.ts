import { createGunzip } from 'node:zlib'
import { Readable } from 'node:stream'
import { familyOf } from './families.ts'
import { openZip } from './zip-file.ts'

export interface Listed {
  entries: { name: string; size: number }[]
  /** There are more than these. */
  more: boolean
}

const most = { entries: 2000, unpacked: 500 * 1024 * 1024, name: 500 }

/** What an archive holds: names and sizes, as the archive says them. */
export async function listed(bytes: Buffer): Promise<Listed> {
  const all = familyOf(bytes) === 'zip' ? await inZip(bytes) : await inTar(bytes)
  const entries = all.slice(0, most.entries)
  return { entries, more: all.length > most.entries }
}

async function inZip(bytes: Buffer): Promise<Listed['entries']> {
  const { entries } = await openZip(bytes)
  return entries.map(({ fileName, uncompressedSize }) => ({
    name: fileName.slice(0, most.name),
    size: uncompressedSize,
  }))
}

const block = 512

/** POSIX.1-2001 ustar, compressed by gzip or not. Contents are skipped. */
async function inTar(bytes: Buffer): Promise<Listed['entries']> {
  const entries: Listed['entries'] = []
  let held = Buffer.alloc(0)
  let skip = 0
  let seen = 0
  for await (const part of unpacked(bytes)) {
    seen += part.length
    if (seen > most.unpacked) throw new RangeError('unpacks to too much')
    held = Buffer.concat([held, part])
    for (;;) {
      const skipped = Math.min(skip, held.length)
      held = held.subarray(skipped)
      skip -= skipped
      if (skip > 0 || held.length < block) break
      const entry = entryIn(held.subarray(0, block), entries.length === 0)
      if (!entry || entries.length > most.entries) return entries
      skip = block + Math.ceil(entry.size / block) * block
      if (entry.shown) entries.push({ name: entry.name, size: entry.size })
    }
  }
  return entries
}

function unpacked(bytes: Buffer): AsyncIterable<Buffer> {
  return familyOf(bytes) === 'gzip'
    ? Readable.from([bytes]).pipe(createGunzip())
    : Readable.from([bytes])
}

/** One header; undefined at the end. Throws at the beginning of what is no archive. */
function entryIn(header: Buffer, first: boolean) {
  const text = (from: number, length: number) =>
    header.toString('utf8', from, from + length).replace(/\0.*$/s, '')
  if (text(257, 5) !== 'ustar') {
    if (first) throw new Error('not an archive')
    return undefined
  }
  const prefix = text(345, 155)
  const size = Number.parseInt(text(124, 12).trim() || '0', 8)
  if (!Number.isSafeInteger(size)) throw new Error('a size that is none')
  const shown = /[\0 05]/.test(String.fromCharCode(header[156]!))
  return { name: (prefix ? `${prefix}/` : '') + text(0, 100), size, shown }
}
