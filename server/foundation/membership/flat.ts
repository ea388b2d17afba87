import type { Authorized } from '../../access/authorized.ts'
import { authorizeGroup, type Group, type GroupAct } from '../../access/groups.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { groupRow, mustAllowGuests, nameOf } from '../groups/capacity.ts'
import { inTransaction } from '../people/people.ts'
import { planOf } from '../organizations/organizations.ts'
import * as consents from './consent-store.ts'
import { stopAtNesting } from './governance.ts'
import * as store from './store.ts'
import * as requestStore from './requests-store.ts'
import * as words from './words.ts'

/** How deep groups may be nested (G9). */
export const deepest = 5

/** The changes for some people in one group of the family. */
export interface Moved {
  group: SpaceId
  name: string
  /** Have a seat now and had none before; an earlier way in that is over does not count, even if it is not swept yet. */
  joined: PersonId[]
  /** Are inside now, and were not before. A way in with a start counts when the start has come (M9). */
  begun: PersonId[]
  left: PersonId[]
  /** Still inside, by another way or with another role. */
  changed: PersonId[]
  /** Are asked first: they come in only if they say yes (G9, M4). */
  asked: PersonId[]
}

/**
 * Runs work in a transaction of its own that first locks the group and all groups around it, in one order, and then
 * authorizes the asker again. Doors that change who belongs use this: with only the group's own lock, two of them could
 * deadlock across families.
 */
export function inTurn<A extends GroupAct, T>(
  ctx: Context,
  act: A,
  group: SpaceId,
  work: (ctx: Context, group: Authorized<Group, A>) => Promise<T>,
  ...others: SpaceId[]
): Promise<T> {
  return inTransaction(ctx, async (inside) => {
    await lockFamily(inside, group, ...others)
    return work(inside, await authorizeGroup(inside, act, group))
  })
}

/** The groups whose families a transaction has locked; locks are held until it ends. */
const lockedIn = new WeakMap<PublicContext['db'], Set<SpaceId>>()

/**
 * Takes turns with every other act on these groups and the groups around them. Waits also for a nesting that another act is
 * adding, since that act needs the turn of the inner group. Runs no query for groups that it has locked before.
 */
export async function lockFamily(ctx: PublicContext, ...groups: SpaceId[]): Promise<void> {
  const before = lockedIn.get(ctx.db) ?? new Set()
  if (groups.every((group) => before.has(group))) return
  await lockAll(ctx, groups)
  lockedIn.set(ctx.db, new Set([...before, ...groups]))
}

async function lockAll(ctx: PublicContext, groups: SpaceId[]): Promise<void> {
  let locked = 0
  for (;;) {
    const all = new Set<SpaceId>(groups)
    for (const group of groups) for (const { id } of await store.family(ctx, group)) all.add(id)
    if (all.size === locked) return
    await lockSpaces(ctx, [...all])
    await store.lockGroups(ctx, [...all])
    locked = all.size
  }
}

/**
 * Makes the flat rows of these people follow membership and nesting again, in the group and in all groups around it. The
 * family must be locked. Returns what changed, the group itself first, so that the caller can check limits and tell people.
 */
export async function refreshEffective(
  ctx: PublicContext,
  group: SpaceId,
  people: PersonId[],
): Promise<Moved[]> {
  const moved: Moved[] = []
  for (const { id, name } of await store.family(ctx, group)) {
    await stopAtNesting(ctx, id, people)
    const asked = await consents.settle(ctx, id, people)
    const shifts = await store.recompute(ctx, id, people)
    if (shifts.length + asked.length === 0) continue
    moved.push({
      group: id,
      name,
      joined: shifts.filter(comesIn).map(({ person }) => person),
      begun: shifts.filter(({ begins }) => begins).map(({ person }) => person),
      left: shifts.filter(goes).map(({ person }) => person),
      changed: shifts.filter((each) => !comesIn(each) && !goes(each)).map(({ person }) => person),
      asked,
    })
  }
  recheckAll(ctx, moved)
  return moved
}

const comesIn = ({ stood, stands }: store.Shift): boolean => stands && !stood
const goes = ({ before, after }: store.Shift): boolean => before && !after

/** Rechecks the live connections of everybody whose access changed, after the commit (J6). */
function recheckAll(ctx: PublicContext, moved: Moved[]): void {
  const people = new Set(
    moved.flatMap(({ joined, begun, left, changed, asked }) => [
      ...joined,
      ...begun,
      ...left,
      ...changed,
      ...asked,
    ]),
  )
  ctx.db.afterCommit(() => {
    for (const person of people) ctx.house.live.recheck(person)
  })
}

/**
 * Refuses unless everybody who came in fits in every group of the family: seats, and guests only where they are allowed (O7,
 * O8, M10). Then closes their open requests to join, whichever way they came in (J3).
 */
export async function mustFit(ctx: PublicContext, asked: SpaceId, moved: Moved[]): Promise<void> {
  for (const { group, joined } of moved) {
    if (joined.length === 0) continue
    await fits(ctx, asked, group, joined)
    await requestStore.closeRequests(ctx, group, joined, 'approved')
  }
}

async function fits(
  ctx: PublicContext,
  asked: SpaceId,
  group: SpaceId,
  joined: PersonId[],
): Promise<void> {
  const row = await groupRow(ctx, group)
  const known = group === asked || (await knows(ctx, group, joined))
  const { maxMembers } = await planOf(ctx, row.administrator)
  // Guests, and newcomers who are not signed in yet, are told nothing of plans.
  const isGuest = ctx.person?.organizationId !== row.organizationId
  if ((await store.headCount(ctx, group)) > maxMembers)
    throw known && !isGuest
      ? words.membersLimit(maxMembers, await nameOf(ctx, row.administrator), row.name)
      : words.cannotGrow()
  if (!(await store.anyGuest(ctx, group, joined))) return
  if (!known) {
    if (!row.guestsAllowed || !row.organizationAllowsGuests) throw words.cannotGrow()
  } else if (!row.guestsAllowed) throw words.noGuests(row.name)
  await mustAllowGuests(ctx, row)
}

/** Whether the asker was inside that group before, so that its name is no secret to them (G4). */
async function knows(ctx: PublicContext, group: SpaceId, joined: PersonId[]): Promise<boolean> {
  const asker = ctx.person?.id
  if (asker === undefined || joined.includes(asker)) return false
  return (await store.candidate(ctx, group, asker))?.inside ?? false
}
