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

/** Groups may lie in each other this deep (G9). */
export const deepest = 5

/** What became of some people in one group of the family. */
export interface Moved {
  group: SpaceId
  name: string
  /** Has a seat now and had none a moment ago, whatever was left of an earlier way that is over. */
  joined: PersonId[]
  /** Inside now, and not before: with a start, it is when that has come (M9). */
  begun: PersonId[]
  left: PersonId[]
  /** Still inside, by another way or with another role. */
  changed: PersonId[]
  /** Are asked first: they come in only with their yes (G9, M4). */
  asked: PersonId[]
}

/**
 * A transaction of its own that first takes the turn of the group and of all groups around it, in one order, and asks only
 * then again whether the asker may. Doors that change who belongs go through here: with the turn of the group alone in
 * hand, two of them could wait for each other around the families.
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

/** The groups whose families a transaction has locked: locks are held until it ends. */
const lockedIn = new WeakMap<PublicContext['db'], Set<SpaceId>>()

/**
 * Takes turns with every other act on these groups and the groups around them. A nesting that another act adds meanwhile
 * is waited for as well: it needs the turn of the inner group. Asks nothing again for groups that it has locked before.
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
 * The flat rows of these people follow membership and nesting again, in the group and in all groups around it.
 * The family must be locked. Answers what changed, the group itself first, so that the caller can check limits and tell.
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

/** Whose reach changed is looked at anew everywhere, at the moment of the commit (J6). */
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
 * Whoever came in must fit, in every group of the family: seats, and guests only where they may be (O7, O8, M10).
 * What they had asked for is answered by that, whichever way they came (J3).
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
  if ((await store.headCount(ctx, group)) > maxMembers)
    throw known
      ? words.membersLimit(maxMembers, await nameOf(ctx, row.administrator), row.name)
      : words.cannotGrow()
  if (!(await store.anyGuest(ctx, group, joined))) return
  if (!known) {
    if (!row.guestsAllowed || !row.organizationAllowsGuests) throw words.cannotGrow()
  } else if (!row.guestsAllowed) throw words.noGuests(row.name)
  await mustAllowGuests(ctx, row)
}

/** The asker was inside that group before, so its name is no secret to them (G4). */
async function knows(ctx: PublicContext, group: SpaceId, joined: PersonId[]): Promise<boolean> {
  const asker = ctx.person?.id
  if (asker === undefined || joined.includes(asker)) return false
  return (await store.candidate(ctx, group, asker))?.inside ?? false
}
