import type { PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { recordInGroup } from '../groups/events.ts'
import * as store from './recognition-store.ts'
import { invitationRecognized } from './events.ts'

export { creditedTo } from './recognition-store.ts'

/**
 * What an archive of another house credits to this address in this group is the person's from now on, and so are the rights
 * that it gave them by name. Only the acceptance of an invitation of the address comes here: nobody becomes the author of
 * words, or gains a right, without that yes (G13, X98).
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
    for (const kind of Object.values(items)) await kind.recognize(ctx, group, names, person)
  const detail = { person, names: credited.map(({ name }) => name) }
  await recordInGroup(ctx, group, invitationRecognized, detail)
}
