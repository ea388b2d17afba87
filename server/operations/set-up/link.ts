import { createHash, randomBytes } from 'node:crypto'
import type { Querier } from '../../kernel/db.ts'
import * as store from './store.ts'

const hoursToUse = 24

/** The secret of a link that makes one more organization with its first admin, once, within a day (O2). */
export async function linkForAnother(db: Querier): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await store.insertLink(db, createHash('sha256').update(token).digest(), hoursToUse)
  return token
}
