import type { PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { planOf } from '../organizations/organizations.ts'
import { cardsOf } from '../people/cards.ts'
import { storageUsed } from '../spaces/spaces.ts'
import type { GroupRow, Shortfall } from './group.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** Refuses one more group when the person's plan is full. Locks the person until the transaction ends (O7, M10). */
export async function takeOneMoreGroup(ctx: PublicContext, person: PersonId): Promise<void> {
  await store.lockAdministrator(ctx, person)
  await mayTakeOneMoreGroup(ctx, person)
}

/** The same as an early refusal, without the lock. */
export async function mayTakeOneMoreGroup(ctx: PublicContext, person: PersonId): Promise<void> {
  const { maxGroups } = await planOf(ctx, person)
  if (maxGroups === null) return
  if ((await store.administeredBy(ctx, person)) >= maxGroups)
    throw words.groupsLimit(maxGroups, await nameOf(ctx, person))
}

/** The limits of this person’s plan that the group exceeds; empty when it fits (M1, G6). */
async function whatFallsShort(
  ctx: PublicContext,
  group: GroupRow,
  person: PersonId,
  comes?: Comes,
): Promise<Shortfall[]> {
  return fallingShort(await whatItTakes(ctx, group, person, comes))
}

export function fallingShort(takes: Weighed[]): Shortfall[] {
  return takes.flatMap(({ limit, needed, available, falls }) =>
    falls ? [{ limit, needed, available: available! }] : [],
  )
}

/** A group's use of one limit of its administrator’s plan; without a limit, `available` is null. */
export interface Weighed {
  limit: Shortfall['limit']
  needed: number
  available: number | null
  falls: boolean
}

/** The group's use of every limit of this person’s plan, exceeded or not: shown before a hand-over (M1, O7). */
export async function whatItTakes(
  ctx: PublicContext,
  group: GroupRow,
  person: PersonId,
  comes: Comes = group.archivedAt === null && group.administrator !== person ? 'anew' : 'uncounted',
): Promise<Weighed[]> {
  const { groups, members, storage, guests } = await burden(ctx, group, person, comes)
  const plan = await planOf(ctx, person)
  const limits = [
    ['groups', groups, plan.maxGroups],
    ['members', members, plan.maxMembers],
    ['storage', storage, plan.groupStorage],
    ['guests', guests, plan.guestsAllowed ? null : 0],
  ] as const
  return limits.map(([limit, needed, available]) => ({
    ...{ limit, needed, available },
    falls: available !== null && needed > available,
  }))
}

/** Whether the group is one more for this person, already one of theirs, or does not count, like archived groups (G6). */
type Comes = 'anew' | 'counted' | 'uncounted'

/** The amounts that a plan must allow. */
interface Burden {
  groups: number
  members: number
  guests: number
  storage: number
}

async function burden(
  ctx: PublicContext,
  group: GroupRow,
  person: PersonId,
  comes: Comes,
): Promise<Burden> {
  const { members, guests } = await store.heads(ctx, group.id)
  const storage = await storageUsed(ctx, group.id)
  const more = comes === 'anew' ? 1 : 0
  const groups = comes === 'uncounted' ? 0 : (await store.administeredBy(ctx, person)) + more
  return { groups, members, guests, storage }
}

/** Throws unless the group fits into this person’s plan. Locks the person, so that concurrent checks wait. */
export async function mustHold(
  ctx: PublicContext,
  group: GroupRow,
  person: PersonId,
  comes?: Comes,
): Promise<void> {
  await store.lockAdministrator(ctx, person)
  const falls = await whatFallsShort(ctx, group, person, comes)
  if (falls.length > 0) throw words.planTooSmall(await nameOf(ctx, person), falls)
}

/** Throws unless the organization and the administrator's plan allow guests (O5, O6). */
export async function mustAllowGuests(ctx: PublicContext, group: GroupRow): Promise<void> {
  if (!group.organizationAllowsGuests) throw words.organizationWithoutGuests()
  const { guestsAllowed } = await planOf(ctx, group.administrator)
  if (!guestsAllowed) throw words.planWithoutGuests(await nameOf(ctx, group.administrator))
}

export async function nameOf(ctx: PublicContext, person: PersonId): Promise<string> {
  const card = (await cardsOf(ctx, [person])).get(person)!
  return `${card.firstName} ${card.lastName}`.trim()
}

export async function groupRow(ctx: PublicContext, id: SpaceId): Promise<GroupRow> {
  const row = await store.group(ctx, id)
  if (!row) throw new NotFound()
  return row
}
