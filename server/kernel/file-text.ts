// Decodes the text of a file that somebody chose, whatever program saved it. Shared with the web UI.

/**
 * Decodes as Unicode where the bytes say so (a byte order mark, or valid UTF-8). Otherwise assumes the encodings of Western
 * European spreadsheets and editors: windows-1252, or Mac Roman on old Macs, recognized by bytes that are unlikely in
 * windows-1252.
 */
export function textOfFile(bytes: Uint8Array<ArrayBuffer>): string {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes)
  return text.replace(/^\uFEFF/, '').replaceAll('\0', '')
}

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'macintosh'

/** The same, with the encoding that was found; undefined when the file is not text. */
export function onlyText(
  bytes: Uint8Array<ArrayBuffer>,
): { text: string; encoding: Encoding } | undefined {
  const encoding = encodingOf(bytes)
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return /[^\P{Cc}\t\n\f\r]/u.test(text) ? undefined : { text, encoding }
  } catch {
    return undefined
  }
}

function encodingOf(bytes: Uint8Array<ArrayBuffer>): Encoding {
  const [first = 0, second = 0] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 2000)
  const zeros = [0, 1].map((odd) => start.filter((byte, at) => byte === 0 && at % 2 === odd).length)
  if (zeros[1]! > start.length / 4) return 'utf-16le'
  if (zeros[0]! > start.length / 4) return 'utf-16be'
  if (isUtf8(bytes)) return 'utf-8'
  return isMacRoman(bytes) ? 'macintosh' : 'windows-1252'
}

function isUtf8(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/**
 * Looks for bytes that are undefined in windows-1252, or that are a capital, a sign or a mark there after a small letter:
 * é, è, à, â, É on a Mac.
 */
function isMacRoman(bytes: Uint8Array<ArrayBuffer>): boolean {
  const nothing = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])
  const unlikely = new Set([0x83, 0x88, 0x89, 0x8e])
  return bytes.some((byte, at) => {
    const before = bytes[at - 1] ?? 0
    return nothing.has(byte) || (unlikely.has(byte) && before >= 0x61 && before <= 0x7a)
  })
}
