import type { Invitation, Model, Role, Verdict } from './model.ts'

/** Joining, leaving, removing, giving roles and handing over (J4, J6, M1 to M4, G6, G9), on the model of the rules. */

/** Acts for the administrator only, in a group that is neither archived nor deleted. */
function ruling(model: Model, person: string, group: string, archivedToo = false): Verdict {
  if (!model.sees(group, person)) return 'hidden'
  const { archived } = model.groups.get(group)!
  return model.administers(group, person) && (archivedToo || !archived) ? 'done' : 'forbidden'
}

/** Acts also for people who govern the group (M3). */
function governing(model: Model, person: string, group: string, archivedToo = false): Verdict {
  if (!model.governors.has(person)) return ruling(model, person, group, archivedToo)
  return archivedToo || !model.groups.get(group)!.archived ? 'done' : 'forbidden'
}

export function add(model: Model, by: string, group: string, person: string, role: Role): Verdict {
  const verdict = governing(model, by, group)
  if (verdict !== 'done') return verdict
  if (model.guests.has(person)) return 'not-now'
  if (role !== 'member' && !model.administers(group, by)) return 'not-now'
  if (model.givenRole(group, person) !== undefined) return 'done'
  if (model.asksFirst.has(person) && person !== by) return 'done' // invited instead
  if (model.groups.get(group)!.keptOut.has(person) && !model.administers(group, by))
    return 'not-now'
  enters(model, group, person, role, by)
  return 'done'
}

/**
 * Adds somebody from a day on. Played where nobody is asked and no group is around: what is asked ahead has tests of its own
 * (server/foundation/membership/starting.test.ts).
 */
export function addFrom(
  model: Model,
  by: string,
  group: string,
  person: string,
  role: Role,
  day: number,
): Verdict {
  const verdict = add(model, by, group, person, role)
  if (verdict === 'done') model.groups.get(group)!.starts.set(person, day)
  return verdict
}

/** The groups and people for `addFrom`. */
export function whoMayBegin(model: Model, people: string[]): [group: string, person: string][] {
  const all = [...model.groups.keys()].flatMap((group) =>
    people.map((person): [string, string] => [group, person]),
  )
  return all.filter(([group, person]) => mayBegin(model, group, person))
}

function mayBegin(model: Model, group: string, person: string): boolean {
  if (model.givenRole(group, person) !== undefined) return false
  const { inner, requests, keptOut } = model.groups.get(group)!
  const isAround = inner.size > 0 || around(model, group).length > 1
  const isAsked = model.asksFirst.has(person) || requests.has(person) || keptOut.has(person)
  const invitations = [...model.invitations.values()]
  const isInvited = invitations.some((each) => each.group === group && each.to === person)
  return !isAround && !isAsked && !isInvited && !model.governors.has(person)
}

/** People who govern come into a private group through its administrator, not through governance (M3). */
function mustWait(model: Model, group: string, person: string, by: string): boolean {
  const { listed } = model.groups.get(group)!
  return model.governors.has(person) && !listed && isByGovernance(model, group, by)
}

function isByGovernance(model: Model, group: string, by: string): boolean {
  if (model.administers(group, by)) return false
  return model.governors.has(by) || model.groups.get(group)!.byGovernance.has(by)
}

/** The administrator is asked, and only they can answer; by an id that the test learns afterwards. */
function asks(model: Model, group: string, person: string): void {
  const { requests } = model.groups.get(group)!
  if (!requests.has(person) || requests.get(person)!.met)
    requests.set(person, { id: '', met: false })
}

/** Without the dates of a membership that is over. */
function enters(
  model: Model,
  group: string,
  person: string,
  role: Role,
  by: string,
  actor = by,
): void {
  if (mustWait(model, group, person, by)) return asks(model, group, person)
  const it = model.groups.get(group)!
  const governed = isByGovernance(model, group, by)
  const comes = () => {
    it.keptOut.delete(person)
    if (it.direct.has(person) && it.successor === person) it.successor = null
    it.direct.set(person, role)
    it.since.set(person, model.now())
    it.until.delete(person)
    it.roleUntil.delete(person)
    it.roleStarts.delete(person)
    it.starts.delete(person)
  }
  refreshed(model, group, [person], comes, actor)
  if (governed) it.byGovernance.add(person)
}

/** `alone`: they leave by every way, and no group inside brings them back (G9). */
function goes(
  model: Model,
  group: string,
  person: string,
  alone = false,
  besides?: () => void,
): void {
  refreshed(model, group, [person], () => {
    besides?.()
    const it = model.groups.get(group)!
    if (alone && [...it.inner.keys()].some((each) => model.hasCome(each, person)))
      it.consent.set(person, 'no')
    for (const each of [it.direct, it.until, it.roleUntil, it.roleStarts, it.starts, it.since])
      each.delete(person)
    it.byGovernance.delete(person)
    if (it.successor === person) it.successor = null
  })
}

/** The group and all around it, each after those that it holds. */
function around(model: Model, group: string, distance = 0, found = new Map<string, number>()) {
  found.set(group, Math.max(distance, found.get(group) ?? 0))
  for (const [outer, { inner }] of model.groups)
    if (inner.has(group)) around(model, outer, distance + 1, found)
  return [...found].toSorted((one, other) => one[1] - other[1]).map(([each]) => each)
}

/**
 * People who become members of an outer group only through this are asked first, where they want that (G9, M4); people who
 * govern a private one stay outside until its administrator agrees (M3).
 */
function refreshed(
  model: Model,
  group: string,
  people: string[],
  act: () => void,
  by?: string,
): void {
  const groups = around(model, group)
  const before = groups.map((each) => new Set(people.filter((who) => model.isMember(each, who))))
  act()
  for (const [at, each] of groups.entries())
    for (const person of people) {
      const was = before[at]!.has(person)
      if (!was) stops(model, each, person, by)
      settle(model, each, person, was)
    }
}

function stops(model: Model, group: string, person: string, by: string | undefined): void {
  const { listed, stopped, inner, direct: roles } = model.groups.get(group)!
  const through = [...inner.keys()].some((each) => model.isMember(each, person))
  if (listed || !through || !model.governors.has(person) || roles.has(person)) return
  if (stopped.has(person) || (by !== undefined && model.administers(group, by))) return
  stopped.add(person)
  asks(model, group, person)
}

function settle(model: Model, group: string, person: string, was: boolean): void {
  const it = model.groups.get(group)!
  const through = [...it.inner.keys()].some((each) => model.isMember(each, person))
  const forgets = it.consent.get(person) !== 'no' && !through
  if (model.directRole(group, person) || forgets) {
    it.consent.delete(person)
    it.said.delete(person)
  } else if (
    through &&
    !was &&
    model.asksFirst.has(person) &&
    !it.consent.has(person) &&
    model.comesThrough(group, person)
  )
    it.consent.set(person, 'asked')
  if (was && it.successor === person && !model.hasCome(group, person)) it.successor = null
}

function comingThrough(model: Model, person: string, group: string): Verdict {
  if (!model.sees(group, person)) return 'hidden'
  const free = !model.isMember(group, person) && !model.groups.get(group)!.archived
  return free && model.isAwaited(group, person) ? 'done' : 'forbidden'
}

/** A person who was asked, or declined, can still become a member through their group (G9). */
export function comeThrough(model: Model, person: string, group: string): Verdict {
  const verdict = comingThrough(model, person, group)
  if (verdict !== 'done') return verdict
  refreshed(
    model,
    group,
    [person],
    () => {
      const { consent, said } = model.groups.get(group)!
      consent.set(person, 'yes')
      said.set(person, model.now())
    },
    person,
  )
  return 'done'
}

export function declineNesting(model: Model, person: string, group: string): Verdict {
  const verdict = comingThrough(model, person, group)
  if (verdict !== 'done') return verdict
  const { consent } = model.groups.get(group)!
  if (consent.get(person) === 'no') return 'hidden'
  consent.set(person, 'no')
  return 'done'
}

export function askFirst(model: Model, person: string, first: boolean): Verdict {
  if (first) model.asksFirst.add(person)
  else model.asksFirst.delete(person)
  return 'done'
}

/** Only a direct membership can be ended or changed; the administrator's seat only passes on. */
function direct(model: Model, group: string, person: string): Verdict {
  const role = model.givenRole(group, person)
  if (role) return role === 'administrator' ? 'not-now' : 'done'
  return model.isMember(group, person) ? 'not-now' : 'hidden'
}

export function remove(model: Model, by: string, group: string, person: string): Verdict {
  const verdict = governing(model, by, group, true)
  if (verdict !== 'done') return verdict
  const possible = direct(model, group, person)
  if (possible === 'done') goes(model, group, person)
  return possible
}

export function giveRole(
  model: Model,
  by: string,
  group: string,
  person: string,
  role: Role,
): Verdict {
  const verdict = ruling(model, by, group)
  if (verdict !== 'done') return verdict
  const possible = direct(model, group, person)
  const same = model.givenRole(group, person) === role && !model.hasRoleAhead(group, person)
  if (possible !== 'done' || same) return possible
  const { direct: roles, roleUntil, roleStarts, byGovernance } = model.groups.get(group)!
  byGovernance.delete(person)
  const changes = () => {
    roles.set(person, role)
    roleUntil.delete(person)
    roleStarts.delete(person)
  }
  refreshed(model, group, [person], changes, by)
  return possible
}

/** The end of a membership, or a date of the role in it; never of the administrator's seat (M9). */
export function setDate(
  model: Model,
  by: string,
  group: string,
  person: string,
  what: 'until' | 'roleUntil' | 'roleStarts',
  day: number,
): Verdict {
  const verdict = ruling(model, by, group)
  if (verdict !== 'done') return verdict
  const role = model.givenRole(group, person)
  if (role === undefined) return 'hidden'
  if (role === 'administrator' || (what !== 'until' && role === 'member')) return 'not-now'
  if (!lasts(model, group, person, what, day)) return 'not-now'
  refreshed(model, group, [person], () => model.groups.get(group)![what].set(person, day))
  return 'done'
}

/** A role begins before it ends, and before its membership does. */
function lasts(model: Model, group: string, person: string, what: string, day: number): boolean {
  const { until, roleUntil, roleStarts } = model.groups.get(group)!
  if (what === 'roleStarts')
    return [until, roleUntil].every((ends) => (ends.get(person) ?? Infinity) > day)
  return !model.hasRoleAhead(group, person) || roleStarts.get(person)! < day
}

export function nameSuccessor(model: Model, by: string, group: string, person: string): Verdict {
  const verdict = ruling(model, by, group)
  if (verdict !== 'done') return verdict
  if (!model.isMember(group, person)) return 'hidden'
  if (model.guests.has(person) || model.administers(group, person)) return 'not-now'
  model.groups.get(group)!.successor = person
  return 'done'
}

/** Once the administrator's account has stopped, the successor takes the seat; nobody else does (M8). */
export function succeed(model: Model, person: string, group: string): Verdict {
  const { successor, direct: roles } = model.groups.get(group)!
  if (successor !== person || !model.isMember(group, person)) return 'hidden'
  const [before] = [...roles].find(([, role]) => role === 'administrator')!
  takesSeat(model, group, before, person)
  return 'done'
}

function takesSeat(model: Model, group: string, from: string, to: string): void {
  const it = model.groups.get(group)!
  refreshed(model, group, [from, to], () => {
    it.direct.set(from, 'member').set(to, 'administrator')
    it.until.delete(to)
    it.roleUntil.delete(to)
    it.roleStarts.delete(to)
    it.successor = null
  })
}

/** Leaving withdraws the rights on my private data that only this group justified (J4). */
export function leave(model: Model, person: string, group: string): Verdict {
  if (!model.sees(group, person)) return 'hidden'
  if (!model.isMember(group, person) || model.administers(group, person)) return 'forbidden'
  const space = [...model.owners].find(([, owner]) => owner === person)?.[0]
  const lists = [
    ...[...model.boxes.values()].filter((box) => box.space === space && box.list),
    ...[...model.items].filter(([id]) => model.spaceOf(id) === space).map(([, item]) => item),
  ]
  const grantsOf = (thing: (typeof lists)[number]) => ('list' in thing ? thing.list! : thing.grants)
  const reached = (to: string) =>
    model.groups.has(to) ? model.isMember(to, person) : model.shareGroup(person, to)
  const before = new Set(lists.flatMap(grantsOf).filter(({ to }) => reached(to)))
  goes(model, group, person, true)
  for (const thing of lists) {
    const staying = grantsOf(thing).filter((grant) => !before.has(grant) || reached(grant.to))
    if ('list' in thing) thing.list = staying
    else thing.grants = staying
  }
  return 'done'
}

export function handOver(model: Model, by: string, group: string, to: string): Verdict {
  if (model.governors.has(by) && !model.administers(group, by)) return 'not-now' // its administrator acts
  const verdict = ruling(model, by, group, true)
  if (verdict !== 'done') return verdict
  if (!model.isMember(group, to)) return 'hidden'
  if (model.guests.has(to) || to === by) return 'not-now'
  takesSeat(model, group, by, to)
  return 'done'
}

export function archive(model: Model, by: string, group: string, archived: boolean): Verdict {
  if (!model.sees(group, by)) return 'hidden'
  const it = model.groups.get(group)!
  const may = model.administers(group, by) || model.governors.has(by)
  if (!may || it.archived === archived) return 'forbidden'
  it.archived = archived
  return 'done'
}

/** The person who nests groups must administer both; no cycles (G9, X51). */
export function nest(model: Model, by: string, outer: string, inner: string, role: Role): Verdict {
  const verdict = ruling(model, by, outer)
  if (verdict !== 'done') return verdict
  if (!model.sees(inner, by)) return 'hidden'
  if (!model.administers(inner, by)) return 'forbidden'
  const holds = (group: string): boolean =>
    group === outer || [...model.groups.get(group)!.inner.keys()].some(holds)
  const { inner: inside, since } = model.groups.get(outer)!
  if (model.groups.get(inner)!.archived || inside.has(inner) || holds(inner)) return 'not-now'
  const goesInside = () => {
    inside.set(inner, role)
    since.set(inner, model.now())
  }
  refreshed(model, outer, comersOf(model, inner), goesInside, by)
  return 'done'
}

export function unnest(model: Model, by: string, outer: string, inner: string): Verdict {
  const verdict = ruling(model, by, outer)
  if (verdict !== 'done') return verdict
  const { inner: inside } = model.groups.get(outer)!
  if (!inside.has(inner)) return 'hidden'
  refreshed(model, outer, comersOf(model, inner), () => void inside.delete(inner))
  return 'done'
}

function comersOf(model: Model, group: string): string[] {
  const people = new Set(
    [...model.groups.values()].flatMap(({ direct: roles }) => [...roles.keys()]),
  )
  return [...people].filter((person) => model.hasCome(group, person))
}

/** From now on newcomers see only items made since they joined; or everything again (G11). */
export function setHorizon(model: Model, by: string, group: string, closed: boolean): Verdict {
  const verdict = ruling(model, by, group)
  if (verdict !== 'done') return verdict
  const it = model.groups.get(group)!
  it.horizon = closed ? (it.horizon ?? model.now().act) : null
  return 'done'
}

/** In these groups the administrator and their helpers may invite and approve (G3, M2). */
function helping(model: Model, person: string, group: string): Verdict {
  if (!model.sees(group, person)) return 'hidden'
  if (model.groups.get(group)!.archived) return 'forbidden'
  return model.roles(group, person).some((role) => role !== 'member') ? 'done' : 'forbidden'
}

export function askToJoin(model: Model, person: string, group: string): Verdict {
  if (!model.sees(group, person)) return 'hidden'
  const { archived, listed, requests, keptOut } = model.groups.get(group)!
  if (keptOut.has(person)) return 'forbidden'
  if (archived || model.isMember(group, person)) return 'forbidden'
  if (!listed || model.guests.has(person)) return 'forbidden'
  return requests.has(person) ? 'not-now' : 'done'
}

export function withdrawRequest(model: Model, person: string, group: string): Verdict {
  if (!model.sees(group, person)) return 'hidden'
  return model.groups.get(group)!.requests.delete(person) ? 'done' : 'not-now'
}

/** A request is answered once (J3). */
export function answerRequest(
  model: Model,
  by: string,
  group: string,
  person: string,
  approved: boolean,
): Verdict {
  const helps = helping(model, by, group)
  const verdict = helps === 'done' ? helps : governing(model, by, group)
  if (verdict !== 'done') return helps
  const { requests, listed } = model.groups.get(group)!
  if (model.governors.has(person) && !listed && !model.administers(group, by)) return 'hidden'
  if (!requests.delete(person)) return 'hidden'
  if (approved) enters(model, group, person, 'member', by)
  return 'done'
}

/** Only the administrator invites helpers; the answer names people who cannot be invited (M4). */
export function mayInvite(model: Model, by: string, group: string, role: Role): Verdict {
  const verdict = helping(model, by, group)
  if (verdict !== 'done') return verdict
  return role === 'member' || model.administers(group, by) ? 'done' : 'forbidden'
}

/** An invitation gives only what its inviter could give now (M5, I7). */
function gives(model: Model, id: string): Role | undefined {
  const { group, by, to, role } = model.invitations.get(id)!
  if (model.groups.get(group)!.keptOut.has(to) && !model.administers(group, by)) return undefined
  if (helping(model, by, group) !== 'done') return undefined
  return model.administers(group, by) ? role : 'member'
}

/** A person who is not a member and has no valid invitation from somebody else. */
export function isInvited(model: Model, group: string, to: string): 'anew' | 'already' | 'member' {
  if (model.isMember(group, to)) return 'member'
  const waits = [...model.invitations].some(
    ([id, each]) => each.group === group && each.to === to && gives(model, id) !== undefined,
  )
  return waits ? 'already' : 'anew'
}

/** The one that is dead makes room. */
export function invited(model: Model, id: string, one: Invitation): void {
  for (const [old, { group, to }] of [...model.invitations])
    if (group === one.group && to === one.to) model.invitations.delete(old)
  model.invitations.set(id, one)
}

export function answerInvitation(
  model: Model,
  person: string,
  id: string,
  accepted: boolean,
): Verdict {
  const { group, by, to } = model.invitations.get(id)!
  const role = gives(model, id)
  if (to !== person || !role) return 'hidden'
  model.invitations.delete(id)
  if (accepted && model.directRole(group, person) === undefined)
    enters(model, group, person, role, by, person)
  return 'done'
}

export function withdrawInvitation(model: Model, by: string, group: string, id: string): Verdict {
  const verdict = helping(model, by, group)
  if (verdict !== 'done') return verdict
  if (model.invitations.get(id)!.group !== group) return 'hidden'
  model.invitations.delete(id)
  return 'done'
}

/** Removes a present or former member, who cannot come back (J7). */
export function keepOut(model: Model, by: string, group: string, person: string): Verdict {
  const verdict = governing(model, by, group, true)
  if (verdict !== 'done') return verdict
  if (model.administers(group, person) || person === by) return 'not-now'
  const { keptOut, requests } = model.groups.get(group)!
  requests.delete(person)
  for (const [id, each] of [...model.invitations])
    if (each.group === group && each.to === person && !model.administers(group, each.by))
      model.invitations.delete(id)
  goes(model, group, person, false, () => keptOut.add(person))
  return 'done'
}

export function letBack(model: Model, by: string, group: string, person: string): Verdict {
  const verdict = governing(model, by, group, true)
  if (verdict !== 'done') return verdict
  const it = model.groups.get(group)!
  if (!it.keptOut.has(person)) return 'hidden'
  refreshed(model, group, [person], () => void it.keptOut.delete(person), by)
  return 'done'
}

/** A person who has joined in another way no longer waits. */
export function meet(model: Model): void {
  for (const [group, { requests }] of model.groups)
    for (const [person, request] of requests) request.met ||= model.isMember(group, person)
}

export function aDayPasses(model: Model): Verdict {
  model.today += 1
  for (const { starts, since } of model.groups.values())
    for (const [person, day] of starts) if (day === model.today) since.set(person, model.now())
  return 'done'
}

/** Changes nobody's rights; only ends the succession of a person whose membership ended (M8). */
export function sweep(model: Model): Verdict {
  for (const [group, { until, roleUntil, roleStarts, starts, direct: roles }] of model.groups) {
    for (const [person, day] of [...starts]) if (day <= model.today) starts.delete(person)
    for (const [person, day] of [...roleStarts]) if (day <= model.today) roleStarts.delete(person)
    for (const [person, day] of [...until]) if (day <= model.today) goes(model, group, person)
    for (const [person, day] of [...roleUntil])
      if (day <= model.today) {
        refreshed(model, group, [person], () => {
          roles.set(person, 'member')
          roleUntil.delete(person)
        })
      }
  }
  return 'done'
}
