import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { refuseArchived } from '../../access/authorized.ts'
import { allows, bit } from '../../access/rights.ts'
import { keepSight } from '../../access/sight-ended.ts'
import { viewersBelow, viewersOfItem } from '../../access/viewers.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, Forbidden } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import * as marks from './internal-store.ts'
import { said } from './words.ts'
import { containerAccessChanged, itemAccessChanged } from './events.ts'

/** Hides a container and everything in it from guests, or shows it again as its rights allow (G10). */
export async function markContainer(
  ctx: Context,
  container: Authorized<Container, 'manage'>,
  internalOnly: boolean,
): Promise<void> {
  const { space, id, name } = container
  await refuseGuests(ctx, space)
  if ((await marks.isMarked(ctx, space, id)) === internalOnly) return
  const viewers = await viewersBelow(ctx, space, id)
  await marks.markContainer(ctx, space, id, internalOnly ? ctx.person.id : null)
  await marks.refreshInternal(ctx, space, id)
  await record(ctx, space, containerAccessChanged, {
    container: id,
    detail: { name, internalOnly },
  })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(space, viewers))
}

/**
 * The same for one item, by its author or anyone who manages its container. Refuses for a guest's item, since its author must
 * see it.
 */
export async function markItem(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  internalOnly: boolean,
): Promise<void> {
  const { space, id } = item
  if (!item.isAuthor && !allows(item.containerRights, 'manage')) throw new Forbidden('forbidden')
  if ((item.rights & ~(bit['see-busy'] | bit.view)) === 0) {
    refuseArchived(item)
    throw new Forbidden('forbidden')
  }
  await refuseGuests(ctx, space)
  if (internalOnly && (await marks.isGuest(ctx, space, item.takenOverBy ?? item.author)))
    throw new Conflict('guest-author', said.guestAuthor)
  if (item.internalOnly === internalOnly) return
  const viewers = await viewersOfItem(ctx, space, id)
  await keepSight(ctx, space, [id])
  await marks.markItem(ctx, space, id, internalOnly ? ctx.person.id : null)
  await record(ctx, space, itemAccessChanged, {
    container: item.container,
    item: id,
    detail: { internalOnly },
  })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(space, viewers, id))
}

/** Whether the asker may hide anything from guests in this space. */
export async function mayMark(ctx: Context, space: SpaceId): Promise<boolean> {
  return (await marks.isGroup(ctx, space)) && !(await marks.isGuest(ctx, space, ctx.person.id))
}

/** Returns those of these people who are guests in the space. */
export function guestsAmong(ctx: Context, space: SpaceId, people: PersonId[]): Promise<PersonId[]> {
  return marks.guestsAmong(ctx, space, people)
}

/** Refuses a guest, who would shut themselves out, and spaces other than groups, where nobody is a guest. */
export async function refuseGuests(ctx: Context, space: SpaceId): Promise<void> {
  if (!(await marks.isGroup(ctx, space))) throw new Conflict('not-in-a-group', said.notInAGroup)
  if (await marks.isGuest(ctx, space, ctx.person.id))
    throw new Forbidden('internals-only', said.internalsOnly)
}
