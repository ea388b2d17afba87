import type { Context, PublicContext } from '../../kernel/context.ts'
import { Forbidden } from '../../kernel/errors.ts'
import type { OrganizationId, PersonId } from '../../kernel/ids.ts'
import * as store from './store.ts'

/** One at a time, and only while the asker is still an admin: two admins who stop each other cannot both succeed. */
export async function governAlone(ctx: Context, organization: OrganizationId): Promise<void> {
  const present = await store.lockGovernment(ctx, organization, ctx.person.id)
  if (present !== 'admin') throw new Forbidden('forbidden')
}

/**
 * Takes the government's lock without authorizing: a person who leaves decides nothing about others, but must not become the
 * last admin meanwhile (O4).
 */
export async function waitForGovernment(
  ctx: PublicContext,
  organization: OrganizationId,
  leaver: PersonId,
): Promise<void> {
  await store.lockGovernment(ctx, organization, leaver)
}
