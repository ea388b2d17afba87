import type { Context } from '../../kernel/context.ts'
import { Forbidden } from '../../kernel/errors.ts'
import type { OrganizationId } from '../../kernel/ids.ts'
import * as store from './store.ts'

/** One at a time, and only who is an admin still: two admins who stop each other cannot both succeed. */
export async function governAlone(ctx: Context, organization: OrganizationId): Promise<void> {
  const present = await store.lockGovernment(ctx, organization, ctx.person.id)
  if (present !== 'admin') throw new Forbidden('forbidden')
}
