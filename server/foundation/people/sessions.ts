import { hash, randomBytes } from 'node:crypto'
import type { Asker, Context, House, PublicContext } from '../../kernel/context.ts'
import type { Cookie } from '../../kernel/cookies.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { Reply } from '../../kernel/door.ts'
import { NotFound, Unauthenticated } from '../../kernel/errors.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import { markDevice } from './devices.ts'
import * as store from './sessions-store.ts'
import { accountClosed } from './words.ts'

export {
  holdPerson,
  type CheckedPassword,
  type Factors,
  type HowSignedIn,
} from './sessions-store.ts'

export const sessionCookie: Cookie = 'atelier_session'

/** The lifetime of the cookie; the server decides when the session ends. */
const cookieSeconds = 400 * 24 * 3600

/** The person of a live session, by the token in its cookie. Read again at every request, never cached (A11). */
export async function askerOf(
  house: House,
  token: string | undefined,
  db: Querier = house.db,
): Promise<Asker | undefined> {
  if (!token || token.length > 100) return undefined
  const found = await store.recognized(db, hashOf(token))
  if (!found) return undefined
  const { stale, now, ...asker } = found
  if (stale) noteSeen(house, asker.sessionId, now)
  return asker
}

/** At most once a minute, in the background. */
function noteSeen({ db, config }: House, sessionId: string, now: Timestamp): void {
  store.sessionSeen(db, sessionId, config.sessionDays, now).catch(() => undefined) // the next request retries
}

/**
 * Signs somebody in; refuses a guest in no group, with a message (M9). Ends the session that the browser came with, so that a
 * planted one is worthless (X130).
 */
export async function startSession(
  ctx: PublicContext,
  personId: PersonId,
  reply: Reply,
  how: store.HowSignedIn = 'other',
): Promise<void> {
  if (!(await startUnlessMoreIsNeeded(ctx, personId, reply, { how }))) throw new Unauthenticated()
}

/**
 * The same for a person who has shown only their password. Without a session, returns the factors that are needed too;
 * undefined when the password is another one by now, or the account has stopped (X84).
 */
export function startSessionByPassword(
  ctx: PublicContext,
  personId: PersonId,
  reply: Reply,
  password: store.CheckedPassword,
): Promise<store.Factors | undefined> {
  return startUnlessMoreIsNeeded(ctx, personId, reply, { how: 'password', password })
}

async function startUnlessMoreIsNeeded(
  ctx: PublicContext,
  personId: PersonId,
  reply: Reply,
  shown: Pick<store.NewSession, 'how' | 'password'>,
): Promise<store.Factors | undefined> {
  const token = randomBytes(32).toString('base64url')
  const device = await markDevice(ctx, personId)
  const found = await store.insertSession(ctx, {
    tokenHash: hashOf(token),
    id: newId(),
    personId,
    ...shown,
    days: ctx.house.config.sessionDays,
    device: device.mark,
  })
  if (found?.closed) throw new Unauthenticated('account-closed', accountClosed)
  if (!found?.begun) return found
  if (ctx.person) await forgetSession(ctx, ctx.person.id, ctx.person.sessionId)
  device.setCookie(reply)
  reply.setCookie(sessionCookie, token, { maxAgeSeconds: cookieSeconds })
  return found
}

/** Ends one session and its live connections. The browser stays known. */
export async function endSession(
  ctx: PublicContext,
  personId: PersonId,
  sessionId: string,
): Promise<void> {
  if (!(await forgetSession(ctx, personId, sessionId))) throw new NotFound()
}

/** Ends a session elsewhere: its browser is no longer known. */
export async function endSessionElsewhere(ctx: Context, sessionId: string): Promise<void> {
  const { id } = ctx.person
  if (sessionId !== ctx.person.sessionId) await store.forgetDeviceOf(ctx, id, sessionId)
  await endSession(ctx, id, sessionId)
}

async function forgetSession(
  ctx: PublicContext,
  personId: PersonId,
  sessionId: string,
): Promise<boolean> {
  const ended = await store.deleteSession(ctx, personId, sessionId)
  if (ended) ctx.db.afterCommit(() => ctx.house.live.signOut(personId, sessionId))
  return ended
}

/** Ends all sessions of a person, or all but one, and forgets their browsers. */
export async function endSessionsOf(
  ctx: PublicContext,
  personId: PersonId,
  except?: string,
): Promise<void> {
  const ended = await store.deleteSessions(ctx, personId, except ?? null)
  ctx.db.afterCommit(() => {
    if (except === undefined) ctx.house.live.signOut(personId)
    else for (const { id } of ended) ctx.house.live.signOut(personId, id)
  })
}

/** The asker's sessions: the current one first, then by last use. */
export async function sessionsOf(
  ctx: Context,
): Promise<(store.SessionRow & { current: boolean })[]> {
  const all = await store.sessions(ctx, ctx.person.id)
  return all
    .map((session) => ({ ...session, current: session.id === ctx.person.sessionId }))
    .toSorted((one, other) => Number(other.current) - Number(one.current))
}

/** Only the hash of a token is stored: a reader of the table cannot sign in. */
export function hashOf(token: string): Buffer {
  return hash('sha256', token, 'buffer')
}
