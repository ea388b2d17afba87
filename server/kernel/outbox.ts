import type { PublicContext } from './context.ts'
import { theTime, type Database, type Timestamp } from './db.ts'
import type { Part } from './held-mail.ts'
import type { Language } from './i18n.ts'

/** The statements of the outbox: a mail is written in the transaction that causes it, and stays readable (E3). */
export interface NewMail {
  id: string
  organization: string | null
  person: string | null
  to: string
  kind: string
  language: string
  subject: string
  text: string
  html: string
  /** Its text is composed when it is sent (mailer.ts, `Compose`). */
  atSending: boolean
}

/** Inserts any number of mails in one statement. */
export async function insertMails(ctx: PublicContext, mails: NewMail[]): Promise<void> {
  const all = <K extends keyof NewMail>(key: K) => mails.map((mail) => mail[key])
  await ctx.db.run({
    name: 'insert-mails',
    text: `insert into outbox (id, organization_id, person_id, to_address, kind, language, subject, text_body, html_body, at_sending,
        causes, created_at, next_try_at)
      select *, array_remove(array[$12::uuid], null), $11, the_time() from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
        $10::boolean[])`,
    values: [
      all('id'),
      all('organization'),
      all('person'),
      all('to'),
      all('kind'),
      all('language'),
      all('subject'),
      all('text'),
      all('html'),
      all('atSending'),
      ctx.now,
      ctx.person?.id ?? null,
    ],
  })
}

export interface DueMail {
  id: string
  to: string
  kind: string
  language: Language
  subject: string
  text: string
  html: string
  atSending: boolean
  createdAt: Timestamp
  /** Including this one. */
  tries: number
}

/** Longer than any wait between two attempts: a later time was set by a clock that was ahead, so the mail counts as due. */
const furthest = `interval '2 days'`

/** Leases mails that are due: no other process takes them while the lease lasts, and after a crash they are taken again. */
export async function takeDue(
  db: Database,
  leaseSeconds: number,
  most: number,
): Promise<DueMail[]> {
  return db.rows<DueMail>({
    name: 'take-due-mail',
    text: `update outbox set tries = tries + 1, next_try_at = $3::timestamptz + make_interval(secs => $1), held_as = null
      where id in (select id from outbox where sent_at is null and failed_at is null and dropped_at is null
          and (next_try_at <= $3 or next_try_at > $3 + ${furthest})
        order by next_try_at limit $2 for update skip locked)
      returning id, to_address as "to", kind, language, subject, text_body as text, html_body as html,
        at_sending as "atSending", created_at as "createdAt", tries`,
    values: [leaseSeconds, most, await theTime(db)],
  })
}

/** Once a mail is sent, only its recipient may have its secret links: they are removed from the copy kept here. */
export async function markSent(db: Database, id: string, now: Date): Promise<void> {
  await db.run({
    name: 'mark-mail-sent',
    text: `update outbox set sent_at = $2, last_error = null, parts = null,
        text_body = regexp_replace(text_body, $3, '…', 'g'), html_body = regexp_replace(html_body, $3, '…', 'g')
      where id = $1`,
    values: [id, now, secretInLink],
  })
}

/** Tokens are 32 random bytes in base64url, longer than any id. */
const secretInLink = '[A-Za-z0-9_-]{40,}'

export function withoutSecrets(body: string): string {
  return body.replace(new RegExp(secretInLink, 'g'), '…')
}

export async function markTried(
  db: Database,
  id: string,
  error: string,
  waitSeconds: number,
): Promise<void> {
  await db.run({
    name: 'mark-mail-tried',
    text: 'update outbox set next_try_at = $4::timestamptz + make_interval(secs => $3), last_error = $2 where id = $1',
    values: [id, error, waitSeconds, await theTime(db)],
  })
}

export async function markFailed(
  db: Database,
  id: string,
  error: string,
  now: Date,
): Promise<void> {
  await db.run({
    name: 'mark-mail-failed',
    text: 'update outbox set failed_at = $3, last_error = $2 where id = $1',
    values: [id, error, now],
  })
}

/** Marks a mail that had nothing left to say when its turn came: that is not a failure. */
export async function markDropped(
  db: Database,
  id: string,
  reason: string,
  now: Date,
): Promise<void> {
  await db.run({
    name: 'mark-mail-dropped',
    text: 'update outbox set dropped_at = $3, last_error = $2 where id = $1',
    values: [id, reason, now],
  })
}

/** Milliseconds until the next mail is due, or undefined. */
export async function nextDue(db: Database): Promise<number | undefined> {
  const row = await db.row<{ ms: number | null }>({
    name: 'next-due-mail',
    text: `select case when max(next_try_at) > the_time() + ${furthest} then 0
        else extract(epoch from min(next_try_at) - the_time())::float8 * 1000 end as ms from outbox
      where sent_at is null and failed_at is null and dropped_at is null`,
  })
  return row?.ms ?? undefined
}

/**
 * Sets aside mail that was written long before a mail server was configured: it is no longer news. An admin may still send
 * it by hand.
 */
export function setAsideOld(db: Database, before: Date, now: Date): Promise<number> {
  return db.run({
    name: 'set-aside-old-mail',
    text: `update outbox set failed_at = $2, last_error = 'Written before a mail server was set up, too long ago to be sent by itself.'
      where sent_at is null and failed_at is null and dropped_at is null and tries = 0 and created_at < $1`,
    values: [before, now],
  })
}

/** Counts the mails of the last day that tell this reader of acts of the asker, without those that are still held. */
export async function countCausedBy(
  ctx: PublicContext,
  to: string,
  kind?: string,
): Promise<number> {
  const row = await ctx.db.row<{ count: number }>({
    name: 'count-mails-caused',
    text: `select count(*)::int as count from outbox where to_address = $1 and $2::uuid = any(causes) and held_as is null
      and created_at > the_time() - interval '1 day' and ($3::text is null or kind = $3)`,
    values: [to, ctx.person?.id ?? null, kind ?? null],
  })
  return row!.count
}

export interface Held {
  id: string
  organization: string | null
  person: string | null
  to: string
  language: Language
  /** The key by which mails are merged. */
  as: string
}

/** Returns the mail held for this reader, locked for update; creates an empty one when there is none. */
export async function openHeld(
  ctx: PublicContext,
  held: Held,
): Promise<{ id: string; parts: Part[] }> {
  const row = await ctx.db.row<{ id: string; parts: Part[] }>({
    name: 'open-held-mail',
    text: `insert into outbox as b (id, organization_id, person_id, to_address, language, held_as, kind, subject, text_body, html_body, parts, causes,
        created_at, next_try_at)
      values ($1, $2, $3, $4, $5, $6, '', '', '', '', '[]', '{}', $7, the_time() + interval '1 day')
      on conflict (to_address, organization_id, held_as) where held_as is not null do update set person_id = coalesce(excluded.person_id, b.person_id)
      returning id, parts`,
    values: [held.id, held.organization, held.person, held.to, held.language, held.as, ctx.now],
  })
  return row!
}

/** Returns the held mails about this subject, locked for update. */
export function heldAbout(
  ctx: PublicContext,
  about: string,
): Promise<{ id: string; language: Language; parts: Part[] }[]> {
  return ctx.db.rows({
    name: 'held-mails-about',
    text: `select id, language, parts from outbox where held_as is not null and parts @> jsonb_build_array(jsonb_build_object('about', $1::text))
      order by to_address for update`,
    values: [about],
  })
}

/** Never delays a mail that was already due earlier: one person cannot hold back another's news. */
export async function writeHeld(
  ctx: PublicContext,
  mail: Pick<NewMail, 'id' | 'kind' | 'language' | 'subject' | 'text' | 'html'> & {
    parts: Part[]
    wait: number | null
  },
): Promise<void> {
  await ctx.db.run({
    name: 'write-held-mail',
    text: `update outbox set kind = $2, language = $3, subject = $4, text_body = $5, html_body = $6, parts = $7,
        causes = array(select distinct each from unnest(causes || array_remove(array[$8::uuid], null)) each),
        next_try_at = case when $9::float8 is null then next_try_at else least(next_try_at, $10::timestamptz + make_interval(secs => $9)) end
      where id = $1`,
    values: [
      mail.id,
      mail.kind,
      mail.language,
      mail.subject,
      mail.text,
      mail.html,
      JSON.stringify(mail.parts),
      ctx.person?.id ?? null,
      mail.wait,
      ctx.now,
    ],
  })
}

export async function deleteHeld(ctx: PublicContext, id: string): Promise<void> {
  await ctx.db.run({
    name: 'delete-held-mail',
    text: 'delete from outbox where id = $1 and held_as is not null',
    values: [id],
  })
}
