import { createRequire } from 'node:module'
import type { createTransport } from 'nodemailer'
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js'
import type { Config } from './config.ts'
import type { House, PublicContext } from './context.ts'
import { theTime } from './db.ts'
import type { Language } from './i18n.ts'
import { newId, type OrganizationId, type PersonId } from './ids.ts'
import { oneLine, render, type Letter, type Rendered } from './letter.ts'
import * as outbox from './outbox.ts'
import type { Work } from './work.ts'

export interface Mail {
  to: string
  /** The recipient, when they have an account. */
  person?: PersonId | undefined
  /** The organization whose admins may read it in the outbox. */
  organization?: OrganizationId | null
  /** A word for lists: `invitation`. */
  kind: string
  language: Language
  letter: Letter
  /** The letter is only for the outbox; the mail itself is composed when it is sent (`Compose`). */
  atSending?: boolean
}

/** Writes a mail into the outbox, in the transaction of the event that it reports. It is sent after the commit (E3). */
export async function sendMail(ctx: PublicContext, mail: Mail): Promise<string> {
  return (await sendMails(ctx, [mail]))[0]!
}

/** The same for many mails, in one statement. Returns their ids, in order. */
export async function sendMails(ctx: PublicContext, mails: Mail[]): Promise<string[]> {
  if (mails.length === 0) return []
  const written = mails.map((mail) => ({
    id: newId(),
    organization: mail.organization ?? null,
    person: mail.person ?? null,
    to: oneLine(mail.to),
    kind: mail.kind,
    language: mail.language,
    ...render(mail.letter, mail.language),
    atSending: mail.atSending ?? false,
  }))
  await outbox.insertMails(ctx, written)
  ctx.db.afterCommit(() => ctx.house.work.wake('mail'))
  return written.map(({ id }) => id)
}

/** The content of a mail at the moment when it is sent. */
interface Composed {
  letter: Letter
  /** Additional headers: `List-Unsubscribe`. */
  headers: Record<string, string>
}

/**
 * Composes a mail when it is sent, so that it tells only what its reader may see then (A11, E1). Returns undefined when
 * nothing is left to tell.
 */
export type Compose = (
  house: House,
  mail: { id: string; language: Language },
) => Promise<Composed | undefined>

const minute = 60_000
const hour = 60 * minute

/** Milliseconds to wait after the first, second … failed attempt; after the last, the mail has failed. */
const waits = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, 24 * hour]
const lease = 10 * minute
const oldest = 3 * 24 * hour
const atOnce = 20
/** Shown to an admin for a mail that had nothing left to say when its turn came. */
const nothingLeft =
  'Not sent: nothing was left in it that its reader has not seen, or may still see.'

/** Sends the mails of the outbox; none without SMTP_URL. `composers` are by the kind of mail. */
export function mailing(
  composers: Record<string, Compose>,
  waiting: readonly number[] = waits,
): Work {
  return {
    name: 'mail',
    title: { en: 'Mail', fr: 'E-mails' },
    next: async ({ config, db }) => (config.smtpUrl ? outbox.nextDue(db) : undefined),
    run: (house, stopping) => sendAllDue({ house, composers, waiting }, stopping),
  }
}

interface Sending {
  house: House
  composers: Record<string, Compose>
  waiting: readonly number[]
}

type Transport = ReturnType<typeof createTransport<SMTPPool.SentMessageInfo>>

/** Sends until nothing is due, then closes the connections to the mail server. */
async function sendAllDue(sending: Sending, stopping: AbortSignal): Promise<void> {
  const { db, config } = sending.house
  const now = await theTime(db)
  await outbox.setAsideOld(db, new Date(now.getTime() - oldest), now)
  const transport = transportTo(config.smtpUrl!)
  try {
    while (!stopping.aborted) {
      const due = await outbox.takeDue(db, lease / 1000, atOnce)
      await Promise.all(due.map((mail) => send(sending, transport, mail)))
      if (due.length < atOnce) return
    }
  } finally {
    transport.close()
  }
}

/** Loaded on demand because it is large: a server without SMTP_URL never needs it. */
function transportTo(url: string): Transport {
  const nodemailer = createRequire(import.meta.url)('nodemailer') as {
    createTransport: typeof createTransport
  }
  return nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 20_000,
    socketTimeout: minute,
  } as SMTPPool.Options)
}

async function send(sending: Sending, transport: Transport, mail: outbox.DueMail): Promise<void> {
  const { db, config } = sending.house
  try {
    const said = await saidBy(sending, mail)
    if (!said) return await outbox.markDropped(db, mail.id, nothingLeft, new Date())
    await transport.sendMail(message(config, { ...mail, ...said }))
  } catch (error) {
    return postpone(sending, mail, error)
  }
  await outbox.markSent(db, mail.id, new Date())
}

async function saidBy(
  { house, composers }: Sending,
  mail: outbox.DueMail,
): Promise<(Rendered & Pick<Composed, 'headers'>) | undefined> {
  if (!mail.atSending) return { ...mail, headers: {} }
  const compose = composers[mail.kind]
  if (!compose) throw new Error(`nobody composes ${mail.kind}`)
  const said = await compose(house, mail)
  return said && { ...render(said.letter, mail.language), headers: said.headers }
}

async function postpone(
  { house: { db }, waiting }: Sending,
  mail: outbox.DueMail,
  error: unknown,
): Promise<void> {
  const wait = waiting[mail.tries - 1]
  const reason = reasonOf(error)
  if (wait === undefined || isFinal(error))
    return outbox.markFailed(db, mail.id, reason, new Date())
  await outbox.markTried(db, mail.id, reason, wait / 1000)
}

/**
 * Every attempt has the same Message-ID, so that a mail sent twice is shown once. Addresses are passed as objects and never
 * parsed.
 */
function message(config: Config, mail: outbox.DueMail & Pick<Composed, 'headers'>) {
  const from = senderOf(config.mailFrom)
  return {
    from,
    to: { name: '', address: mail.to },
    envelope: { from: from.address, to: [mail.to] },
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    date: new Date(mail.createdAt),
    messageId: `<${mail.id}@${from.address.split('@')[1] ?? 'localhost'}>`,
    headers: { ...mail.headers, 'Auto-Submitted': 'auto-generated' }, // RFC 3834 §5: no machine replies to this
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/**
 * The mail server has understood and refuses (RFC 5321 §4.2.1): a retry would not help. A refused sign-in can still be
 * fixed.
 */
function isFinal(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return (
    (code === 'EENVELOPE' || code === 'EMESSAGE') &&
    responseCode !== undefined &&
    responseCode >= 500
  )
}

function reasonOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error)).slice(0, 500)
}

function senderOf(mailbox: string): { name: string; address: string } {
  const [, name = '', address = mailbox] = /^(.*)<([^<>]+)>$/.exec(mailbox.trim()) ?? []
  return { name: name.trim(), address }
}
