import { crc32, deflateRawSync } from 'node:zlib'

/** An entry as an attacker would write it: its metadata may be false. */
export interface CraftedEntry {
  name: string | Buffer
  data?: Buffer | string
  stored?: boolean
  flags?: number
  method?: number
  /** As the directory says it. */
  size?: number
  packed?: number
  /** Unix mode in the upper half of the external attributes. */
  mode?: number
  /** Lies where this entry lies. */
  over?: number
}

/** A ZIP made byte by byte. */
export function craftedZip(entries: CraftedEntry[], { count = entries.length } = {}): Buffer {
  const parts: Buffer[] = []
  const offsets: number[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name as string)
    const plain = Buffer.from((entry.data ?? '') as string)
    const bytes = entry.stored ? plain : deflateRawSync(plain)
    const offset = entry.over === undefined ? at : offsets[entry.over]!
    offsets.push(offset)
    const head = headOf(entry, plain, bytes, name)
    if (entry.over === undefined) {
      const local = Buffer.concat([
        Buffer.from('504b0304', 'hex'),
        head,
        Buffer.alloc(0),
        name,
        bytes,
      ])
      parts.push(local)
      at += local.length
    }
    directory.push(directoryEntry(entry, head, name, offset))
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, central, end])
}

/** The 26 bytes that a local header and the directory share. */
function headOf(entry: CraftedEntry, plain: Buffer, bytes: Buffer, name: Buffer): Buffer {
  const head = Buffer.alloc(26)
  head.writeUInt16LE(20, 0)
  head.writeUInt16LE(entry.flags ?? 0x800, 2)
  head.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4)
  head.writeUInt32LE(crc32(plain), 10)
  head.writeUInt32LE(entry.packed ?? bytes.length, 14)
  head.writeUInt32LE(entry.size ?? plain.length, 18)
  head.writeUInt16LE(name.length, 22)
  return head
}

function directoryEntry(entry: CraftedEntry, head: Buffer, name: Buffer, offset: number): Buffer {
  const start = Buffer.alloc(6)
  start.writeUInt32LE(0x02014b50, 0)
  start.writeUInt16LE(0x033f, 4)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(((entry.mode ?? 0o100600) << 16) >>> 0, 6)
  rest.writeUInt32LE(offset, 10)
  return Buffer.concat([start, head, rest, name])
}
