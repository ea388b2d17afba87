import { randomBytes } from 'node:crypto'
import { hashOf } from '../../foundation/people/sessions.ts'
import type { Querier } from '../../kernel/db.ts'
import * as store from './store.ts'

const hoursToUse = 24

/**
 * On an instance that has no accounts yet, makes the one link that creates the first organization (O2); every start replaces
 * it.
 */
export async function setUpLink(db: Querier, address: string): Promise<string | undefined> {
  if (await store.anybody(db)) return undefined
  await store.deleteLinks(db)
  return addressOf(address, await newLink(db))
}

/** Makes a link that creates one more organization with its first admin: once, within a day (O2). */
export async function linkForAnother(db: Querier, address: string): Promise<string> {
  return addressOf(address, await newLink(db))
}

/** Only its hash is kept. */
async function newLink(db: Querier): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await store.insertLink(db, hashOf(token), hoursToUse)
  return token
}

function addressOf(address: string, token: string): string {
  return `${address}/set-up?token=${token}`
}
