import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import type { Context } from '../../kernel/context.ts'
import { restorableSince } from '../life-cycle/restoring.ts'
import * as store from './store.ts'

/** An invitation that expires sooner than this should be sent again or withdrawn. */
const soon = 3 * 86_400_000

/** Figures of an organization, and how many of each need attention; those about mail are for admins only (V1). */
export async function overview(ctx: Context, organization: Authorized<Organization, 'govern'>) {
  const found = await store.counts(ctx, organization.id, {
    deletedSince: restorableSince(ctx.house.config, ctx.now),
    expiringUntil: new Date(ctx.now.getTime() + soon),
  })
  return { ...found, failedMail: organization.may.administer ? found.failedMail : null }
}
