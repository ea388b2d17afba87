import type { Gain, Holdings } from './holdings.ts'

/** An act that has succeeded. */
export interface Deed {
  act: string
  by: string
  /** The person on whose right it rests: the inviter of an invitation, otherwise the person who acted; nobody when time passes. */
  authority: string | null
  group?: string | undefined
  /** The person it is about. */
  person?: string | undefined
}

type Exception = {
  /** The rule of the specification that allows a gain which nobody with that right gave. */
  rule: string
  because: string
  covers(gain: Gain, deed: Deed, before: Holdings, after: Holdings): boolean
}

const lists = ['setList', 'follow', 'moveBox', 'chooseReaders', 'markBox', 'markItem']
const entering = ['accept', 'acceptByLink', 'approve', 'add', 'join']

const spaceOf = ({ where }: Gain, { things }: Holdings) => things.get(where)?.space ?? where
const roleOf = ({ roles }: Holdings, group: string, person: string | null) =>
  roles.get(group)?.get(person ?? '')
const has = ({ acts }: Holdings, where: string, person: string | null, act: string) =>
  acts
    .get(where)
    ?.get(person ?? '')
    ?.has(act) ?? false
const rightOf = ({ rights }: Holdings, thing: string | null | undefined, person: string) =>
  rights.get(thing ?? '')?.get(person) ?? 0
const namedOf = ({ named }: Holdings, thing: string | null | undefined, person: string) =>
  named.get(thing ?? '')?.get(person) ?? 0
const isNew = ({ where }: Gain, before: Holdings) =>
  !before.things.has(where) && !before.acts.has(where)

/** Everything else is an error: the person who acted must have had each gained right, on that thing, at that moment (I7). */
export const exceptions: Exception[] = [
  {
    rule: 'G9',
    because:
      'a person who leaves a group that a group of theirs is inside may come back at any time',
    covers: ({ who, where, what }, { act, by, group }) =>
      what === 'comeThrough' && act === 'leave' && by === who && group === where,
  },
  {
    rule: 'A2',
    because:
      'an item follows the container it lies in, is moved to or is shown in; so does a new container',
    covers: ({ who, where, what }, _deed, before, after) => {
      const thing = after.things.get(where)
      if (!thing || typeof what === 'string') return false
      const follows = thing.kind === 'item' || !before.things.has(where)
      return follows && (rightOf(before, thing.place, who) & what) !== 0
    },
  },
  {
    rule: 'A4',
    because: 'an author edits and deletes their own as long as they can view where it is',
    covers: ({ who, where, what }, _deed, before, after) => {
      const thing = after.things.get(where)
      const was = before.things.get(where)
      // a new one is written, copied, or moved from another space with its author
      const theirs = thing?.author === who && (was === undefined || was.author === who)
      const views = (rightOf(after, thing?.place, who) & 2) !== 0
      return theirs && views && (what === 8 || what === 16)
    },
  },
  {
    rule: 'A4',
    because: 'the administrator takes over what its author left behind',
    covers: ({ who, where, what }, deed, before) => {
      const thing = before.things.get(where)
      if (deed.act !== 'takeOver' || who !== deed.by || !thing) return false
      const left = roleOf(before, thing.space, thing.author) === undefined
      return (
        left && roleOf(before, thing.space, who) === 'administrator' && (what === 8 || what === 16)
      )
    },
  },
  {
    rule: 'A5, A6, A7',
    because:
      'what was given by name rests while the membership it needs is missing, and wakes with it',
    covers: ({ who, where, what }, deed, _before, after) => {
      if (typeof what === 'string' || lists.includes(deed.act)) return false
      const place = after.things.get(where)?.place
      return ((namedOf(after, where, who) | namedOf(after, place, who)) & what) !== 0
    },
  },
  {
    rule: 'M2',
    because: 'an administrator does everything in the group',
    covers: (gain, deed, before, after) =>
      roleOf(before, spaceOf(gain, after), deed.authority) === 'administrator',
  },
  {
    rule: 'M2',
    because: 'a co-administrator sets every right of tools and containers',
    covers: (gain, deed, before, after) =>
      typeof gain.what === 'number' &&
      lists.includes(deed.act) &&
      roleOf(before, spaceOf(gain, after), deed.authority) === 'co-administrator',
  },
  {
    rule: 'A7',
    because: 'a private space is its owner’s',
    covers: ({ who, where }, _deed, _before, after) => after.things.get(where)?.owner === who,
  },
  {
    rule: 'M3, M4, O4',
    because: 'who governs adds plain members, without having what they get',
    covers: (gain, deed, before, after) => {
      const group = spaceOf(gain, after)
      const entered = deed.group ?? group // of which a group around it follows (G9)
      return (
        entering.includes(deed.act) &&
        gain.who === deed.person &&
        has(before, group, deed.authority, 'govern') &&
        roleOf(after, entered, gain.who) === 'member'
      )
    },
  },
  {
    rule: 'M1, M3',
    because: 'who governs may change the administrator',
    covers: (gain, deed, before, after) =>
      deed.act === 'handOver' &&
      gain.who === deed.person &&
      deed.group === spaceOf(gain, after) &&
      has(before, deed.group, deed.authority, 'handOver'),
  },
  {
    rule: 'J3, G9',
    because:
      'an open group takes in whoever it is listed for, as a member; and so do the groups around it',
    covers: (gain, deed, before, after) =>
      deed.act === 'join' &&
      gain.who === deed.by &&
      has(before, deed.group!, deed.by, 'join') &&
      roleOf(after, deed.group!, deed.by) === 'member',
  },
  {
    rule: 'J3, J4',
    because: 'an outsider is offered to come, a member to go',
    covers: ({ what }) => what === 'join' || what === 'askToJoin' || what === 'leave',
  },
  {
    rule: 'M8',
    because: 'a successor whom the administrator named takes the seat',
    covers: (gain, deed, _before, after) =>
      deed.act === 'succeed' && gain.who === deed.by && deed.group === spaceOf(gain, after),
  },
  {
    rule: 'G6',
    because: 'an archived group can be brought back, and gives again what it gave',
    covers: (gain, deed, before, after) =>
      deed.group === spaceOf(gain, after) &&
      (deed.act === 'unarchive'
        ? has(before, deed.group, deed.by, 'unarchive')
        : deed.act === 'archive' &&
          gain.what === 'unarchive' &&
          has(before, deed.group, gain.who, 'archive')),
  },
  {
    rule: 'O5, G2, M4',
    because: 'policies of the organization open or close what administrators and colleagues may',
    covers: ({ what }, deed, before) =>
      deed.act === 'policies' &&
      has(before, 'organization', deed.by, 'administer') &&
      ['rename', 'add', 'createGroups', 'seeDirectory'].includes(String(what)),
  },
  {
    rule: 'O9',
    because: 'an account that is started again has what it had',
    covers: ({ who }, deed, before) =>
      deed.act === 'reactivate' &&
      who === deed.person &&
      has(before, 'organization', deed.by, 'administer'),
  },
  {
    rule: 'G1, M3, G4',
    because: 'who founds a group administers it; who governs, and whom it is listed for, find it',
    covers: (gain, deed, before, after) => {
      const group = spaceOf(gain, after)
      if (deed.act !== 'found' || before.acts.has(group)) return false
      const found = gain.what === 'see' || gain.what === 'seeMembers'
      return gain.who === deed.by || has(after, 'organization', gain.who, 'govern') || found
    },
  },
  {
    rule: 'G10',
    because: 'a guest who lets an internal in keeps nothing internal from them',
    covers: (gain, deed, before, after) =>
      entering.includes(deed.act) &&
      after.things.get(gain.where)?.internal === true &&
      roleOf(before, spaceOf(gain, after), deed.authority) !== undefined,
  },
]

/** The gains that neither came from somebody who had them nor are allowed by a rule. */
export function beyond(all: Gain[], deed: Deed, before: Holdings, after: Holdings): Gain[] {
  return all.filter(
    (gain) =>
      !holds(gain, deed, before, after) &&
      !exceptions.some(({ covers }) => covers(gain, deed, before, after)),
  )
}

/** The person it rests on had the same right; for something new, on the place where it was made. */
function holds(gain: Gain, deed: Deed, before: Holdings, after: Holdings): boolean {
  if (deed.authority === null) return false
  if (typeof gain.what === 'string') return has(before, gain.where, deed.authority, gain.what)
  const where = isNew(gain, before) ? after.things.get(gain.where)!.place : gain.where
  return (rightOf(before, where, deed.authority) & gain.what) !== 0
}
