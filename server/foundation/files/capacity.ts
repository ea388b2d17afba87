import type { PublicContext } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { planOf } from '../organizations/organizations.ts'
import { cardOf } from '../people/cards.ts'
import { storageUsed } from '../spaces/spaces.ts'
import * as store from './store.ts'
import { storageLimit } from './words.ts'

/**
 * Throws when this many more bytes do not fit into the space. Its capacity comes from its owner's plan, or from the plan of the
 * group's administrator (O7). Exact under the lock of the space; without it an early refusal. Zero bytes always fit.
 */
export async function mustFit(ctx: PublicContext, space: SpaceId, bytes: number): Promise<void> {
  if (bytes === 0) return
  const { holder, kind } = await store.holderOf(ctx, space)
  const plan = await planOf(ctx, holder)
  const allowed = kind === 'private' ? plan.privateStorage : plan.groupStorage
  if ((await storageUsed(ctx, space)) + bytes <= allowed) return
  const { firstName, lastName } = await cardOf(ctx, holder)
  throw storageLimit(allowed, `${firstName} ${lastName}`.trim())
}
