import { MANAGE, VIEW, type Grant, type Model, type Verdict } from './model.ts'

/** The acts on cases as cases: with whom they are shared, and whose they are (SPEC R2, R4). */

/** Only somebody who sees a case hears that they may not do this with it (A10). */
function judge(model: Model, space: string, person: string, may: boolean): Verdict {
  if (!(model.rules(space, person) & VIEW)) return 'hidden'
  return may ? 'done' : 'forbidden'
}

/** A colleague or a group that the asker may know of; guests and the owner are shared with by nobody. */
function mayName(
  model: Model,
  who: string,
  owner: string,
  { kind, to }: Omit<Grant, 'bits'>,
): Verdict {
  if (kind === 'group') return model.sees(to, who) ? 'done' : 'hidden'
  if (!model.mayMeet(who, to)) return 'hidden'
  return model.guests.has(to) || to === owner ? 'not-now' : 'done'
}

export function share(model: Model, who: string, space: string, shares: Grant[]): Verdict {
  const verdict = judge(model, space, who, (model.rules(space, who) & MANAGE) !== 0)
  if (verdict !== 'done') return verdict
  const file = model.cases.get(space)!
  for (const each of shares) {
    if (file.shares.some(({ to }) => to === each.to)) continue
    const named = mayName(model, who, file.owner, each)
    if (named !== 'done') return named
  }
  for (const { to } of shares) file.left.delete(to)
  file.shares = shares
  return 'done'
}

export function leave(model: Model, who: string, space: string): Verdict {
  const file = model.cases.get(space)!
  const verdict = judge(model, space, who, file.owner !== who)
  if (verdict !== 'done') return verdict
  file.shares = file.shares.filter(({ to }) => to !== who)
  file.left.add(who)
  return 'done'
}

export function offer(model: Model, who: string, space: string, to: string): Verdict {
  const file = model.cases.get(space)!
  const verdict = judge(model, space, who, file.owner === who)
  if (verdict !== 'done') return verdict
  if (file.offered !== null) return 'not-now'
  const named = mayName(model, who, file.owner, { kind: 'person', to })
  if (named === 'done') file.offered = to
  return named
}

export function withdraw(model: Model, who: string, space: string): Verdict {
  const file = model.cases.get(space)!
  const verdict = judge(model, space, who, file.owner === who)
  if (verdict !== 'done') return verdict
  if (file.offered === null) return 'not-now'
  file.offered = null
  return 'done'
}

/** The person who accepts has everything, and the former owner nothing, not even through a group. */
export function answer(model: Model, who: string, space: string, accepts: boolean): Verdict {
  const file = model.cases.get(space)!
  if (file.offered !== who) return judge(model, space, who, false)
  file.offered = null
  if (!accepts) return 'done'
  file.left.add(file.owner)
  file.left.delete(who)
  file.shares = file.shares.filter(({ to }) => to !== who)
  file.owner = who
  return 'done'
}
