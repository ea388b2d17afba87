import type { Authorized } from '../../access/authorized.ts'
import type { Case } from '../../access/cases.ts'
import { authorizeGroup } from '../../access/groups.ts'
import { authorizePerson } from '../../access/people.ts'
import type { Principal } from '../../access/principals.ts'
import { viewersOfWhole } from '../../access/viewers.ts'
import { record } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import { Conflict, Forbidden, invalidField } from '../../kernel/errors.ts'
import { newId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import { createCaseSpace } from '../spaces/spaces.ts'
import { caseHandedOver, caseLeft, caseOffered, caseOfferEnded, caseShared } from './events.ts'
import * as store from './store.ts'
import { said } from './words.ts'

/** How much of a case somebody gets: `approval` reads, and may approve where a tool asks for that (R2). */
export const caseLevels = ['reader', 'approval', 'contributor', 'full'] as const

export interface Share {
  principal: Principal
  level: (typeof caseLevels)[number]
}

/** A new case of the asker, theirs alone until they share it. */
export async function makeCase(ctx: Context): Promise<SpaceId> {
  const { id: owner, organizationId } = ctx.person
  if (!organizationId) throw new Forbidden('internals-only', said.internalsOnly)
  const id = newId<SpaceId>()
  await createCaseSpace(ctx, { id, organizationId, owner })
  return id
}

export function sharesOf(ctx: Context, { id }: Authorized<Case, 'share'>): Promise<Share[]> {
  return store.shares(ctx, id)
}

/**
 * Replaces the people and groups with whom a case is shared. Only people who have every right may do so, so nobody gives more
 * than they have (I7).
 */
export async function shareCase(
  ctx: Context,
  file: Authorized<Case, 'share'>,
  shares: Share[],
): Promise<void> {
  const before = new Set((await store.shares(ctx, file.id)).map(({ principal }) => principal.id))
  for (const [at, { principal }] of shares.entries()) {
    const field = `body.shares[${at}].principal`
    if (shares.findIndex((each) => each.principal.id === principal.id) !== at)
      throw invalidField(field, 'twice', said.twice)
    if (!before.has(principal.id) && !(await belongs(ctx, file, principal)))
      throw invalidField(field, 'outsider', said.outsider)
  }
  const viewers = await viewersOfWhole(ctx, file.id)
  await store.setShares(ctx, file.id, shares)
  const told = shares.map(({ principal: { kind, id }, level }) => ({ kind, id, level }))
  await record(ctx, file.id, caseShared, { detail: { shares: told } })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(file.id, viewers))
}

/** Throws NotFound for a person or a group that the asker may not know of. */
async function belongs(ctx: Context, file: Case, { kind, id }: Principal): Promise<boolean> {
  if (kind === 'group') {
    await authorizeGroup(ctx, 'see', id)
    return store.groupIsOf(ctx, id, file.organizationId)
  }
  const { organizationId } = await authorizePerson(ctx, 'meet', id)
  return organizationId === file.organizationId && id !== file.owner
}

/** The asker has nothing of the case from now on, also not through a group. */
export async function leaveCase(ctx: Context, { id }: Authorized<Case, 'leave'>): Promise<void> {
  await store.leave(ctx, id)
  await record(ctx, id, caseLeft, { detail: { person: ctx.person.id } })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(id, [ctx.person.id]))
}

/** Offers a case to a colleague; everybody else with whom it is shared is suspended until it is answered (R4). */
export async function offerCase(
  ctx: Context,
  file: Authorized<Case, 'offer'>,
  to: PersonId,
): Promise<void> {
  if (file.offeredTo) throw new Conflict('offered', said.offered)
  if (!(await belongs(ctx, file, { kind: 'person', id: to })))
    throw invalidField('body.person', 'outsider', said.notToThem)
  const viewers = await viewersOfWhole(ctx, file.id)
  await store.insertOffer(ctx, file.id, to)
  await record(ctx, file.id, caseOffered, { detail: { person: to } })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(file.id, viewers))
}

export async function withdrawOffer(
  ctx: Context,
  { id, offeredTo }: Authorized<Case, 'withdraw'>,
): Promise<void> {
  if (!offeredTo) throw new Conflict('not-offered', said.notOffered)
  await endOffer(ctx, id, offeredTo)
}

export function declineOffer(ctx: Context, { id }: Authorized<Case, 'answer'>): Promise<void> {
  return endOffer(ctx, id, ctx.person.id)
}

async function endOffer(ctx: Context, id: SpaceId, to: PersonId): Promise<void> {
  await store.deleteOffer(ctx, id)
  await record(ctx, id, caseOfferEnded, { detail: { person: to } })
  ctx.db.afterCommit(() => ctx.house.live.recheckSpace(id))
}

/** The case is the asker's from now on. Its former owner has nothing of it until it is shared with them by name. */
export async function acceptOffer(ctx: Context, file: Authorized<Case, 'answer'>): Promise<void> {
  const { id, owner } = file
  await store.deleteOffer(ctx, id)
  await store.setOwner(ctx, file, ctx.person.id)
  await record(ctx, id, caseHandedOver, { detail: { from: owner, to: ctx.person.id } })
  ctx.db.afterCommit(() => ctx.house.live.sightEnded(id, [owner]))
}
