import type { Organization } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, NotFound } from '../../kernel/errors.ts'
import { withoutSecrets } from '../../kernel/outbox.ts'
import { cursor, pageOf, type Page } from '../../kernel/shapes.ts'
import * as store from './store.ts'
import { said } from './words.ts'

/** Mail that was sent or waits to be sent, newest first (E3). */
export async function outboxPage(
  ctx: Context,
  { id }: Organization,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<store.MailRow> & { smtp: boolean }> {
  const rows = await store.mails(ctx, id, keyOf(after), limit + 1)
  return { ...pageOf(rows, limit, (last) => [last.createdAt, last.id]), smtp: sends(ctx) }
}

/**
 * One mail as its reader sees it. With a mail server, its secret links are shown to nobody else; without one, the admin
 * passes them on.
 */
export async function outboxMail(
  ctx: Context,
  { id }: Organization,
  mail: string,
): Promise<store.MailRow & { text: string; html: string }> {
  const found = await store.mail(ctx, id, mail)
  if (!found) throw new NotFound()
  if (!sends(ctx)) return found
  return { ...found, text: withoutSecrets(found.text), html: withoutSecrets(found.html) }
}

/** Sends a failed mail again, or a waiting one now. */
export async function sendAgain(ctx: Context, { id }: Organization, mail: string): Promise<void> {
  const found = await store.mail(ctx, id, mail)
  if (!found) throw new NotFound()
  if (!sends(ctx)) throw new Conflict('no-mail-server', said.noMailServer)
  if (found.sentAt || !(await store.makeDue(ctx, mail)))
    throw new Conflict('already-sent', said.alreadySent)
  ctx.db.afterCommit(() => ctx.house.work.wake('mail'))
}

function sends(ctx: Context): boolean {
  return ctx.house.config.smtpUrl !== null
}

function keyOf(after: string | undefined): [string, string] | undefined {
  const key = cursor<[unknown, unknown]>(after)
  const [createdAt, id] = key ?? []
  const valid =
    typeof createdAt === 'string' &&
    !Number.isNaN(Date.parse(createdAt)) &&
    typeof id === 'string' &&
    /^[0-9a-f-]{36}$/.test(id)
  return valid ? [createdAt, id] : undefined
}
