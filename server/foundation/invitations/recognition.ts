import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { recordInGroup } from '../groups/events.ts'
import * as store from './recognition-store.ts'
import { invitationRecognized } from './events.ts'

export { creditedTo } from './recognition-store.ts'

/**
 * Gives the person the imported content of this group that is credited to their address, and the rights that it granted by name.
 * Called only when an invitation to the address is accepted: nobody becomes an author, or gains a right, without consent
 * (G13, X98).
 */
export async function recognize(
  ctx: PublicContext,
  group: SpaceId,
  emailKey: string,
  person: PersonId,
): Promise<void> {
  const credited = await store.takeNames(ctx, group, emailKey)
  if (credited.length === 0) return
  const names = credited.map(({ id }) => id)
  await store.nameInstead(ctx, group, names, person)
  await store.giveInstead(ctx, group, names, person)
  for (const { items } of ctx.house.tools)
    for (const kind of Object.values(items)) await kind.recognize?.(ctx, group, names, person)
  const detail = { person, names: credited.map(({ name }) => name) }
  await recordInGroup(ctx, group, invitationRecognized, detail)
}
