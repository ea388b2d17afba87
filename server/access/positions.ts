import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { House } from '../kernel/context.ts'
import type { PersonId, SpaceId } from '../kernel/ids.ts'
import { blockKey } from '../kernel/sealed.ts'

/**
 * A position in a space's change log, as one person sees it: `0`, or 22 letters for one block of AES-128. Line numbers have
 * no gaps, so a plain number would reveal how many lines are hidden from its reader (I1, X63). The same line always has the
 * same position for the same person; for anybody else it is meaningless.
 */
export type Position = string

export const beginning: Position = '0'
export const positionPattern = '^(?:0|[A-Za-z0-9_-]{22})$'

const numberBytes = 6

export function positionOf(house: House, person: PersonId, space: SpaceId, seq: number): Position {
  return seq === 0 ? beginning : tokenOf(house, person, space, seq)
}

/** Returns undefined for a position that was never given to this person in this space. */
export function seqAt(
  house: House,
  person: PersonId,
  space: SpaceId,
  position: unknown,
): number | undefined {
  if (position === beginning || position === 0) return 0
  return seqOfToken(house, person, space, position)
}

export const tokenPattern = '^[A-Za-z0-9_-]{22}$'

/** The same for one person and any subject `about`, without `0`: a token of another subject is invalid. */
export function tokenOf(house: House, person: PersonId, about: string, seq: number): string {
  const block = Buffer.alloc(16)
  block.writeUIntBE(seq, 0, numberBytes)
  ownerOf(person, about).copy(block, numberBytes)
  const cipher = createCipheriv('aes-128-ecb', blockKey(house), null).setAutoPadding(false)
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('base64url')
}

export function seqOfToken(
  house: House,
  person: PersonId,
  about: string,
  token: unknown,
): number | undefined {
  const block = typeof token === 'string' ? Buffer.from(token, 'base64url') : undefined
  if (block?.length !== 16) return undefined
  const cipher = createDecipheriv('aes-128-ecb', blockKey(house), null).setAutoPadding(false)
  const plain = Buffer.concat([cipher.update(block), cipher.final()])
  const isTheirs = plain.subarray(numberBytes).equals(ownerOf(person, about))
  return isTheirs ? plain.readUIntBE(0, numberBytes) : undefined
}

function ownerOf(person: PersonId, about: string): Buffer {
  return createHash('sha256').update(`${person} ${about}`).digest().subarray(0, 10)
}
