import { createRequire } from 'node:module'
import type { createTransport } from 'nodemailer'
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js'
import type { House, PublicContext } from './context.ts'
import type { Language } from './i18n.ts'
import { newId, type OrganizationId, type PersonId } from './ids.ts'
import { oneLine, render, type Letter, type Rendered } from './letter.ts'
import * as outbox from './outbox.ts'

export interface Mail {
  to: string
  /** Who it is for, when they have an account. */
  person?: PersonId | undefined
  /** Whose admins may read it in the outbox. */
  organization?: OrganizationId | null
  /** A word for lists: `invitation`. */
  kind: string
  language: Language
  letter: Letter
  /** The letter only stands in the outbox; what is sent is put together then (composeAtSending). */
  atSending?: boolean
}

/** Writes a mail into the outbox, in the transaction of what it tells. It leaves once that has committed (E3). */
export async function sendMail(ctx: PublicContext, mail: Mail): Promise<string> {
  return (await sendMails(ctx, [mail]))[0]!
}

/** The same for many, in one statement. Answers their ids, in their order. */
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
  ctx.db.afterCommit(() => wakeMailer(ctx.house))
  return written.map(({ id }) => id)
}

/** What a mail says at the moment at which it is sent. */
interface Composed {
  letter: Letter
  /** Beyond those that every mail has: `List-Unsubscribe`. */
  headers: Record<string, string>
}

/** Nothing when there is nothing left that its reader may see. */
type Compose = (mail: { id: string; language: Language }) => Promise<Composed | undefined>

/** Whose mails of this kind are put together when they are sent: what may be seen then is what they tell (A11, E1). */
export function composeAtSending(house: House, kind: string, compose: Compose): void {
  composers.set(house, new Map(composers.get(house)).set(kind, compose))
}

const composers = new WeakMap<House, Map<string, Compose>>()

/** There is something to send: look now, not at the next turn. */
export function wakeMailer(house: House): void {
  awake.get(house)?.()
}

const awake = new WeakMap<House, () => void>()

interface Log {
  warn(message: string): void
}

export interface Mailer {
  /** Takes no further mail and waits for those under way. */
  stop(): Promise<void>
}

const minute = 60_000
const hour = 60 * minute

/** How long to wait after the first, second … try that did not succeed; then the mail has failed. */
const waits = [minute, 5 * minute, 30 * minute, 2 * hour, 6 * hour, 12 * hour, 24 * hour]
const lease = 10 * minute
const oldest = 3 * 24 * hour
const atOnce = 20
/** What an admin reads of a mail that had nothing to say any more when its turn came. */
const nothingLeft =
  'Not sent: nothing was left in it that its reader has not seen, or may still see.'

/** Sends what the outbox holds, for as long as the house lives. Without SMTP_URL nothing is sent. */
export function startMailer(house: House, log: Log, waiting: readonly number[] = waits): Mailer {
  const { smtpUrl } = house.config
  if (!smtpUrl) return { stop: async () => undefined }
  // Large: a server without a mail server starts without it.
  const nodemailer = createRequire(import.meta.url)('nodemailer') as {
    createTransport: typeof createTransport
  }
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 4,
    connectionTimeout: 20_000,
    socketTimeout: minute,
  } as SMTPPool.Options)
  return new Rounds(house, transport, log, waiting)
}

type Transport = ReturnType<typeof createTransport<SMTPPool.SentMessageInfo>>

/** One round after the other: take what is due, send it, sleep until something is due or somebody knocks. */
class Rounds implements Mailer {
  readonly #house: House
  readonly #transport: Transport
  readonly #log: Log
  readonly #waits: readonly number[]
  readonly #done: Promise<void>
  #stopped = false
  #knocked = false
  #knock: () => void = () => undefined

  constructor(house: House, transport: Transport, log: Log, waiting: readonly number[]) {
    this.#house = house
    this.#transport = transport
    this.#log = log
    this.#waits = waiting
    awake.set(house, () => this.#wake())
    this.#done = this.#run()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    awake.delete(this.#house)
    this.#wake()
    await this.#done
    this.#transport.close()
  }

  #wake(): void {
    this.#knocked = true
    this.#knock()
  }

  async #run(): Promise<void> {
    let first = true
    while (!this.#stopped) {
      this.#knocked = false
      try {
        if (first) await this.#setAsideOld()
        first = false
        const sent = await this.#round()
        if (sent === atOnce) continue
        await this.#sleep(await this.#untilDue())
      } catch (error) {
        this.#log.warn(`Mail waits: ${reasonOf(error)}`)
        await this.#sleep(5000)
      }
    }
  }

  async #setAsideOld(): Promise<void> {
    const now = new Date()
    await outbox.setAsideOld(this.#house.db, new Date(now.getTime() - oldest), now)
  }

  async #round(): Promise<number> {
    const due = await outbox.takeDue(this.#house.db, lease / 1000, atOnce)
    await Promise.all(due.map((mail) => this.#send(mail)))
    return due.length
  }

  async #send(mail: outbox.DueMail): Promise<void> {
    const { db } = this.#house
    try {
      const said = await this.#said(mail)
      if (!said) return await outbox.markDropped(db, mail.id, nothingLeft, new Date())
      await this.#transport.sendMail(this.#message({ ...mail, ...said }))
    } catch (error) {
      return this.#postpone(mail, error)
    }
    await outbox.markSent(db, mail.id, new Date())
  }

  async #said(mail: outbox.DueMail): Promise<(Rendered & Pick<Composed, 'headers'>) | undefined> {
    if (!mail.atSending) return { ...mail, headers: {} }
    const compose = composers.get(this.#house)?.get(mail.kind)
    if (!compose) throw new Error(`nobody composes ${mail.kind}`)
    const said = await compose(mail)
    return said && { ...render(said.letter, mail.language), headers: said.headers }
  }

  async #postpone(mail: outbox.DueMail, error: unknown): Promise<void> {
    const { db } = this.#house
    const wait = this.#waits[mail.tries - 1]
    const reason = reasonOf(error)
    if (wait === undefined || isFinal(error)) {
      this.#log.warn(`A mail could not be sent (${mail.id}): ${reason}`)
      return outbox.markFailed(db, mail.id, reason, new Date())
    }
    await outbox.markTried(db, mail.id, reason, wait / 1000)
  }

  /** The same Message-ID at every try, so that a mail sent twice is shown once. Addresses are given apart, never parsed. */
  #message(mail: outbox.DueMail & Pick<Composed, 'headers'>) {
    const from = senderOf(this.#house.config.mailFrom)
    return {
      from,
      to: { name: '', address: mail.to },
      envelope: { from: from.address, to: [mail.to] },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      date: new Date(mail.createdAt),
      messageId: `<${mail.id}@${from.address.split('@')[1] ?? 'localhost'}>`,
      headers: { ...mail.headers, 'Auto-Submitted': 'auto-generated' }, // RFC 3834 §5: no machine answers this
      disableFileAccess: true,
      disableUrlAccess: true,
    }
  }

  async #untilDue(): Promise<number> {
    const due = await outbox.nextDue(this.#house.db)
    return due === undefined ? minute : Math.max(0, Math.min(due, minute))
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#stopped || this.#knocked) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#knock = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

/** The server has understood and says no (RFC 5321 §4.2.1): asking again would not help. A refused sign-in may be mended. */
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
