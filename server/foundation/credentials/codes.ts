import { hash, randomBytes } from 'node:crypto'

/** Crockford's base 32: characters that are not mistaken for each other on paper. */
const characters = '0123456789abcdefghjkmnpqrstvwxyz'

/** A code of five random bits a character, in groups that can be read aloud; long enough for a fast hash to be safe. */
export function newCode(groups: number, size: number): string {
  const text = [...randomBytes(groups * size)].map((byte) => characters[byte & 31]!).join('')
  return text.match(new RegExp(`.{${size}}`, 'g'))!.join('-')
}

/** Hashes a typed code; ignores case, spaces and dashes, and reads O as zero. */
export function hashOfCode(typed: string): Buffer {
  const plain = typed
    .toLowerCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
  return hash('sha256', plain, 'buffer')
}
