import { randomBytes } from 'node:crypto'
import type { Static } from 'typebox'
import type { Authorized } from '../../access/authorized.ts'
import { authorizeGroup, type Group } from '../../access/groups.ts'
import { record } from '../../kernel/changes.ts'
import type { Asker, Context } from '../../kernel/context.ts'
import { invalidField } from '../../kernel/errors.ts'
import { newId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { cardOf } from '../people/cards.ts'
import { hashOf } from '../people/sessions.ts'
import type { NewViewing, ViewingShape } from './schema.ts'
import * as store from './store.ts'
import { elsewhere, over, said, standInName } from './words.ts'
import { groupViewedAs } from './events.ts'

const minutes = 60

/** Starts a viewing of the group as a role or a member would see it, and logs it in the history (A8). */
export async function beginViewing(
  ctx: Context,
  group: Authorized<Group, 'viewAs'>,
  { role, guest = false, person }: Static<typeof NewViewing>,
): Promise<Static<typeof ViewingShape>> {
  if ((role === undefined) === (person === undefined))
    throw invalidField('body.role', 'one-of', said.oneOfBoth)
  const as = {
    group: group.id,
    role: role ?? null,
    guest,
    person: (person ?? null) as PersonId | null,
  }
  if (as.person && !(await store.isInside(ctx, group.id, as.person)))
    throw invalidField('body.person', 'unknown', said.notAMember)
  const token = randomBytes(32).toString('base64url')
  await store.insertViewing(ctx, hashOf(token), ctx.person.id, as, minutes)
  const card = as.person && (await cardOf(ctx, as.person, group.organizationId))
  await record(ctx, group.id, groupViewedAs, {
    detail: { role: as.role, guest, name: card && `${card.firstName} ${card.lastName}` },
  })
  return {
    token,
    expiresAt: new Date(ctx.now.getTime() + minutes * 60_000).toISOString(),
    role: as.role,
    guest,
    person: card,
  }
}

/**
 * Returns the person who stands in for the asker, inside a transaction that is rolled back. A role is a temporary person in
 * that transaction, so the normal rules decide what a guest or a moderator sees. The asker must still be the administrator.
 */
export async function standIn(ctx: Context, token: string, spaces: SpaceId[]): Promise<Asker> {
  const viewing = await store.viewing(ctx, hashOf(token.slice(0, 100)), ctx.person.id)
  if (!viewing) throw over()
  await authorizeGroup(ctx, 'viewAs', viewing.group)
  if (spaces.length === 0 || spaces.some((space) => space !== viewing.group)) throw elsewhere()
  const { language, timeZone, sessionId } = ctx.person
  const common = { language, timeZone, sessionId, privateSpace: newId<SpaceId>() }
  if (viewing.person) {
    const seer = await store.seer(ctx, viewing.person)
    if (!seer) throw over()
    await store.hideMarks(ctx, viewing.group, seer.id)
    await store.hideLinksOut(ctx, viewing.group)
    return { ...common, ...seer, language, timeZone }
  }
  const id = newId<PersonId>()
  await store.insertSeer(ctx, id, viewing, standInName[ctx.language])
  const { organizationId } = (await store.seer(ctx, id))!
  return { ...common, id, organizationId, orgRole: organizationId && 'member' }
}

export { deleteEndedViewings } from './store.ts'
