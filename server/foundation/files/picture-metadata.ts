// Finds metadata in the file of a picture: place and time (EXIF, XMP, IPTC), comments, colour profiles with names in them,
// thumbnails, bytes after its end. Only parts that are known to draw the picture are accepted.

/** True when the file has any other part, or cannot be parsed to its end. */
export function carriesMore(bytes: Buffer, format: 'jpeg' | 'png' | 'webp' | 'gif'): boolean {
  try {
    return !{ jpeg: isBareJpeg, png: isBarePng, webp: isBareWebp, gif: isBareGif }[format](bytes)
  } catch {
    return true // it ends in the middle of a part
  }
}

/** ITU T.81, Annex B. */
function isBareJpeg(bytes: Buffer): boolean {
  let at = 2
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return false
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xd9) return at + 2 === bytes.length
    const length = bytes.readUInt16BE(at + 2)
    if (!drawsJpeg(marker, bytes.subarray(at + 4, at + 2 + length))) return false
    at += 2 + length
    if (marker === 0xda) at = endOfScan(bytes, at)
  }
}

const jpegTables = new Set([
  0xdb, 0xc4, 0xdd, 0xda, 0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcc,
])

function drawsJpeg(marker: number, content: Buffer): boolean {
  if (marker === 0xe0) return content.length === 14 && content.toString('latin1', 0, 5) === 'JFIF\0'
  if (marker === 0xee) return content.length === 12 && content.toString('latin1', 0, 5) === 'Adobe'
  return jpegTables.has(marker)
}

/** In a scan, 0xff is followed by zero or by a restart marker. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes.readUInt8(at + 1)
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at
  }
  throw new Error('no end')
}

const pngChunks = new Set(
  'IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB cICP sBIT bKGD pHYs hIST acTL fcTL fdAT'.split(' '),
)

/** PNG, third edition, §5. */
function isBarePng(bytes: Buffer): boolean {
  for (let at = 8; ;) {
    const [length, type] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)]
    if (!pngChunks.has(type)) return false
    at += 12 + length
    if (type === 'IEND') return length === 0 && at === bytes.length
    if (at > bytes.length) return false
  }
}

const webpChunks = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF'])

/** RFC 9649, §2. */
function isBareWebp(bytes: Buffer): boolean {
  return bytes.readUInt32LE(4) + 8 === bytes.length && drawsWebp(bytes.subarray(12))
}

function drawsWebp(chunks: Buffer): boolean {
  for (let at = 0; at < chunks.length;) {
    const [type, length] = [chunks.toString('latin1', at, at + 4), chunks.readUInt32LE(at + 4)]
    const content = chunks.subarray(at + 8, at + 8 + length)
    if (!webpChunks.has(type) || content.length !== length) return false
    if (type === 'ANMF' && !drawsWebp(content.subarray(16))) return false
    at += 8 + length + (length % 2)
  }
  return true
}

/** GIF89a, §§18 to 27. */
function isBareGif(bytes: Buffer): boolean {
  for (let at = 13 + colours(bytes.readUInt8(10)); ;) {
    const kind = bytes.readUInt8(at)
    if (kind === 0x3b) return at + 1 === bytes.length
    if (kind === 0x2c) at = afterBlocks(bytes, at + 11 + colours(bytes.readUInt8(at + 9)))
    else if (kind === 0x21 && drawsGif(bytes, at)) at = afterBlocks(bytes, at + 2)
    else return false
  }
}

function colours(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

/** Accepts only the extensions that control how a frame is shown and how often the frames repeat. */
function drawsGif(bytes: Buffer, at: number): boolean {
  if (bytes.readUInt8(at + 1) === 0xf9) return afterBlocks(bytes, at + 2) === at + 8
  const name = bytes.toString('latin1', at + 3, at + 14)
  const loops = name === 'NETSCAPE2.0' || name === 'ANIMEXTS1.0'
  return bytes.readUInt8(at + 1) === 0xff && loops && afterBlocks(bytes, at + 2) === at + 19
}

function afterBlocks(bytes: Buffer, from: number): number {
  let at = from
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += length + 1
  return at + 1
}
