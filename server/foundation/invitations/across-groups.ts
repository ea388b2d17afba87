import type { Authorized } from '../../access/authorized.ts'
import type { Organization } from '../../access/organizations.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { cursor, pageOf, type Static } from '../../kernel/shapes.ts'
import { groupRow } from '../groups/capacity.ts'
import { tellAbout } from '../membership/letters.ts'
import { cardsOf } from '../people/cards.ts'
import { invitationWithdrawn, recordInvitation } from './events.ts'
import type { GroupInvitations } from './schema.ts'
import { takeBackInvitation } from './mail.ts'
import * as store from './store.ts'
import * as across from './across-groups-store.ts'

type Governing = Authorized<Organization, 'govern'>

/** The pending invitations into groups of the organization, in the order in which they expire (V1). */
export async function groupInvitations(
  ctx: Context,
  organization: Governing,
  asked: { after?: string; limit?: number },
): Promise<Static<typeof GroupInvitations>> {
  const { limit = 50 } = asked
  const rows = await across.waiting(ctx, organization.id, {
    after: cursor<[string, string]>(asked.after),
    limit: limit + 1,
  })
  const { items, next } = pageOf(rows, limit, (last) => [last.expiresAt, last.id])
  const inviters = items.map(({ invitedBy }) => invitedBy)
  const cards = await cardsOf(ctx, inviters, organization.id)
  return {
    next,
    items: items.map(({ groupId, groupName, invitedBy, ...rest }) => ({
      ...rest,
      group: { id: groupId, name: groupName },
      invitedBy: cards.get(invitedBy)!,
    })),
  }
}

/** A person who governs withdraws an invitation into any group; the group's history records it (M3). */
export async function withdrawGroupInvitation(
  ctx: Context,
  organization: Governing,
  id: string,
): Promise<void> {
  const group = await across.groupOf(ctx, organization.id, id)
  if (!group) throw new NotFound()
  await lockSpaces(ctx, [group])
  const found = await store.pendingOne(ctx, organization.id, group, null, id)
  if (!found) throw new NotFound()
  await store.withdraw(ctx, found.id, ctx.person.id)
  await takeBackInvitation(ctx, found)
  await recordInvitation(ctx, invitationWithdrawn, group, found)
  const { administrator } = await groupRow(ctx, group)
  await tellAbout(ctx, 'governed-withdrawn', group, [administrator], { whom: found.email })
}
