import type { PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { planOf } from '../organizations/organizations.ts'
import { cardsOf } from '../people/cards.ts'
import { storageUsed } from '../spaces/spaces.ts'
import type { GroupRow, Shortfall } from './group.ts'
import * as store from './store.ts'
import * as words from './words.ts'

/** One more group to administer: refused when the plan is full. Holds the person's turn until the end (O7, M10). */
export async function takeOneMoreGroup(ctx: PublicContext, person: PersonId): Promise<void> {
  await store.lockAdministrator(ctx, person)
  await mayTakeOneMoreGroup(ctx, person)
}

/** The same as a refusal in time, without their turn. */
export async function mayTakeOneMoreGroup(ctx: PublicContext, person: PersonId): Promise<void> {
  const { maxGroups } = await planOf(ctx, person)
  if (maxGroups === null) return
  if ((await store.administeredBy(ctx, person)) >= maxGroups)
    throw words.groupsLimit(maxGroups, await nameOf(ctx, person))
}

/** What keeps this person’s plan from holding the group; empty when it holds (M1, G6). */
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

/** One thing that a group takes of its administrator’s plan; without limit, `available` is null. */
export interface Weighed {
  limit: Shortfall['limit']
  needed: number
  available: number | null
  falls: boolean
}

/** All that the group would take of this person’s plan, also where it is enough: shown before a hand-over (M1, O7). */
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

/** Whether the group is one more for this person, is one of theirs already, or does not count: archived ones do not (G6). */
type Comes = 'anew' | 'counted' | 'uncounted'

/** What a plan must hold. */
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

/** Refuses unless this person’s plan holds the group; takes turns with what else they begin to administer. */
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

/** Guests may come in only where the organization and the administrator's plan let them (O5, O6). */
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
