import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import { restorableSince } from '../life-cycle/restoring.ts'
import * as store from './store.ts'

/** An invitation that ends sooner should be sent again or let go. */
const soon = 3 * 86_400_000

/** The figures of an organization, and how much of each needs attention; mail is for admins alone (V1). */
export async function overview(ctx: Context, organization: Authorized<Organization, 'govern'>) {
  const found = await store.counts(ctx, organization.id, {
    deletedSince: restorableSince(ctx.house.config, ctx.now),
    expiringUntil: new Date(ctx.now.getTime() + soon),
  })
  return { ...found, failedMail: organization.may.administer ? found.failedMail : null }
}
