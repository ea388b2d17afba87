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
  const { direct } = model.groups.get(group)!
  if (!direct.has(person)) direct.set(person, role)
  return 'done'
}

/** Only a direct membership can be ended or changed; the administrator's seat only passes on. */
function direct(model: Model, group: string, person: string): Verdict {
  const role = model.groups.get(group)!.direct.get(person)
  if (role) return role === 'administrator' ? 'not-now' : 'done'
  return model.isMember(group, person) ? 'not-now' : 'hidden'
}

export function remove(model: Model, by: string, group: string, person: string): Verdict {
  const verdict = ruling(model, by, group, true)
  if (verdict !== 'done') return verdict
  const possible = direct(model, group, person)
  if (possible === 'done') model.groups.get(group)!.direct.delete(person)
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
  if (possible === 'done') model.groups.get(group)!.direct.set(person, role)
  return possible
}

/** Leaving withdraws what on my private data only this group justified (J4). */
export function leave(model: Model, person: string, group: string): Verdict {
  if (!model.isMember(group, person)) return 'hidden'
  const mine = model.groups.get(group)!.direct.get(person)
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
  model.groups.get(group)!.direct.delete(person)
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
  model.groups.get(group)!.direct.set(by, 'member').set(to, 'administrator')
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
