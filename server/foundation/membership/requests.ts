import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import type { Context } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import { newId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { cardsOf, type Card } from '../people/cards.ts'
import { requestApproved, requestDeclined, requestMade, requestWithdrawn } from './events.ts'
import { lockFamily } from './flat.ts'
import { admit } from './membership.ts'
import { tellAdministrator } from './governance.ts'
import { takeBackRequest, tell, tellOf } from './letters.ts'
import * as requestStore from './requests-store.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

/** Joins an open group immediately, if it is listed for the asker (J3). */
export async function join(ctx: Context, group: Authorized<Group, 'join'>): Promise<void> {
  await admit(ctx, group.id, ctx.person.id, { role: 'member', how: 'joined', broughtBy: null })
}

/** Asks the administrator of a restricted group to be let in (J3). */
export async function askToJoin(
  ctx: Context,
  group: Authorized<Group, 'askToJoin'>,
  message: string,
): Promise<{ id: string; createdAt: string }> {
  const id = newId()
  if (
    !(await requestStore.insertRequest(ctx, {
      id,
      group: group.id,
      person: ctx.person.id,
      message: message.trim(),
    }))
  )
    throw words.alreadyAsked()
  await recordInGroup(ctx, group.id, requestMade, await somebody(ctx, ctx.person.id))
  const { administrator } = await groupRow(ctx, group.id)
  await tell(ctx, 'join-request', group.id, [administrator], message.trim())
  return { id, createdAt: ctx.now.toISOString() }
}

/** Withdraws one's own request. The turn of the group has been taken, as for every other answer to a request. */
export async function withdrawRequest(ctx: Context, { id }: { id: SpaceId }): Promise<void> {
  if (!(await requestStore.closeRequests(ctx, id, [ctx.person.id], 'withdrawn')))
    throw words.nothingAsked()
  await takeBackRequest(ctx, id, ctx.person.id)
  await recordInGroup(ctx, id, requestWithdrawn, await somebody(ctx, ctx.person.id))
}

export interface JoinRequest {
  id: string
  card: Card
  message: string
  createdAt: string
  /** The person who asked for them, where it is somebody else; and whether only the administrator answers (M3). */
  askedBy: Card | null
  onlyAdministrator: boolean
}

export async function pendingRequests(
  ctx: Context,
  group: Authorized<Group, 'approve'>,
): Promise<JoinRequest[]> {
  const rows = await requestStore.openRequests(ctx, group.id, group.role === 'administrator')
  const cards = await cardsOf(
    ctx,
    rows.flatMap(({ person, askedBy }) => (askedBy ? [person, askedBy] : [person])),
    group.organizationId,
  )
  return rows.map(({ person, askedBy, ...request }) => ({
    ...request,
    card: cards.get(person)!,
    askedBy: askedBy && cards.get(askedBy)!,
  }))
}

export async function approve(
  ctx: Context,
  group: Authorized<Group, 'approve'>,
  request: string,
): Promise<void> {
  await lockFamily(ctx, group.id)
  const { person, askedBy } = await decide(ctx, group, request, 'approved', '')
  await recordInGroup(ctx, group.id, requestApproved, await somebody(ctx, person))
  const admission = { role: 'member', how: 'approved', broughtBy: ctx.person.id } as const
  await admit(ctx, group.id, person, admission)
  await tell(ctx, 'join-approved', group.id, [person])
  if (askedBy) await tellOf(ctx, 'governor-let-in', group.id, [askedBy], await nameOf(ctx, person))
  if (isGovernance(group)) await tellAdministrator(ctx, 'governed-approved', group.id, [person])
}

export async function decline(
  ctx: Context,
  group: Authorized<Group, 'approve'>,
  request: string,
  reason: string,
): Promise<void> {
  const { person, askedBy } = await decide(ctx, group, request, 'declined', reason.trim())
  const detail = { ...(await somebody(ctx, person)), reason: reason.trim() }
  await recordInGroup(ctx, group.id, requestDeclined, detail)
  await tell(ctx, 'join-declined', group.id, [person], reason.trim())
  if (askedBy) await tell(ctx, 'join-declined', group.id, [askedBy], reason.trim())
  if (isGovernance(group)) await tellAdministrator(ctx, 'governed-declined', group.id, [person])
}

/** Whether the asker may do this only because they govern the group. */
function isGovernance({ governs, role }: Group): boolean {
  return governs && (role === null || role === 'member')
}

/** A request is answered once; one of another group is not found (I4). */
async function decide(
  ctx: Context,
  group: Authorized<Group, 'approve'>,
  request: string,
  decision: 'approved' | 'declined',
  reason: string,
): Promise<{ person: PersonId; askedBy: PersonId | null }> {
  const decided = await requestStore.decideRequest(
    ctx,
    group.id,
    request,
    decision,
    { person: ctx.person.id, administers: group.role === 'administrator' },
    reason,
  )
  if (!decided) throw new NotFound()
  await takeBackRequest(ctx, group.id, decided.person)
  return decided
}

async function somebody(ctx: Context, person: PersonId) {
  return { person, name: await nameOf(ctx, person) }
}
