import type { Model, Role, Verdict } from './model.ts'

/** Who may let whom in and out, give roles and hand over (J4, J6, M1 to M4, G6, G9), on the model of the rules. */

/** What only the administrator does, in a group that lives. */
function ruling(model: Model, person: string, group: string, archivedToo = false): Verdict {
  if (!model.isMember(group, person)) return 'hidden'
  const { archived } = model.groups.get(group)!
  return model.administers(group, person) && (archivedToo || !archived) ? 'done' : 'forbidden'
}

export function add(model: Model, by: string, group: string, person: string, role: Role): Verdict {
  const verdict = ruling(model, by, group)
  if (verdict !== 'done') return verdict
  if (model.guests.has(person)) return 'not-now'
  if (model.directRole(group, person) === undefined) enters(model, group, person, role)
  return 'done'
}

/** Without the dates of a membership that is over. */
function enters(model: Model, group: string, person: string, role: Role): void {
  const it = model.groups.get(group)!
  if (it.direct.has(person) && it.successor === person) it.successor = null
  it.direct.set(person, role)
  it.until.delete(person)
  it.roleUntil.delete(person)
}

function goes(model: Model, group: string, person: string): void {
  const it = model.groups.get(group)!
  for (const each of [it.direct, it.until, it.roleUntil]) each.delete(person)
  if (it.successor === person) it.successor = null
}

/** Only a direct membership can be ended or changed; the administrator's seat only passes on. */
function direct(model: Model, group: string, person: string): Verdict {
  const role = model.directRole(group, person)
  if (role) return role === 'administrator' ? 'not-now' : 'done'
  return model.isMember(group, person) ? 'not-now' : 'hidden'
}

export function remove(model: Model, by: string, group: string, person: string): Verdict {
  const verdict = ruling(model, by, group, true)
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
  if (possible !== 'done' || model.directRole(group, person) === role) return possible
  const { direct: roles, roleUntil } = model.groups.get(group)!
  roles.set(person, role)
  roleUntil.delete(person)
  return possible
}

/** The end of a membership, or of the role in it; never of the administrator's seat (M9). */
export function setEnd(
  model: Model,
  by: string,
  group: string,
  person: string,
  what: 'until' | 'roleUntil',
  day: number,
): Verdict {
  const verdict = ruling(model, by, group)
  if (verdict !== 'done') return verdict
  const role = model.directRole(group, person)
  if (role === undefined) return 'hidden'
  if (role === 'administrator' || (what === 'roleUntil' && role === 'member')) return 'not-now'
  model.groups.get(group)![what].set(person, day)
  return 'done'
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
  it.direct.set(from, 'member').set(to, 'administrator')
  it.until.delete(to)
  it.roleUntil.delete(to)
  it.successor = null
}

/** Leaving withdraws what on my private data only this group justified (J4). */
export function leave(model: Model, person: string, group: string): Verdict {
  if (!model.isMember(group, person)) return 'hidden'
  const mine = model.directRole(group, person)
  if (!mine || mine === 'administrator') return 'forbidden'
  const space = [...model.owners].find(([, owner]) => owner === person)?.[0]
  const lists = [
    ...[...model.boxes.values()].filter((box) => box.space === space && box.list),
    ...[...model.items].filter(([id]) => model.spaceOf(id) === space).map(([, item]) => item),
  ]
  const grantsOf = (thing: (typeof lists)[number]) => ('list' in thing ? thing.list! : thing.grants)
  const reached = (to: string) =>
    model.groups.has(to) ? model.isMember(to, person) : model.shareGroup(person, to)
  const before = new Set(lists.flatMap(grantsOf).filter(({ to }) => reached(to)))
  goes(model, group, person)
  for (const thing of lists) {
    const staying = grantsOf(thing).filter((grant) => !before.has(grant) || reached(grant.to))
    if ('list' in thing) thing.list = staying
    else thing.grants = staying
  }
  return 'done'
}

export function handOver(model: Model, by: string, group: string, to: string): Verdict {
  const verdict = ruling(model, by, group, true)
  if (verdict !== 'done') return verdict
  if (!model.isMember(group, to)) return 'hidden'
  if (model.guests.has(to) || to === by) return 'not-now'
  takesSeat(model, group, by, to)
  return 'done'
}

export function archive(model: Model, by: string, group: string, archived: boolean): Verdict {
  if (!model.isMember(group, by)) return 'hidden'
  const it = model.groups.get(group)!
  if (!model.administers(group, by) || it.archived === archived) return 'forbidden'
  it.archived = archived
  return 'done'
}

/** Who nests administers both; no circles (G9, X51). */
export function nest(model: Model, by: string, outer: string, inner: string, role: Role): Verdict {
  const verdict = ruling(model, by, outer)
  if (verdict !== 'done') return verdict
  if (!model.isMember(inner, by)) return 'hidden'
  if (!model.administers(inner, by)) return 'forbidden'
  const holds = (group: string): boolean =>
    group === outer || [...model.groups.get(group)!.inner.keys()].some(holds)
  const { inner: inside } = model.groups.get(outer)!
  if (model.groups.get(inner)!.archived || inside.has(inner) || holds(inner)) return 'not-now'
  inside.set(inner, role)
  return 'done'
}

export function unnest(model: Model, by: string, outer: string, inner: string): Verdict {
  const verdict = ruling(model, by, outer)
  if (verdict !== 'done') return verdict
  return model.groups.get(outer)!.inner.delete(inner) ? 'done' : 'hidden'
}

export function aDayPasses(model: Model): Verdict {
  model.today += 1
  return 'done'
}

/** Changes nothing that anybody may; only who follows the administrator is forgotten with their membership (M8). */
export function sweep(model: Model): Verdict {
  for (const [group, { until, roleUntil, direct: roles }] of model.groups) {
    for (const [person, day] of [...until]) if (day <= model.today) goes(model, group, person)
    for (const [person, day] of [...roleUntil])
      if (day <= model.today) {
        roles.set(person, 'member')
        roleUntil.delete(person)
      }
  }
  return 'done'
}
