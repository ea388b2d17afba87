import type { Authorized } from '../../access/authorized.ts'
import type { Group, GroupRole } from '../../access/groups.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { groupRow, nameOf } from '../groups/capacity.ts'
import { deleteGroup } from '../groups/groups.ts'
import {
  groupUnnested,
  memberAllRemoved,
  memberEnded,
  memberJoined,
  memberLeft,
  memberRemoved,
  memberRoleChanged,
} from './events.ts'
import { lockFamily, mustFit, refreshEffective, type Moved } from './flat.ts'
import { tell, tellAbout, tellOf } from './letters.ts'
import { tellThrough } from './through.ts'
import { lifetimeOf, startOf } from './lifetime.ts'
import * as consents from './consent-store.ts'
import * as governance from './governance-store.ts'
import {
  askAdministrator,
  mayComeBack,
  tellAdministrator,
  tellAllWhoCame,
  waitsForConsent,
} from './governance.ts'
import * as overTime from './over-time-store.ts'
import * as store from './store.ts'
import * as nestings from './nesting-store.ts'
import type { GivenRole, How } from './store.ts'
import * as words from './words.ts'
import { recordInGroup } from '../groups/events.ts'

export interface Admission {
  role: GroupRole
  how: How
  broughtBy: PersonId | null
  /** The reason, required where nobody acts as administrator (M3). */
  reason?: string
  /** When they start; a moment in the past means now (M9). */
  starts?: Date | null
}

/** `waiting`: the administrator has been asked, and only they can let them in (M3). */
type Admitted = 'joined' | 'already-member' | 'waiting'

/**
 * Makes somebody a direct member, whichever way they come in. Checks capacity, guests and the groups around under lock (M10,
 * O7, G9), and also people who are kept out (J7) and governors (M3). The caller has authorized the asker. Someone who is
 * already a member is no error.
 */
export async function admit(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  { role, how, broughtBy, reason = '', starts: wished = null }: Admission,
): Promise<Admitted> {
  await lockFamily(ctx, group)
  if ((await groupRow(ctx, group)).archivedAt !== null) throw words.archived()
  if ((await overTime.standing(ctx, group, person, null))?.over)
    await sweepEnded(ctx, group, person)
  const standing = await store.membership(ctx, group, person)
  if (standing) return hasComeBefore(standing, how)
  const entry = await governance.entry(ctx, group, person, broughtBy)
  await mayComeBack(ctx, group, person, entry)
  if (waitsForConsent(entry, reason)) {
    await askAdministrator(ctx, group, person, broughtBy, reason)
    return 'waiting'
  }
  const starts = wished && wished > ctx.now ? wished : null
  const lifetime = await lifetimeOf(ctx, group, person, broughtBy, starts)
  await store.insertMembership(ctx, {
    ...{ group, person, role, how, broughtBy, byGovernance: entry.byGovernance },
    ...{ starts, ...lifetime },
  })
  await overTime.reopen(ctx, person)
  const moved = await refreshEffective(ctx, group, [person])
  await mustFit(ctx, group, moved)
  const name = await nameOf(ctx, person)
  const from = starts?.toISOString()
  const detail = { person, name, role, how, ...(reason && { reason }), ...(from && { from }) }
  await recordInGroup(ctx, group, memberJoined, detail)
  if (entry.isWatched && entry.byGovernance) await tellAllWhoCame(ctx, group, person, reason)
  await tellOuter(ctx, group, moved)
  return 'joined'
}

/** A member who has yet to begin cannot come in earlier by joining, nor through an approval: the start must be changed (M9). */
function hasComeBefore({ starts }: store.Member, how: How): 'already-member' {
  if (starts && (how === 'joined' || how === 'approved')) throw words.beginsLater()
  return 'already-member'
}

/** Ends a direct membership immediately, with everything that it gave (J6). */
export async function remove(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  why: 'left' | 'removed',
): Promise<void> {
  await lockFamily(ctx, group)
  const member = await store.membership(ctx, group, person)
  if (!member) throw await noDirectMember(ctx, group, person)
  if (member.role === 'administrator') throw words.handOverFirst()
  const gone = await end(ctx, group, person, why)
  if (why === 'removed') await tellEnd(ctx, 'member-removed', group, person, gone)
}

/** Tells the person; one who is still inside through another group gets a different mail. */
async function tellEnd(
  ctx: PublicContext,
  what: 'member-removed' | 'member-ended',
  group: SpaceId,
  person: PersonId,
  gone: boolean,
): Promise<void> {
  if (gone) return tell(ctx, what, group, [person])
  const names = (await store.waysThrough(ctx, group, person)).map(({ name }) => name)
  await tellOf(ctx, 'member-by-group-only', group, [person], names.join(', '))
}

/** Leaves a group whichever way the person is in it, even if a group of theirs is still inside it (J4, G9). */
export async function leaveAlone(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  await lockFamily(ctx, group)
  if ((await store.membership(ctx, group, person))?.role === 'administrator')
    throw words.handOverFirst()
  await consents.refuse(ctx, group, person)
  await end(ctx, group, person, 'left')
}

/** Removes a member for somebody who may; the administrator is told when a governor does it (M3). */
export async function removeMember(
  ctx: Context,
  group: Authorized<Group, 'removeMembers'>,
  person: PersonId,
): Promise<void> {
  await remove(ctx, group.id, person, 'removed')
  await tellAdministrator(ctx, 'governed-removed', group.id, [person])
}

/** Ends a membership of a person whose account is being deleted; one whose date has come is swept away instead (O9, M9). */
export async function leaveForGood(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  await lockFamily(ctx, group)
  const standing = await overTime.standing(ctx, group, person, null)
  if (standing?.over) await sweepEnded(ctx, group, person)
  else if (standing) await remove(ctx, group, person, 'left')
}

/** Sweeps away a membership whose date has come, under lock, and tells the people concerned (M9). */
export async function sweepEnded(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
): Promise<void> {
  const before = await overTime.standing(ctx, group, person, null)
  const gone = await end(ctx, group, person, 'ended')
  await tellEnd(ctx, 'member-ended', group, person, gone)
  if (!gone) return
  const { administrator } = await groupRow(ctx, group)
  const others = new Set([administrator, ...(before?.sponsor ? [before.sponsor] : [])])
  await tellOf(ctx, 'membership-ended', group, [...others], await nameOf(ctx, person))
}

const ended = { left: memberLeft, removed: memberRemoved, ended: memberEnded }

/** Returns whether they are outside now; another group inside may still have them. */
async function end(
  ctx: PublicContext,
  group: SpaceId,
  person: PersonId,
  why: keyof typeof ended,
): Promise<boolean> {
  await store.deleteMembership(ctx, group, person)
  const moved = await refreshEffective(ctx, group, [person])
  await forget(ctx, group, [person])
  await forgetWhoLeft(
    ctx,
    moved.filter((each) => each.group !== group),
  )
  const stays = (await store.waysThrough(ctx, group, person)).length > 0
  const detail = { person, name: await nameOf(ctx, person), ...(stays && { stays }) }
  await recordInGroup(ctx, group, ended[why], detail)
  await tellOuter(ctx, group, moved)
  return !stays
}

/** A person who leaves is no longer anybody's successor or sponsor; the administrator becomes the sponsor (M8, M9). */
async function forget(ctx: PublicContext, group: SpaceId, people: PersonId[]): Promise<void> {
  await overTime.passOnGuests(ctx, group, people)
  await overTime.forgetSuccessor(ctx, group, people)
  await governance.deleteOffer(ctx, group, people)
}

/** The same in every group that somebody is no longer in, also where they had been through a group inside it. */
export async function forgetWhoLeft(ctx: PublicContext, moved: Moved[]): Promise<void> {
  for (const { group, left } of moved) if (left.length > 0) await forget(ctx, group, left)
}

async function noDirectMember(ctx: PublicContext, group: SpaceId, person: PersonId) {
  const ways = await store.waysThrough(ctx, group, person)
  return ways.length > 0 ? words.throughAGroup(ways.map(({ name }) => name)) : new NotFound()
}

/** Logs in the groups around who came or went through this one, and tells those people. */
async function tellOuter(ctx: PublicContext, group: SpaceId, moved: Moved[]): Promise<void> {
  if (moved.every((each) => each.group === group)) return
  await tellThrough(ctx, { group, name: (await groupRow(ctx, group)).name }, moved)
}

interface Added {
  person: PersonId
  status: 'added' | 'ask' | 'already-member' | 'waiting'
}

export interface Addition {
  person: PersonId
  role: GivenRole
}

interface Wishes {
  reason?: string | undefined
  starts?: string | null | undefined
}

/** Adds colleagues without asking them; those who want to be asked are returned as `ask`, to be invited (M4). */
export async function addMembers(
  ctx: Context,
  group: Authorized<Group, 'add'>,
  people: Addition[],
  { reason = '', starts: wished }: Wishes = {},
): Promise<Added[]> {
  const starts = startOf(ctx, wished)
  await lockFamily(ctx, group.id)
  const known = await store.colleagues(
    ctx,
    group.id,
    ctx.person.id,
    people.map(({ person }) => person),
  )
  const found = new Map(known.map((each) => [each.id, each]))
  for (const [index, { person, role }] of people.entries()) {
    if (!found.has(person)) throw words.unknownColleague(index)
    if (role !== 'member' && !group.may.setRoles) throw words.roleNotYours(index)
  }
  const items: Added[] = []
  for (const { person, role } of people) {
    const { ask, member } = found.get(person)!
    if (ask && !member && person !== ctx.person.id) items.push({ person, status: 'ask' })
    else
      items.push({
        person,
        status: await add(ctx, group.id, person, { role, reason: reason.trim(), starts }),
      })
  }
  const added = items.filter(({ status }) => status === 'added').map(({ person }) => person)
  if (added.length > 0) await tellAdministrator(ctx, 'governed-added', group.id, added)
  return items
}

async function add(
  ctx: Context,
  group: SpaceId,
  person: PersonId,
  wishes: Pick<Admission, 'role' | 'reason' | 'starts'>,
): Promise<Added['status']> {
  const admission = { ...wishes, how: 'added', broughtBy: ctx.person.id } as const
  const admitted = await admit(ctx, group, person, admission)
  if (admitted !== 'joined') return admitted
  if (wishes.starts)
    await tellAbout(ctx, 'member-added-from', group, [person], { day: wishes.starts })
  else await tell(ctx, 'member-added', group, [person])
  return 'added'
}

/** Changes a member's role; the administrator's role passes on by hand-over only (M1, M2). */
export async function changeRole(
  ctx: Context,
  group: Authorized<Group, 'setRoles'>,
  person: PersonId,
  role: GivenRole,
): Promise<void> {
  await lockFamily(ctx, group.id)
  const member = await store.membership(ctx, group.id, person)
  if (!member) throw await noDirectMember(ctx, group.id, person)
  if (member.role === 'administrator') throw words.handOverFirst()
  if (member.role === role && !member.roleStarts) return
  await governance.takeAsOwn(ctx, group.id, person)
  await store.setRole(ctx, group.id, person, role) // the dates of the old role do not apply to the new one
  await refreshEffective(ctx, group.id, [person])
  const detail = { person, name: await nameOf(ctx, person), from: member.role, to: role }
  await recordInGroup(ctx, group.id, memberRoleChanged, detail)
}

/**
 * Removes everybody but the administrator, and the groups inside, in one act before a deletion or a restart (G7). Each is
 * told as if removed alone.
 */
export async function removeAll(
  ctx: Context,
  group: Authorized<Group, 'removeMembers'>,
): Promise<void> {
  await lockFamily(ctx, group.id)
  const people = await store.peopleIn(ctx, group.id)
  const inner = await nestings.innerGroups(ctx, group.id)
  for (const { id } of inner) await nestings.deleteNesting(ctx, group.id, id)
  await store.deleteMemberships(ctx, group.id)
  const moved = await refreshEffective(ctx, group.id, people)
  await forgetWhoLeft(ctx, moved)
  const gone = moved.find((each) => each.group === group.id)?.left ?? []
  await recordInGroup(ctx, group.id, memberAllRemoved, {
    people: gone.length,
    groups: inner.length,
  })
  for (const person of gone) {
    const detail = { person, name: await nameOf(ctx, person) }
    await recordInGroup(ctx, group.id, memberRemoved, detail)
  }
  await tell(ctx, 'member-removed', group.id, gone)
  await tellAdministrator(ctx, 'governed-emptied', group.id)
  await tellOuter(ctx, group.id, moved)
}

/** Ends a group that only its administrator is left in; the groups around lose that member as well (G7, G9). */
export async function endGroup(ctx: Context, group: Authorized<Group, 'delete'>): Promise<void> {
  await lockFamily(ctx, group.id)
  const people = await store.peopleIn(ctx, group.id)
  await deleteGroup(ctx, group)
  const moved = await refreshEffective(ctx, group.id, people)
  await forgetWhoLeft(ctx, moved)
  await tellThrough(ctx, { group: group.id, name: group.name }, moved)
  for (const outer of await nestings.outerGroups(ctx, group.id)) {
    await nestings.deleteNesting(ctx, outer.id, group.id)
    await recordInGroup(ctx, outer.id, groupUnnested, {
      group: group.id,
      name: group.name,
      people: people.length,
    })
  }
}
