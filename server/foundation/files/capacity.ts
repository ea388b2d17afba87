import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { planOf } from '../organizations/organizations.ts'
import { cardOf } from '../people/cards.ts'
import { storageUsed } from '../spaces/spaces.ts'
import * as store from './store.ts'
import { storageIsFull, storageLimit } from './words.ts'

/** The bytes that a space may store, the person whose plan allows them (O7), and whether the asker is a guest there. */
export async function capacityOf(
  ctx: PublicContext,
  space: SpaceId,
): Promise<{ holder: PersonId; allowed: number; isGuest: boolean }> {
  const { holder, kind, organization } = await store.holderOf(ctx, space)
  const plan = await planOf(ctx, holder)
  const mine = ctx.person?.organizationId
  const isGuest = mine === null || (kind === 'group' && mine !== undefined && mine !== organization)
  return { holder, isGuest, allowed: kind === 'group' ? plan.groupStorage : plan.privateStorage }
}

/**
 * Throws when this many more bytes do not fit into the space. Exact under the lock of the space; without it an early refusal.
 * Zero bytes always fit.
 */
export async function mustFit(ctx: PublicContext, space: SpaceId, bytes: number): Promise<void> {
  if (bytes === 0) return
  const { holder, allowed, isGuest } = await capacityOf(ctx, space)
  if ((await storageUsed(ctx, space)) + bytes <= allowed) return
  if (isGuest) throw storageIsFull()
  const { firstName, lastName } = await cardOf(ctx, holder)
  throw storageLimit(allowed, `${firstName} ${lastName}`.trim())
}
