import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { planOf } from '../organizations/organizations.ts'
import { cardOf } from '../people/cards.ts'
import { storageUsed } from '../spaces/spaces.ts'
import * as store from './store.ts'
import { storageLimit } from './words.ts'

/** The bytes that a space may store, and the person whose plan allows them (O7). */
export async function capacityOf(
  ctx: PublicContext,
  space: SpaceId,
): Promise<{ holder: PersonId; allowed: number }> {
  const { holder, kind } = await store.holderOf(ctx, space)
  const plan = await planOf(ctx, holder)
  return { holder, allowed: kind === 'group' ? plan.groupStorage : plan.privateStorage }
}

/**
 * Throws when this many more bytes do not fit into the space. Exact under the lock of the space; without it an early refusal.
 * Zero bytes always fit.
 */
export async function mustFit(ctx: PublicContext, space: SpaceId, bytes: number): Promise<void> {
  if (bytes === 0) return
  const { holder, allowed } = await capacityOf(ctx, space)
  if ((await storageUsed(ctx, space)) + bytes <= allowed) return
  const { firstName, lastName } = await cardOf(ctx, holder)
  throw storageLimit(allowed, `${firstName} ${lastName}`.trim())
}
