import type { Context, PublicContext } from '../../kernel/context.ts'
import { Forbidden } from '../../kernel/errors.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import * as store from './store.ts'

/** One at a time, and only who is an admin still: two admins who stop each other cannot both succeed. */
export async function governAlone(ctx: Context, organization: OrganizationId): Promise<void> {
  const present = await store.lockGovernment(ctx, organization, ctx.person.id)
  if (present !== 'admin') throw new Forbidden('forbidden')
}

/** Waits for whoever governs: who goes of themself decides nothing about others, and must not be the last admin meanwhile (O4). */
export async function waitForGovernment(
  ctx: PublicContext,
  organization: OrganizationId,
  leaver: PersonId,
): Promise<void> {
  await store.lockGovernment(ctx, organization, leaver)
}
