import type { PublicContext } from '../../kernel/context.ts'
import type { Timestamp } from '../../kernel/db.ts'
import type { OrganizationId } from '../../kernel/ids.ts'

export interface MailRow {
  id: string
  to: string
  kind: string
  language: string
  subject: string
  createdAt: Timestamp
  sentAt: Timestamp | null
  failedAt: Timestamp | null
  droppedAt: Timestamp | null
  tries: number
  lastError: string | null
}

const columns = `b.id, b.to_address as "to", b.kind, b.language, b.subject, b.created_at as "createdAt", b.sent_at as "sentAt",
  b.failed_at as "failedAt", b.dropped_at as "droppedAt", b.tries, b.last_error as "lastError"`

/**
 * Mail of the organization. Mail to people of no organization (a guest's new password) can be read by an admin only where
 * theirs is the only organization: otherwise an admin could sign in as a guest of another organization's groups.
 */
const theirs = `(b.organization_id = $1 or (b.organization_id is null and (select count(*) from organization) = 1))`

/** Newest first, beginning after the cursor. */
export function mails(
  ctx: PublicContext,
  organization: OrganizationId,
  key: [createdAt: string, id: string] | undefined,
  most: number,
): Promise<MailRow[]> {
  return ctx.db.rows<MailRow>({
    name: 'outbox-page',
    text: `select ${columns} from outbox b where ${theirs}
        and ($2::timestamptz is null or (b.created_at, b.id) < ($2, $3::uuid))
      order by b.created_at desc, b.id desc limit $4`,
    values: [organization, key?.[0] ?? null, key?.[1] ?? null, most],
  })
}

export function mail(
  ctx: PublicContext,
  organization: OrganizationId,
  id: string,
): Promise<(MailRow & { text: string; html: string }) | undefined> {
  return ctx.db.row({
    name: 'outbox-mail',
    text: `select ${columns}, b.text_body as text, b.html_body as html from outbox b where ${theirs} and b.id = $2`,
    values: [organization, id],
  })
}

/** Makes a mail due immediately, as if never tried; false when it has been sent meanwhile. */
export async function makeDue(ctx: PublicContext, id: string): Promise<boolean> {
  const touched = await ctx.db.run({
    name: 'outbox-make-due',
    text: `update outbox set next_try_at = $2, tries = 0, failed_at = null, dropped_at = null where id = $1 and sent_at is null`,
    values: [id, ctx.now],
  })
  return touched === 1
}
