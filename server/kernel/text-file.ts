export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/**
 * What a file says, in whichever common encoding it was written: one that its first bytes name, UTF-16 by its zeros, UTF-8,
 * or else Windows-1252. Nothing when it is no text.
 */
export function textOfFile(bytes: Uint8Array): { text: string; encoding: Encoding } | undefined {
  const named = namedEncoding(bytes)
  for (const encoding of named ? [named] : guesses(bytes)) {
    const text = decoded(bytes, encoding)
    if (text !== undefined && isText(text)) return { text, encoding }
  }
  return undefined
}

function namedEncoding([first, second, third]: Uint8Array): Encoding | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined
}

/** In UTF-16 every other byte of most texts is zero; in the others none is. */
function guesses(bytes: Uint8Array): Encoding[] {
  const beginning = bytes.subarray(0, 2000)
  const zeros = [0, 0]
  beginning.forEach((byte, at) => byte === 0 && zeros[at % 2]!++)
  const [even = 0, odd = 0] = zeros
  if (even + odd === 0) return ['utf-8', 'windows-1252']
  return odd > even ? ['utf-16le'] : ['utf-16be']
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === 'windows-1252' && bytes.some((byte) => unused.has(byte))) return undefined
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes that are no letter in Windows-1252. */
const unused = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

function isText(text: string): boolean {
  return !/[^\P{Cc}\t\n\f\r]/u.test(text)
}
