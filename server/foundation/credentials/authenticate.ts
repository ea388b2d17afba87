import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Asker, House } from '../../kernel/context.ts'
import { valueOf } from '../../kernel/cookies.ts'
import type { Querier } from '../../kernel/db.ts'
import { emailKey } from '../people/people.ts'
import { askerOf, sessionCookie } from '../people/sessions.ts'
import { hashOfCode } from './codes.ts'
import * as store from './store.ts'

/** What a program shows instead of a session. */
interface Shown {
  kind: 'api-token' | 'app-password'
  hash: Buffer
  /** An app password counts only beside its owner's address. */
  emailKey: string | null
}

/**
 * Who sent a request, asked anew at every one and never remembered (A11): the holder of an API token, of a session, or of an
 * app password. A browser may add Basic by itself (for a proxy before this house), so its cookie goes before; Bearer it never adds.
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
  const { stale, kind, scope, ...asker } = found
  if (stale) noteUsed(house, asker.sessionId)
  return { ...asker, token: { kind, mayWrite: scope === 'write' } }
}

/** At most once a minute, and nobody waits for it. */
function noteUsed(house: House, id: string): void {
  store.accessTokenUsed(house.db, id).catch(() => undefined) // the next request will say it again
}

function bearer(header: string): Shown | undefined {
  const token = /^bearer +(atl_[\w-]{43})$/i.exec(header)?.[1]
  return token === undefined
    ? undefined
    : { kind: 'api-token', hash: hashOfToken(token), emailKey: null }
}

/** The password of the account is never taken here: it would go round the second factor (X82). */
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
