import type { Asker, PublicContext } from '../../kernel/context.ts'
import type { Querier, Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { Language } from '../../kernel/i18n.ts'
import type { Factors } from '../people/sessions.ts'

// Factors

export async function factors(ctx: PublicContext, person: PersonId): Promise<Factors> {
  const row = await ctx.db.row<Factors>({
    name: 'factors',
    text: 'select totp, passkeys, recovery_codes as "recoveryCodes" from second_factors($1)',
    values: [person],
  })
  return row!
}

export async function deleteFactors(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'delete-factors',
    text: `with t as (delete from totp where person_id = $1),
        r as (delete from recovery_code where person_id = $1),
        o as (delete from one_time_token where person_id = $1 and used_at is null)
      delete from passkey where person_id = $1`,
    values: [person],
  })
}

// Codes that change with time

export interface TotpRow {
  secret: Buffer
  confirmedAt: Timestamp | null
  /** The clock of the database, which decides which code is current. */
  now: Timestamp
}

export function totp(ctx: PublicContext, person: PersonId): Promise<TotpRow | undefined> {
  return ctx.db.row<TotpRow>({
    name: 'totp',
    text: 'select secret, confirmed_at as "confirmedAt", the_time() as now from totp where person_id = $1',
    values: [person],
  })
}

/** Replaces an unconfirmed secret; returns false, and changes nothing, when a confirmed one exists. */
export async function beginTotp(
  ctx: PublicContext,
  person: PersonId,
  secret: Buffer,
): Promise<boolean> {
  const begun = await ctx.db.run({
    name: 'begin-totp',
    text: `insert into totp (person_id, secret, created_at) values ($1, $2, $3)
      on conflict (person_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
        where totp.confirmed_at is null`,
    values: [person, secret, ctx.now],
  })
  return begun === 1
}

/**
 * Accepts a code once: only a step later than the last accepted one, under the lock of the row (X126). A stored step that is
 * further ahead than a code can be comes from a wrong clock, and is ignored so that it locks nobody out.
 */
export async function takeStep(
  ctx: PublicContext,
  person: PersonId,
  step: number,
  confirmed: boolean,
): Promise<boolean> {
  const taken = await ctx.db.run({
    name: 'take-totp-step',
    text: `update totp set last_step = $2, confirmed_at = coalesce(confirmed_at, $4)
      where person_id = $1 and (last_step < $2 or last_step > $2 + 2) and (confirmed_at is not null) = $3`,
    values: [person, step, confirmed, ctx.now],
  })
  return taken === 1
}

export async function deleteTotp(ctx: PublicContext, person: PersonId): Promise<boolean> {
  const gone = await ctx.db.run({
    name: 'delete-totp',
    text: 'delete from totp where person_id = $1 and confirmed_at is not null',
    values: [person],
  })
  return gone > 0
}

// Recovery codes

export async function replaceRecoveryCodes(
  ctx: PublicContext,
  person: PersonId,
  hashes: Buffer[],
): Promise<void> {
  await ctx.db.run({
    name: 'delete-recovery-codes',
    text: 'delete from recovery_code where person_id = $1',
    values: [person],
  })
  await ctx.db.run({
    name: 'insert-recovery-codes',
    text: 'insert into recovery_code (person_id, code_hash) select $1, * from unnest($2::bytea[])',
    values: [person, hashes],
  })
}

export async function useRecoveryCode(
  ctx: PublicContext,
  person: PersonId,
  hash: Buffer,
): Promise<boolean> {
  const used = await ctx.db.run({
    name: 'use-recovery-code',
    text: 'update recovery_code set used_at = $3 where person_id = $1 and code_hash = $2 and used_at is null',
    values: [person, hash, ctx.now],
  })
  return used === 1
}

/** Deletes the unused one-time tokens of a person, including half-finished sign-ins. */
export async function deleteOpenTokens(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'delete-open-tokens',
    text: 'delete from one_time_token where person_id = $1 and used_at is null',
    values: [person],
  })
}

// Passkeys

export interface PasskeyRow {
  id: string
  personId: PersonId
  name: string
  credentialId: string
  publicKey: Buffer
  counter: number
  transports: string[]
  createdAt: Timestamp
  lastUsedAt: Timestamp | null
}

const passkeyColumns = `k.id, k.person_id as "personId", k.name, k.credential_id as "credentialId", k.public_key as "publicKey",
  k.counter::float8 as counter, k.transports, k.created_at as "createdAt", k.last_used_at as "lastUsedAt"`

export function passkeys(ctx: PublicContext, person: PersonId): Promise<PasskeyRow[]> {
  return ctx.db.rows<PasskeyRow>({
    name: 'passkeys',
    text: `select ${passkeyColumns} from passkey k where k.person_id = $1 order by k.created_at, k.id`,
    values: [person],
  })
}

/** Finds and locks a passkey, so that of two concurrent assertions the second sees the counter of the first. */
export function passkeyByCredential(
  ctx: PublicContext,
  credentialId: string,
): Promise<PasskeyRow | undefined> {
  return ctx.db.row<PasskeyRow>({
    name: 'passkey-by-credential',
    text: `select ${passkeyColumns} from passkey k join person p on p.id = k.person_id
      where k.credential_id = $1 and p.deactivated_at is null for update of k`,
    values: [credentialId],
  })
}

export async function insertPasskey(
  ctx: PublicContext,
  passkey: Omit<PasskeyRow, 'createdAt' | 'lastUsedAt'>,
): Promise<void> {
  await ctx.db.run({
    name: 'insert-passkey',
    text: `insert into passkey (id, person_id, name, credential_id, public_key, counter, transports, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      passkey.id,
      passkey.personId,
      passkey.name,
      passkey.credentialId,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      ctx.now,
    ],
  })
}

export async function passkeyUsed(ctx: PublicContext, id: string, counter: number): Promise<void> {
  await ctx.db.run({
    name: 'passkey-used',
    text: 'update passkey set counter = $2, last_used_at = $3 where id = $1',
    values: [id, counter, ctx.now],
  })
}

export async function renamePasskey(
  ctx: PublicContext,
  person: PersonId,
  id: string,
  name: string,
): Promise<boolean> {
  const renamed = await ctx.db.run({
    name: 'rename-passkey',
    text: 'update passkey set name = $3 where person_id = $1 and id = $2',
    values: [person, id, name],
  })
  return renamed > 0
}

export function deletePasskey(
  ctx: PublicContext,
  person: PersonId,
  id: string,
): Promise<{ name: string } | undefined> {
  return ctx.db.row<{ name: string }>({
    name: 'delete-passkey',
    text: 'delete from passkey where person_id = $1 and id = $2 returning name',
    values: [person, id],
  })
}

// Confirmed sessions

export async function confirmSession(ctx: PublicContext, sessionId: string): Promise<void> {
  await ctx.db.run({
    name: 'confirm-session',
    text: 'update session set confirmed_at = $2 where id = $1',
    values: [sessionId, ctx.now],
  })
}

/** When the confirmation expires; null when it has. A confirmation dated in the future, by a wrong clock, counts from now. */
export async function confirmedUntil(
  ctx: PublicContext,
  sessionId: string,
  minutes: number,
): Promise<Timestamp | null> {
  const row = await ctx.db.row<{ until: Timestamp }>({
    name: 'confirmed-until',
    text: `select least(confirmed_at, the_time()) + make_interval(mins => $2) as until from session
      where id = $1 and confirmed_at > the_time() - make_interval(mins => $2)`,
    values: [sessionId, minutes],
  })
  return row?.until ?? null
}

// API tokens and app passwords

export interface AccessTokenRow {
  id: string
  kind: 'api-token' | 'app-password'
  name: string
  scope: 'read' | 'write'
  createdAt: Timestamp
  expiresAt: Timestamp | null
  lastUsedAt: Timestamp | null
}

export function accessTokens(ctx: PublicContext, person: PersonId): Promise<AccessTokenRow[]> {
  return ctx.db.rows<AccessTokenRow>({
    name: 'access-tokens',
    text: `select id, kind, name, scope, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"
      from access_token where person_id = $1 order by created_at desc, id`,
    values: [person],
  })
}

export async function countAccessTokens(ctx: PublicContext, person: PersonId): Promise<number> {
  const row = await ctx.db.row<{ tokens: number }>({
    name: 'count-access-tokens',
    text: 'select count(*)::integer as tokens from access_token where person_id = $1',
    values: [person],
  })
  return row!.tokens
}

export interface NewAccessToken {
  id: string
  hash: Buffer
  person: PersonId
  kind: 'api-token' | 'app-password'
  name: string
  scope: 'read' | 'write'
  expiresAt: Date | null
}

export async function insertAccessToken(ctx: PublicContext, token: NewAccessToken): Promise<void> {
  await ctx.db.run({
    name: 'insert-access-token',
    text: `insert into access_token (token_hash, id, person_id, kind, name, scope, created_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      token.hash,
      token.id,
      token.person,
      token.kind,
      token.name,
      token.scope,
      ctx.now,
      token.expiresAt,
    ],
  })
}

export async function deleteAccessToken(
  ctx: PublicContext,
  person: PersonId,
  id: string,
): Promise<boolean> {
  const gone = await ctx.db.run({
    name: 'delete-access-token',
    text: 'delete from access_token where person_id = $1 and id = $2',
    values: [person, id],
  })
  return gone > 0
}

interface Recognized {
  id: PersonId
  organizationId: OrganizationId | null
  orgRole: Asker['orgRole']
  language: Language
  timeZone: string
  privateSpace: SpaceId
  /** The id of the token, since there is no session. */
  sessionId: string
  kind: 'api-token' | 'app-password'
  scope: 'read' | 'write'
  stale: boolean
  now: Timestamp
}

/** Finds the owner of a token or app password by one statement, on every request. */
export function recognizedByToken(
  db: Querier,
  shown: { kind: string; hash: Buffer; emailKey: string | null },
): Promise<Recognized | undefined> {
  return db.row<Recognized>({
    name: 'recognized-by-token',
    text: `select p.id, p.organization_id as "organizationId", p.org_role as "orgRole", p.language, p.time_zone as "timeZone",
        sp.id as "privateSpace", t.id as "sessionId", t.kind, t.scope,
        coalesce(t.last_used_at < the_time() - interval '1 minute', true) as stale, the_time() as now
      from access_token t
      join person p on p.id = t.person_id
      join space sp on sp.owner_id = p.id and sp.kind = 'private'
      where t.token_hash = $1 and t.kind = $2 and ($3::text is null or p.email_key = $3)
        and (t.expires_at is null or t.expires_at > the_time()) and p.deactivated_at is null`,
    values: [shown.hash, shown.kind, shown.emailKey],
    together: ['bytea', 'text', 'text'],
  })
}

export async function accessTokenUsed(db: Querier, id: string, now: Timestamp): Promise<void> {
  await db.run({
    name: 'access-token-used',
    text: `update access_token set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at < $2)`,
    values: [id, now],
  })
}
