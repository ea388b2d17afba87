import type { Asker, PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import { rememberedHours } from './devices.ts'
import { remembering } from './devices-store.ts'
import { isClosedNow } from './going-store.ts'
import { forgiving } from './store.ts'

export interface Held {
  passwordHash: string | null
}

/**
 * Locks the person: changes to how somebody signs in, and new sessions for them, wait here for each other and then see the
 * result (X84, I6). Returns undefined for a stopped account.
 */
export function holdPerson(ctx: PublicContext, personId: PersonId): Promise<Held | undefined> {
  return ctx.db.row<Held>({
    name: 'hold-person',
    text: `select p.password_hash as "passwordHash"
      from person p where p.id = $1 and p.deactivated_at is null for no key update`,
    values: [personId],
  })
}

interface Recognized {
  id: PersonId
  organizationId: OrganizationId | null
  orgRole: Asker['orgRole']
  language: Language
  timeZone: string
  privateSpace: SpaceId
  sessionId: string
  stale: boolean
  now: Timestamp
}

/** The person who holds this session; one statement at every request. */
export function recognized(db: Querier, tokenHash: Buffer): Promise<Recognized | undefined> {
  return db.row<Recognized>({
    name: 'recognized',
    text: `select p.id, p.organization_id as "organizationId", p.org_role as "orgRole", p.language, p.time_zone as "timeZone",
        sp.id as "privateSpace", s.id as "sessionId", s.last_seen_at < the_time() - interval '1 minute' as stale,
        the_time() as now
      from session s
      join person p on p.id = s.person_id
      join space sp on sp.owner_id = p.id and sp.kind = 'private'
      where s.token_hash = $1 and s.expires_at > the_time() and p.deactivated_at is null`,
    values: [tokenHash],
    together: ['bytea'],
  })
}

export async function sessionSeen(
  db: Querier,
  sessionId: string,
  days: number,
  now: Timestamp,
): Promise<void> {
  await db.run({
    name: 'session-seen',
    text: `update session set last_seen_at = $3, expires_at = $3::timestamptz + make_interval(days => $2)
      where id = $1 and last_seen_at < $3 and expires_at > the_time()`,
    values: [sessionId, days, now],
  })
}

/** The factors shown to begin a session. */
export const waysToSignIn = [
  'password',
  'password-totp',
  'password-recovery-code',
  'password-passkey',
  'passkey',
  'other',
] as const
export type HowSignedIn = (typeof waysToSignIn)[number]

export interface Factors {
  totp: boolean
  passkeys: number
  recoveryCodes: number
}

/** The hash that was checked, and the keys of the limits that counted the attempt. */
export interface CheckedPassword {
  hash: string | null
  counted: string[]
}

export interface NewSession {
  tokenHash: Buffer
  id: string
  personId: PersonId
  how: HowSignedIn
  days: number
  /** The mark of the browser. */
  device: Buffer
  /** For a person who has shown nothing else. */
  password?: CheckedPassword
}

export interface Started extends Factors {
  /** A guest in no group, whom nobody has invited again (M9). */
  closed: boolean
  /** There is a session now. */
  begun: boolean
}

/**
 * Locks the person, inserts the session and makes its browser known by its mark, in one statement. By the password alone it
 * takes the counted attempts back, and nobody with a second factor gets a session. Undefined when the account has stopped,
 * or the password is another one by now.
 */
export function insertSession(
  ctx: PublicContext,
  session: NewSession,
): Promise<Started | undefined> {
  const { password } = session
  const counted = password?.counted ?? []
  return ctx.db.row({
    name: `insert-session-${password ? counted.length : 'proved'}`,
    text: `with held as (
        select p.id, ${isClosedNow} as closed from person p
        where p.id = $3 and p.deactivated_at is null ${password ? 'and p.password_hash = $10' : ''} for no key update),
      found as materialized (
        select held.*, f.*, not held.closed ${password ? 'and not f.totp and f.passkeys = 0' : ''} as begun
        from held cross join lateral second_factors(held.id) f),
      who as (select id from found where begun),
      ${counted.map((_, at) => `${forgiving(at, `$${11 + at}`, 'found')},`).join(' ')}
      ${remembering('who', '$8::bytea', "'sign-in'", '$9')},
      started as (
        insert into session (token_hash, id, person_id, created_at, last_seen_at, expires_at, user_agent, address, how, device)
        select $1::bytea, $2::uuid, id, the_time(), the_time(), the_time() + make_interval(days => $4), $5, $6, $7, $8::bytea from who)
      select closed, begun, totp, passkeys, recovery_codes as "recoveryCodes" from found`,
    values: [
      session.tokenHash,
      session.id,
      session.personId,
      session.days,
      ctx.userAgent,
      ctx.address,
      session.how,
      session.device,
      rememberedHours,
      ...(password ? [password.hash, ...counted] : []),
    ],
  })
}

/** Ends one session of this person; returns false when they have no such session. */
export async function deleteSession(
  ctx: PublicContext,
  personId: PersonId,
  id: string,
): Promise<boolean> {
  const gone = await ctx.db.run({
    name: 'delete-session',
    text: 'delete from session where person_id = $1 and id = $2',
    values: [personId, id],
  })
  return gone > 0
}

export async function forgetDeviceOf(
  ctx: PublicContext,
  personId: PersonId,
  sessionId: string,
): Promise<void> {
  await ctx.db.run({
    name: 'forget-device-of-session',
    text: `delete from known_device k using session s
      where s.person_id = $1 and s.id = $2 and k.person_id = s.person_id and k.mark = s.device`,
    values: [personId, sessionId],
  })
}

/** Ends all sessions of a person, or all but one, and forgets their browsers. */
export function deleteSessions(
  ctx: PublicContext,
  personId: PersonId,
  except: string | null,
): Promise<{ id: string }[]> {
  return ctx.db.rows<{ id: string }>({
    name: 'delete-sessions',
    text: `with kept as (select device from session where person_id = $1 and id = $2),
        forgotten as (delete from known_device k where k.person_id = $1 and not exists (select from kept where kept.device = k.mark))
      delete from session where person_id = $1 and id is distinct from $2 returning id`,
    values: [personId, except],
  })
}

export interface SessionRow {
  id: string
  createdAt: Timestamp
  lastSeenAt: Timestamp
  userAgent: string
  address: string
  how: HowSignedIn
}

export function sessions(ctx: PublicContext, personId: PersonId): Promise<SessionRow[]> {
  return ctx.db.rows<SessionRow>({
    name: 'sessions',
    text: `select id, created_at as "createdAt", last_seen_at as "lastSeenAt", user_agent as "userAgent", address, how
      from session where person_id = $1 and expires_at > the_time() order by last_seen_at desc, id`,
    values: [personId],
  })
}
