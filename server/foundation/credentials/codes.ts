import { hash, randomBytes } from 'node:crypto'

/** Crockford's 32 characters: none looks like another when it is copied from paper. */
const characters = '0123456789abcdefghjkmnpqrstvwxyz'

/** Five random bits a character, in groups that can be read aloud: so many that only a fast hash is needed. */
export function newCode(groups: number, size: number): string {
  const text = [...randomBytes(groups * size)].map((byte) => characters[byte & 31]!).join('')
  return text.match(new RegExp(`.{${size}}`, 'g'))!.join('-')
}

/** As it was given, however it is typed: without case, spaces and dashes, and with an O for a zero. */
export function hashOfCode(typed: string): Buffer {
  const plain = typed
    .toLowerCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
  return hash('sha256', plain, 'buffer')
}
