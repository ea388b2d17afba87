import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Asker, House } from '../../kernel/context.ts'
import { valueOf } from '../../kernel/cookies.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import { emailKey } from '../people/people.ts'
import { askerOf, sessionCookie } from '../people/sessions.ts'
import { hashOfCode } from './codes.ts'
import * as store from './store.ts'

/** The credential that a program sends instead of a session. */
interface Shown {
  kind: 'api-token' | 'app-password'
  hash: Buffer
  /** An app password is valid only with its owner's address. */
  emailKey: string | null
}

/**
 * Returns the person who sent a request, by API token, session or app password. Reads the database on every request and caches
 * nothing (A11). A session cookie takes precedence over Basic, which a browser may add by itself for a proxy in front of this
 * server; a browser never adds Bearer.
 */
export async function authenticate(
  house: House,
  request: FastifyRequest,
  db: Querier = house.db,
): Promise<Asker | undefined> {
  const header = request.headers.authorization ?? ''
  const cookie = valueOf(house.config, request.cookies, sessionCookie)
  if (/^bearer /i.test(header)) return askerByToken(house, bearer(header), db)
  return cookie === undefined ? askerByToken(house, basic(header), db) : askerOf(house, cookie, db)
}

async function askerByToken(
  house: House,
  shown: Shown | undefined,
  db: Querier,
): Promise<Asker | undefined> {
  if (!shown) return undefined
  const found = await store.recognizedByToken(db, shown)
  if (!found) return undefined
  const { stale, now, kind, scope, ...asker } = found
  if (stale) noteUsed(house, asker.sessionId, now)
  return { ...asker, token: { kind, mayWrite: scope === 'write' } }
}

/** Stores the time of use, at most once a minute, in the background. */
function noteUsed(house: House, id: string, now: Timestamp): void {
  store.accessTokenUsed(house.db, id, now).catch(() => undefined) // the next request retries
}

function bearer(header: string): Shown | undefined {
  const token = /^bearer +(atl_[\w-]{43})$/i.exec(header)?.[1]
  return token === undefined
    ? undefined
    : { kind: 'api-token', hash: hashOfToken(token), emailKey: null }
}

/** Never accepts the password of the account, which would bypass the second factor (X82). */
function basic(header: string): Shown | undefined {
  const coded = /^basic +([A-Za-z0-9+/]{1,800}={0,2})$/i.exec(header)?.[1]
  if (coded === undefined) return undefined
  const text = Buffer.from(coded, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  if (colon < 1 || text.includes('\0')) return undefined
  const [email, password] = [text.slice(0, colon), text.slice(colon + 1)]
  return { kind: 'app-password', hash: hashOfCode(password), emailKey: emailKey(email) }
}

export function hashOfToken(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}
