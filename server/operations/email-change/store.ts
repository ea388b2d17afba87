import type { Context, PublicContext } from '../../kernel/context.ts'
import type { Database, Timestamp } from '../../kernel/db.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'

interface Asked {
  id: string
  from: string
  to: string
  proofHash: Buffer
  stopHash: Buffer
  expiresAt: Date
}

/** The newest request counts: the links of an earlier one no longer work. */
export async function replaceAsked(ctx: Context, asked: Asked): Promise<void> {
  await forgetAsked(ctx)
  await ctx.db.run({
    name: 'ask-email-change',
    text: `insert into email_change (id, person_id, session_id, from_email, to_email, proof_hash, stop_hash, asked_at, expires_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      asked.id,
      ctx.person.id,
      ctx.person.sessionId,
      asked.from,
      asked.to,
      asked.proofHash,
      asked.stopHash,
      ctx.now,
      asked.expiresAt,
    ],
  })
}

/** False when there is none. */
export async function forgetAsked(ctx: Context): Promise<boolean> {
  const gone = await ctx.db.run({
    name: 'forget-email-change',
    text: 'delete from email_change where person_id = $1 and changed_at is null',
    values: [ctx.person.id],
  })
  return gone > 0
}

export function asked(ctx: Context): Promise<{ email: string; expiresAt: string } | undefined> {
  return ctx.db.row({
    name: 'asked-email-change',
    text: `select to_email as email, expires_at as "expiresAt" from email_change
      where person_id = $1 and changed_at is null and expires_at > the_time()`,
    values: [ctx.person.id],
  })
}

/** A link proves its address only to the account that asked, and only while the session that asked is alive. */
const provable = `c.proof_hash = $1 and c.person_id = $2 and c.expires_at > the_time()
  and exists (select from session s where s.id = c.session_id and s.expires_at > the_time())`

export function proven(ctx: Context, proofHash: Buffer): Promise<{ email: string } | undefined> {
  return ctx.db.row({
    name: 'proven-email-change',
    text: `select c.to_email as email from email_change c where ${provable}`,
    values: [proofHash, ctx.person.id],
  })
}

/**
 * Uses the link up: of two concurrent requests only one gets a row (X126). From now on the row is the way to reverse the
 * change.
 */
export function takeProof(
  ctx: Context,
  proofHash: Buffer,
  back: { stopHash: Buffer; until: Date },
): Promise<{ from: string; to: string } | undefined> {
  return ctx.db.row({
    name: 'take-email-proof',
    text: `update email_change c set changed_at = $3, session_id = null, proof_hash = null, stop_hash = $4, expires_at = $5
      where ${provable} returning c.from_email as "from", c.to_email as "to"`,
    values: [proofHash, ctx.person.id, ctx.now, back.stopHash, back.until],
  })
}

export interface Stoppable {
  id: string
  person: PersonId
  session: string | null
  from: string
  askedAt: Timestamp
  until: string
  changed: boolean
}

export function stoppable(ctx: PublicContext, stopHash: Buffer): Promise<Stoppable | undefined> {
  return ctx.db.row<Stoppable>({
    name: 'stoppable-email-change',
    text: `select c.id, c.person_id as person, c.session_id as session, c.from_email as "from", c.asked_at as "askedAt",
        c.expires_at as until, c.changed_at is not null as changed
      from email_change c join person p on p.id = c.person_id and p.deactivated_at is null
      where c.stop_hash = $1 and c.expires_at > the_time()`,
    values: [stopHash],
  })
}

/** Deletes this change and those that were asked for after it. */
export async function deleteSince(
  ctx: PublicContext,
  { person, askedAt }: Stoppable,
): Promise<void> {
  await ctx.db.run({
    name: 'delete-email-changes-since',
    text: 'delete from email_change where person_id = $1 and asked_at >= $2',
    values: [person, askedAt],
  })
}

/** Deletes passkeys and apps that were set up since then, and all recovery codes, whose age is unknown. */
export async function deleteFactorsSince(
  ctx: PublicContext,
  { person, askedAt }: Stoppable,
): Promise<void> {
  await ctx.db.run({
    name: 'delete-factors-since',
    text: `with app as (delete from totp where person_id = $1 and created_at >= $2),
        codes as (delete from recovery_code where person_id = $1)
      delete from passkey where person_id = $1 and created_at >= $2`,
    values: [person, askedAt],
  })
}

/** Fails on the constraint `person_email_key_key` when another account has the address. */
export async function setEmail(
  ctx: PublicContext,
  person: PersonId,
  to: { email: string; key: string },
): Promise<void> {
  await ctx.db.run({
    name: 'set-email',
    text: 'update person set email = $2, email_key = $3 where id = $1',
    values: [person, to.email, to.key],
  })
}

/**
 * Moves everything that finds a person by their address: invitations, imported names, blocked inviters. Of two open
 * invitations to the same group, one at each address, one is kept; links that were sent to the old address no longer work.
 */
export async function follow(ctx: PublicContext, from: string, to: string): Promise<void> {
  await ctx.db.run({
    name: 'withdraw-invitations-that-wait-twice',
    text: `update invitation v set withdrawn_at = $3 where v.email_key = $1 and ${waits('v')}
      and exists (select from invitation o where o.email_key = $2 and ${waits('o')}
        and o.organization_id = v.organization_id and o.group_id is not distinct from v.group_id)`,
    values: [from, to, ctx.now],
  })
  await ctx.db.run({
    name: 'invitations-follow-their-person',
    text: `update invitation v set email_key = $2, token_hash = sha256(convert_to(v.id::text || gen_random_uuid(), 'UTF8'))
      where v.email_key = $1 and ${waits('v')}`,
    values: [from, to],
  })
  await ctx.db.run({
    name: 'imported-authors-follow-their-person',
    text: 'update imported_author set email_key = $2 where email_key = $1',
    values: [from, to],
  })
  await ctx.db.run({
    name: 'blocked-inviters-follow-their-person',
    text: `with blocked as (delete from blocked_inviter where email_key = $1 returning inviter_id, at)
      insert into blocked_inviter (email_key, inviter_id, at) select $2, inviter_id, at from blocked on conflict do nothing`,
    values: [from, to],
  })
}

function waits(v: string): string {
  return `${v}.accepted_at is null and ${v}.declined_at is null and ${v}.withdrawn_at is null`
}

/** Deletes reset links and half-finished sign-ins that were sent to the old address or begun with it (X53). */
export async function deleteOpenTokens(ctx: PublicContext, person: PersonId): Promise<void> {
  await ctx.db.run({
    name: 'delete-tokens-of-old-address',
    text: 'delete from one_time_token where person_id = $1 and used_at is null',
    values: [person],
  })
}

/** Redirects queued mail to the new address, but neither mails about the change itself nor links that have ended. */
export async function redirectMail(
  ctx: PublicContext,
  person: PersonId,
  to: string,
  except: string[],
): Promise<void> {
  await ctx.db.run({
    name: 'redirect-mail',
    text: `update outbox set to_address = $2, held_as = null where person_id = $1 and sent_at is null and failed_at is null and dropped_at is null
      and kind <> all($3::text[])`,
    values: [person, to, except],
  })
}

/** The organizations whose history records it: the person's own; for a guest, those of their groups. */
export async function organizationsOf(
  ctx: PublicContext,
  person: PersonId,
): Promise<OrganizationId[]> {
  const rows = await ctx.db.rows<{ id: OrganizationId }>({
    name: 'organizations-of-person',
    text: `select distinct coalesce(p.organization_id, w.organization_id) as id from person p
      left join effective_membership e on e.person_id = p.id
      left join workgroup w on w.id = e.group_id and w.deleted_at is null
      where p.id = $1 and coalesce(p.organization_id, w.organization_id) is not null order by 1`,
    values: [person],
  })
  return rows.map(({ id }) => id)
}

export async function deleteEnded(db: Database, now: Date): Promise<void> {
  await db.run({
    name: 'delete-ended-email-changes',
    text: 'delete from email_change where expires_at < $1',
    values: [now],
  })
}
