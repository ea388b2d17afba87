import assert from 'node:assert/strict'
import type { Answer, Client } from '../world/people.ts'
import * as cases from './model-cases.ts'
import * as belong from './model-groups.ts'
import {
  ADD,
  BUSY,
  DELETE,
  EDIT,
  MANAGE,
  VIEW,
  type Grant,
  type Item,
  type Model,
  type Role,
  type Verdict,
} from './model.ts'

/** The people and their browsers. */
export type People = Map<string, Client>

/** Chooses from the existing things, by numbers that the property test draws. */
export interface Choice {
  one<T>(of: Iterable<T>): T
  person(): string
  /** The person who acts: mostly somebody who may, often anybody. */
  actor(able: (person: string) => boolean): string
  some<T>(of: Iterable<T>, most: number): T[]
}

/** An act that somebody tries: the model's prediction, and the request. */
export interface Attempt {
  said: string
  /** The space in which its effect is visible. */
  where: string
  verdict: Verdict
  send(): Promise<Answer<{ id: string }>>
  /** Tells the model the id of a made thing from the answer. */
  made?(id: string, status?: string): void
}

type Answered = Promise<Answer<{ id: string }>>

/** Time and accounts, controlled by the test. */
export interface Clock {
  /** The date that has passed from that day on. */
  day(day: number): string
  putForward(days: number): Answered
  /** The periodic clean-up of ended memberships. */
  sweep(): Answered
  /** A membership that begins later counts as begun on its day, in the time in which everything grows older. */
  countFromStart(group: string, person: string, today: number): Promise<void>
  /** Acts while somebody's account has stopped and successors have been asked. */
  whileStopped(person: string, act: () => Answered): Answered
}

/** Set before anything is played. */
export let clock: Clock
export const setClock = (turned: Clock): void => void (clock = turned)

type Act = (model: Model, people: People, choose: Choice) => Attempt | undefined

const roles: Role[] = ['member', 'member', 'moderator', 'co-administrator']
const levels = { drop: 4, reader: 3, contributor: 7, editor: 15, curator: 23, full: 63 }
const raw = { view: VIEW, add: ADD, edit: EDIT, delete: DELETE, manage: MANAGE }

type Principal = Omit<Grant, 'bits'>
const sent = ({ kind, to }: Principal) => ({ kind, id: to })

/** Mostly people who can be named there; sometimes anybody. */
function principals(model: Model, people: People, choose: Choice, space: string): Principal[] {
  const all: Principal[] = [
    ...[...people.keys()].map((to) => ({ kind: 'person' as const, to })),
    ...[...model.groups.keys()].map((to) => ({ kind: 'group' as const, to })),
  ]
  const possible = all.filter((each) => model.allPossible(space, [each], []))
  const chosen = choose.some(choose.one([possible, possible, possible, all]), 3)
  return chosen.filter(({ to }, at) => chosen.findIndex((each) => each.to === to) === at)
}

/** A level or some rights, by name: every right includes seeing, except adding alone. */
function level(choose: Choice): { sent: object; bits: number } {
  if (choose.one([true, true, false])) {
    const [name, bits] = choose.one(Object.entries(levels))
    return { sent: { level: name }, bits }
  }
  const some = choose.some(Object.entries(raw), 3)
  const wanted = some.length > 0 ? some : [Object.entries(raw)[0]!]
  const bits = wanted.reduce((sum, [, bit]) => sum | bit, 0)
  return {
    sent: { rights: Object.fromEntries(wanted.map(([name]) => [name, true])) },
    bits: bits === ADD ? ADD : bits | VIEW | BUSY,
  }
}

/** A right without sight, for everybody with whom the owner shares a group; sometimes one that they cannot be given. */
function sharedLevel(choose: Choice): { sent: object; bits: number } {
  const unseen = { sent: { level: 'busy' }, bits: BUSY }
  return choose.one([unseen, unseen, { sent: { level: 'drop' }, bits: ADD }, level(choose)])
}

const box = (model: Model, id: string) =>
  `/api/spaces/${model.boxes.get(id)!.space}/containers/${id}`
const item = (model: Model, id: string) => `/api/spaces/${model.spaceOf(id)}/items/${id}`

function managed(model: Model, choose: Choice): [who: string, box: string] {
  const id = choose.one(model.boxes.keys())
  return [choose.actor((each) => (model.onBox(id, each) & MANAGE) !== 0), id]
}

export const acts: Record<string, Act> = {
  makeBox(model, people, choose) {
    const parent = choose.one(model.boxes.keys())
    const who = choose.actor((each) => (model.onBox(parent, each) & MANAGE) !== 0)
    const kind = choose.one(Object.keys(model.tool.boxes).filter((each) => each !== 'root'))
    const { space } = model.boxes.get(parent)!
    if (model.boxes.size > 14) return undefined
    return {
      said: `${kind} in ${parent}`,
      where: space,
      verdict: model.mayMakeBox(who, parent, kind),
      send: () =>
        people.get(who)!.post(`/api/spaces/${space}/containers`, { parent, kind, name: 'Box' }),
      made: (id) => void model.boxes.set(id, { space, kind, parent, list: null, trashed: null }),
    }
  },
  setList(model, people, choose) {
    const [who, id] = managed(model, choose)
    const { space } = model.boxes.get(id)!
    const named = principals(model, people, choose, space).map((to) => ({ to, ...level(choose) }))
    if (choose.one([model.owners.has(space), false, false]))
      named.push({ to: { kind: 'shared-group', to: space }, ...sharedLevel(choose) })
    const grants = named.map(({ to, sent: given }) => ({ principal: sent(to), ...given }))
    const list = named.map(({ to, bits }) => ({ ...to, bits }))
    const path = `${box(model, id)}/access`
    return {
      said: `${id} ${JSON.stringify(list)}`,
      where: model.boxes.get(id)!.space,
      verdict: model.setList(who, id, list),
      send: () => people.get(who)!.put(path, { ownList: true, grants }),
    }
  },
  followParent(model, people, choose) {
    const [who, id] = managed(model, choose)
    if (model.boxes.get(id)!.parent === null) return undefined
    return {
      said: id,
      where: model.boxes.get(id)!.space,
      verdict: model.followParent(who, id),
      send: () => people.get(who)!.put(`${box(model, id)}/access`, { ownList: false, grants: [] }),
    }
  },
  moveBox(model, people, choose) {
    const [[who, id], to] = [managed(model, choose), choose.one(model.boxes.keys())]
    return {
      said: `${id} to ${to}`,
      where: model.boxes.get(id)!.space,
      verdict: model.moveBox(who, id, to),
      send: () => people.get(who)!.patch(box(model, id), { parent: to }),
    }
  },
  trashBox(model, people, choose) {
    const [who, id] = managed(model, choose)
    return {
      said: id,
      where: model.boxes.get(id)!.space,
      verdict: model.trashBox(who, id),
      send: () => people.get(who)!.delete(box(model, id)),
    }
  },
  restoreBox(model, people, choose) {
    const trashed = [...model.boxes].filter(([, each]) => each.trashed !== null)
    if (trashed.length === 0) return undefined
    const [id] = choose.one(trashed)
    const who = choose.actor((each) => (model.onBox(id, each) & MANAGE) !== 0)
    return {
      said: id,
      where: model.boxes.get(id)!.space,
      verdict: model.restoreBox(who, id),
      send: () => people.get(who)!.post(`${box(model, id)}/restoring`),
    }
  },
  write(model, people, choose) {
    const { items, containers, fresh: body } = model.tool
    const kind = items.length > 1 ? choose.one(items) : items[0]!
    const holders = [...model.boxes].filter(([each]) => model.holds(each, kind))
    if (model.items.size > 14) return undefined
    const [id, { space }] = choose.one(holders)
    const who = choose.actor((each) => (model.onBox(id, each) & ADD) !== 0)
    const fresh: Item = {
      ...{ kind, box: id, author: who, takenOver: null, trashed: false, grants: [] },
      made: model.today,
    }
    return {
      said: `in ${id}`,
      where: space,
      verdict: model.judgeBox(id, who, ADD),
      send: () => people.get(who)!.post(`/api/spaces/${space}/${containers}/${id}/${kind}s`, body),
      made: (made) => void model.items.set(made, fresh),
    }
  },
  change: onItem((model, who, id) => ({
    verdict: model.judgeItem(id, who, EDIT),
    request(client) {
      const { method, body } = model.tool.change
      const { kind } = model.items.get(id)!
      return client[method](`/api/spaces/${model.spaceOf(id)}/${kind}s/${id}`, body)
    },
  })),
  trashItem: onItem((model, who, id) => ({
    verdict: model.trashItem(who, id),
    request: (client) => client.delete(item(model, id)),
  })),
  restoreItem: onItem((model, who, id) => {
    // If its place is in the trash too, it is restored elsewhere: the specification leaves open where.
    const { box: place, trashed } = model.items.get(id)!
    if (!trashed || model.boxes.get(place)!.trashed !== null) return undefined
    return {
      verdict: model.restoreItem(who, id),
      request: (client) => client.post(`${item(model, id)}/restoring`),
    }
  }),
  takeOver: onItem((model, who, id) => ({
    verdict: model.takeOver(who, id),
    request: (client) => client.post(`${item(model, id)}/taking-over`),
  })),
  move: (model, people, choose) => put(model, people, choose, true),
  copy: (model, people, choose) => put(model, people, choose, false),
  chooseEditors: (model, people, choose) => name(model, people, choose, 'editors'),
  chooseReaders: (model, people, choose) => name(model, people, choose, 'readers'),
  markBox(model, people, choose) {
    const [[who, id], internalOnly] = [managed(model, choose), choose.one([true, true, false])]
    return {
      said: `${id} ${internalOnly}`,
      where: model.boxes.get(id)!.space,
      verdict: model.markBox(who, id, internalOnly),
      send: () => people.get(who)!.put(`${box(model, id)}/internal-only`, { internalOnly }),
    }
  },
  markItem: onItem((model, who, id, choose) => {
    const internalOnly = choose.one([true, true, false])
    return {
      verdict: model.markItem(who, id, internalOnly),
      request: (client) => client.put(`${item(model, id)}/internal-only`, { internalOnly }),
    }
  }),
  validate: onItem((model, who, id) => ({
    verdict: model.validate(who, id, true),
    request: (client) => client.put(`${item(model, id)}/validation`),
  })),
  changeAgain: onItem((model, who, id) => ({
    verdict: model.validate(who, id, false),
    request: (client) => client.post(`${item(model, id)}/reopening`, { reason: 'One more point' }),
  })),
  setHorizon(model, people, choose) {
    const group = choose.one(model.groups.keys())
    const who = choose.actor((each) => model.administers(group, each))
    const closed = choose.one([true, true, false])
    const settings = { historyHorizon: closed ? 'joined' : 'all' }
    return {
      said: `${group} ${closed}`,
      where: group,
      verdict: belong.setHorizon(model, who, group, closed),
      send: () => people.get(who)!.patch(`/api/groups/${group}`, { settings }),
    }
  },
  converse(model, people, choose) {
    const who = choose.actor(() => true)
    const others = [choose.person(), ...choose.some(people.keys(), 1)]
    const all = [...new Set([who, ...others])]
    const verdict = model.mayConverse(who, others)
    const known = model.conversationOf(all)
    if (verdict === 'done' && !known && model.conversations.size > 2) return undefined
    let places: Place[] = []
    return {
      said: `${others.join(', ')}`,
      where: known ?? choose.one(model.groups.keys()),
      verdict,
      async send() {
        const answer = await people.get(who)!.post<{ id: string }>('/api/conversations', {
          people: others,
        })
        places = await placesIn(model, people.get(who)!, answer)
        return answer
      },
      made(id) {
        if (known) return assert.equal(id, known, 'the same people have one')
        model.conversations.set(id, all)
        furnishWhole(model, id, places)
      },
    }
  },
  makeCase(model, people, choose) {
    const who = choose.actor((each) => !model.guests.has(each))
    if (model.cases.size > 1) return undefined
    let places: Place[] = []
    return {
      said: '',
      where: choose.one(model.groups.keys()),
      verdict: model.guests.has(who) ? 'forbidden' : 'done',
      async send() {
        const answer = await people.get(who)!.post<{ id: string }>('/api/cases')
        places = await placesIn(model, people.get(who)!, answer)
        return answer
      },
      made(id) {
        model.cases.set(id, { owner: who, shares: [], left: new Set(), offered: null })
        furnishWhole(model, id, places)
      },
    }
  },
  shareCase: onCase((model, who, space, choose) => {
    const { owner, shares } = model.cases.get(space)!
    const person = () => ({ kind: 'person' as const, to: choose.person() })
    const group = () => ({ kind: 'group' as const, to: choose.one(model.groups.keys()) })
    const kept = choose.some(shares, 1)
    const named = [...kept, person(), group(), ...choose.some([person()], 1)]
      .filter(({ to }, at, all) => all.findIndex((each) => each.to === to) === at)
      .filter(({ to }) => to !== owner || choose.one([true, false, false]))
      .map((each) => ({ ...each, ...choose.one(caseLevels) }))
    return {
      said: JSON.stringify(named),
      verdict: cases.share(model, who, space, named),
      request: (client) =>
        client.put(`/api/cases/${space}/shares`, {
          shares: named.map(({ level: given, ...to }) => ({ principal: sent(to), level: given })),
        }),
    }
  }),
  leaveCase: onCase((model, who, space) => ({
    verdict: cases.leave(model, who, space),
    request: (client) => client.delete(`/api/cases/${space}/shares/mine`),
  })),
  offerCase: onCase((model, who, space, choose) => {
    const person = choose.person()
    return {
      said: person,
      verdict: cases.offer(model, who, space, person),
      request: (client) => client.post(`/api/cases/${space}/offer`, { person }),
    }
  }),
  withdrawCase: onCase((model, who, space) => ({
    verdict: cases.withdraw(model, who, space),
    request: (client) => client.delete(`/api/cases/${space}/offer`),
  })),
  acceptCase: onCase((model, who, space) => ({
    verdict: cases.answer(model, who, space, true),
    request: (client) => client.post(`/api/cases/${space}/offer/acceptance`),
  })),
  declineCase: onCase((model, who, space) => ({
    verdict: cases.answer(model, who, space, false),
    request: (client) => client.post(`/api/cases/${space}/offer/refusal`),
  })),
  askToJoin(model, people, choose) {
    const group = choose.one(model.groups.keys())
    const who = choose.actor((each) => belong.askToJoin(model, each, group) === 'done')
    const { requests } = model.groups.get(group)!
    if (requests.get(who)?.met || model.isPending(group, who)) return undefined
    return {
      said: group,
      where: group,
      verdict: belong.askToJoin(model, who, group),
      send: () =>
        people.get(who)!.post(`/api/groups/${group}/join-requests`, { message: 'Please' }),
      made: (id) => void requests.set(who, { id, met: false }),
    }
  },
  withdrawRequest(model, people, choose) {
    const group = choose.one(model.groups.keys())
    const { requests } = model.groups.get(group)!
    const who = choose.actor((each) => requests.has(each))
    if (requests.get(who)?.met) return undefined
    return {
      said: group,
      where: group,
      verdict: belong.withdrawRequest(model, who, group),
      send: () => people.get(who)!.delete(`/api/groups/${group}/join-requests/mine`),
    }
  },
  approve: onRequest(true),
  decline: onRequest(false),
  invite(model, people, choose) {
    const [group, to, role] = [
      choose.one(model.groups.keys()),
      choose.person(),
      choose.one(['member', 'member', 'moderator', 'co-administrator'] as const),
    ]
    if (model.isPending(group, to)) return undefined
    const who = choose.actor((each) => belong.mayInvite(model, each, group, role) === 'done')
    const status = belong.isInvited(model, group, to)
    const body = { people: [{ email: people.get(to)!.email, role }] }
    return {
      said: `${to} into ${group} as ${role}, who is ${status}`,
      where: group,
      verdict: belong.mayInvite(model, who, group, role),
      async send() {
        const sent = await people.get(who)!.post<Invited>(`/api/groups/${group}/invitations`, body)
        return { ...sent, body: sent.body.items?.[0] ?? sent.body } as Answer<{ id: string }>
      },
      made(id, said) {
        if (said === 'too-many-mails') return
        const wanted = { anew: 'invited', already: 'already-invited', member: 'already-member' }
        assert.equal(said, wanted[status], 'what became of an invitation')
        if (status === 'anew') belong.invited(model, id, { group, by: who, to, role })
      },
    }
  },
  accept: onInvitation('acceptance'),
  declineInvitation: onInvitation('declining'),
  withdrawInvitation(model, people, choose) {
    if (model.invitations.size === 0) return undefined
    const [id, { group }] = choose.one(model.invitations)
    const who = choose.actor((each) => belong.mayInvite(model, each, group, 'member') === 'done')
    return {
      said: id,
      where: group,
      verdict: belong.withdrawInvitation(model, who, group, id),
      send: () => people.get(who)!.delete(`/api/groups/${group}/invitations/${id}`),
    }
  },
  keepOut: onMember(
    (model, who, group, person) => ({
      verdict: belong.keepOut(model, who, group, person),
      request: (client) => client.put(`/api/groups/${group}/kept-out/${person}`, {}),
    }),
    true,
  ),
  letBack: onMember((model, who, group, person) => ({
    verdict: belong.letBack(model, who, group, person),
    request: (client) => client.delete(`/api/groups/${group}/kept-out/${person}`),
  })),
  add: onMember(
    (model, who, group, person, role) => ({
      verdict: belong.add(model, who, group, person, role),
      request: (client) =>
        client.post(`/api/groups/${group}/members`, {
          people: [{ person, role }],
        }),
    }),
    false,
    true,
  ),
  addFrom(model, people, choose) {
    const free = belong.whoMayBegin(model, [...people.keys()])
    if (free.length === 0) return undefined
    const [group, person] = choose.one(free)
    const who = choose.actor((each) => model.administers(group, each))
    const [role, day] = [choose.one(roles), model.today + choose.one([1, 1, 2])]
    const body = { people: [{ person, role }], starts: clock.day(day) }
    return {
      said: `${person} ${role} in ${group} from day ${day}`,
      where: group,
      verdict: belong.addFrom(model, who, group, person, role, day),
      async send() {
        const path = `/api/groups/${group}/members`
        const answer = await people.get(who)!.post<{ id: string }>(path, body)
        if (model.isPending(group, person)) await clock.countFromStart(group, person, model.today)
        return answer
      },
    }
  },
  remove: onMember(
    (model, who, group, person) => ({
      verdict: belong.remove(model, who, group, person),
      request: (client) => client.delete(`/api/groups/${group}/members/${person}`),
    }),
    false,
    true,
  ),
  giveRole: onMember((model, who, group, person, role) => ({
    verdict: belong.giveRole(model, who, group, person, role),
    request: (client) => client.patch(`/api/groups/${group}/members/${person}`, { role }),
  })),
  leave(model, people, choose) {
    const group = choose.one(model.groups.keys())
    const who = choose.actor((each) => model.isMember(group, each))
    return {
      said: group,
      where: group,
      verdict: belong.leave(model, who, group),
      send: () => people.get(who)!.post(`/api/groups/${group}/leaving`, {}),
    }
  },
  handOver: onMember((model, who, group, person, _, people) => ({
    verdict: belong.handOver(model, who, group, person),
    async request(client) {
      const seat = `/api/groups/${group}/hand-over`
      const offered = await client.post<{ id: string }>(seat, { person })
      return offered.status < 300 ? people.get(person)!.post(`${seat}/acceptance`) : offered
    },
  })),
  setDate(model, people, choose) {
    const group = choose.one(model.groups.keys())
    const who = choose.actor((each) => model.administers(group, each))
    const [person, what] = [
      choose.person(),
      choose.one(['until', 'roleUntil', 'roleStarts'] as const),
    ]
    if (model.isPending(group, person)) return undefined
    const day = model.today + choose.one([1, 1, 2])
    const path = `/api/groups/${group}/members/${person}`
    return {
      said: `${person} in ${group} ${what} day ${day}`,
      where: group,
      verdict: belong.setDate(model, who, group, person, what, day),
      send: () => people.get(who)!.patch(path, { [what]: clock.day(day) }),
    }
  },
  aDayPasses(model, _people, choose) {
    const today = model.today + 1
    if (choose.one([true, false])) return undefined
    return {
      said: `day ${today}`,
      where: choose.one(model.groups.keys()),
      verdict: belong.aDayPasses(model),
      send: () => clock.putForward(today),
    }
  },
  sweep(model, _people, choose) {
    return {
      said: '',
      where: choose.one(model.groups.keys()),
      verdict: belong.sweep(model),
      send: () => clock.sweep(),
    }
  },
  succeed(model, people, choose) {
    const named = [...model.groups].filter(([, { successor }]) => successor !== null)
    const group = named.length > 0 ? choose.one(named)[0] : choose.one(model.groups.keys())
    const who = choose.actor((each) => model.groups.get(group)!.successor === each)
    if (model.administers(group, who)) return undefined // whose account is stopped asks nothing
    const before = [...people.keys()].find((each) => model.administers(group, each))!
    return {
      said: group,
      where: group,
      verdict: belong.succeed(model, who, group),
      send: () =>
        clock.whileStopped(before, () => people.get(who)!.post(`/api/groups/${group}/succession`)),
    }
  },
  nameSuccessor: onMember((model, who, group, person) => ({
    verdict: belong.nameSuccessor(model, who, group, person),
    request: (client) => client.put(`/api/groups/${group}/successor`, { person }),
  })),
  archive: onMember((model, who, group) => ({
    verdict: belong.archive(model, who, group, true),
    request: (client) => client.post(`/api/groups/${group}/archive`),
  })),
  unarchive: onMember((model, who, group) => ({
    verdict: belong.archive(model, who, group, false),
    request: (client) => client.delete(`/api/groups/${group}/archive`),
  })),
  nest(model, people, choose) {
    const outer = choose.one(model.groups.keys())
    const who = choose.actor((each) => model.administers(outer, each))
    const [inner, role] = [choose.one(model.groups.keys()), choose.one(roles)]
    if (model.anyPending(outer) || model.anyPending(inner)) return undefined
    return {
      said: `${inner} into ${outer} as ${role}`,
      where: outer,
      verdict: belong.nest(model, who, outer, inner, role),
      send: () =>
        people.get(who)!.post(`/api/groups/${outer}/nested-groups`, { group: inner, role }),
    }
  },
  askFirst(model, people, choose) {
    const who = choose.actor(() => true)
    const first = choose.one([true, true, false])
    return {
      said: `${first}`,
      where: choose.one(model.groups.keys()),
      verdict: belong.askFirst(model, who, first),
      send: () => people.get(who)!.patch('/api/me', { alwaysAskMe: first }),
    }
  },
  comeThrough: onConsent('post', (model, who, group) => belong.comeThrough(model, who, group)),
  declineNesting: onConsent('delete', (model, who, group) =>
    belong.declineNesting(model, who, group),
  ),
  unnest(model, people, choose) {
    const outer = choose.one(model.groups.keys())
    const who = choose.actor((each) => model.administers(outer, each))
    const inner = choose.one(model.groups.keys())
    return {
      said: `${inner} out of ${outer}`,
      where: outer,
      verdict: belong.unnest(model, who, outer, inner),
      send: () => people.get(who)!.delete(`/api/groups/${outer}/nested-groups/${inner}`),
    }
  },
}

interface Place {
  id: string
  kind: string
  parent: string | null
}

/** The containers that a new space begins with. */
async function placesIn(
  { tool }: Model,
  by: Client,
  { status, body }: Answer<{ id: string }>,
): Promise<Place[]> {
  if (status >= 300) return []
  const path = `/api/spaces/${body.id}/containers?tool=${tool.name}`
  return (await by.get<{ items: Place[] }>(path)).body.items
}

function furnishWhole(model: Model, space: string, places: Place[]): void {
  for (const { id, kind, parent } of places)
    model.boxes.set(id, { space, kind, parent, list: parent ? null : [], trashed: null })
}

const caseLevels = [
  ...[{ level: 'reader', bits: 3 } as const, { level: 'approval', bits: 3 } as const],
  ...[{ level: 'contributor', bits: 7 } as const, { level: 'full', bits: 63 } as const],
]

function onCase(
  ask: (model: Model, who: string, space: string, choose: Choice) => Asked & { said?: string },
): Act {
  return (model, people, choose) => {
    if (model.cases.size === 0) return undefined
    const [space, { owner, offered }] = choose.one(model.cases)
    const who = choose.actor(
      (each) => each === owner || each === offered || (model.rules(space, each) & VIEW) !== 0,
    )
    const { said = '', verdict, request } = ask(model, who, space, choose)
    return {
      said: `${space} ${said}`,
      where: space,
      verdict,
      send: () => request(people.get(who)!),
    }
  }
}

type Asked = { verdict: Verdict; request(client: Client): Promise<Answer<{ id: string }>> }

interface Invited {
  items?: { id: string; status: string }[]
}

function onConsent(
  how: 'post' | 'delete',
  verdict: (model: Model, who: string, group: string) => Verdict,
): Act {
  return (model, people, choose) => {
    const waiting = [...model.groups.keys()].filter((each) =>
      [...people.keys()].some((person) => model.isAwaited(each, person)),
    )
    const group = choose.one(waiting.length > 0 ? waiting : model.groups.keys())
    const who = choose.actor((each) => model.isAwaited(group, each))
    return {
      said: group,
      where: group,
      verdict: verdict(model, who, group),
      send: () => people.get(who)![how](`/api/groups/${group}/nesting-consent`),
    }
  }
}

function onRequest(approved: boolean): Act {
  return (model, people, choose) => {
    const waiting = [...model.groups].filter(([, { requests }]) => requests.size > 0)
    if (waiting.length === 0) return undefined
    const [group, { requests }] = choose.one(waiting)
    const [person, { id, met }] = choose.one(requests)
    if (met) return undefined
    const who = choose.actor((each) => belong.mayInvite(model, each, group, 'member') === 'done')
    const path = `/api/groups/${group}/join-requests/${id}`
    return {
      said: `${person} into ${group}`,
      where: group,
      verdict: belong.answerRequest(model, who, group, person, approved),
      send: () =>
        approved
          ? people.get(who)!.post(`${path}/approval`)
          : people.get(who)!.post(`${path}/refusal`, { reason: 'Not now' }),
    }
  }
}

function onInvitation(what: 'acceptance' | 'declining'): Act {
  return (model, people, choose) => {
    if (model.invitations.size === 0) return undefined
    const [id, { group, to }] = choose.one(model.invitations)
    const who = choose.actor((each) => each === to)
    return {
      said: id,
      where: group,
      verdict: belong.answerInvitation(model, who, id, what === 'acceptance'),
      send: () => people.get(who)!.post(`/api/me/invitations/${id}/${what}`, {}),
    }
  }
}

function onItem(
  ask: (model: Model, who: string, id: string, choose: Choice) => Asked | undefined,
): Act {
  return (model, people, choose) => {
    if (model.items.size === 0) return undefined
    const id = choose.one(model.items.keys())
    const who = choose.actor((each) => (model.onItem(id, each) & DELETE) !== 0)
    const asked = ask(model, who, id, choose)
    return (
      asked && {
        said: id,
        where: model.spaceOf(id),
        verdict: asked.verdict,
        send: () => asked.request(people.get(who)!),
      }
    )
  }
}

function onMember(
  ask: (
    model: Model,
    who: string,
    group: string,
    person: string,
    role: Role,
    people: People,
  ) => Asked,
  onlyInside = false,
  ahead = false,
): Act {
  return (model, people, choose) => {
    const group = choose.one(model.groups.keys())
    const who = choose.actor((each) => model.administers(group, each) || model.governors.has(each))
    const [person, role] = [choose.person(), choose.one(roles)]
    if (onlyInside && !model.isMember(group, person)) return undefined
    if (!ahead && model.isPending(group, person)) return undefined
    const { verdict, request } = ask(model, who, group, person, role, people)
    const said = `${person} ${role} in ${group}`
    return { said, where: group, verdict, send: () => request(people.get(who)!) }
  }
}

function put(model: Model, people: People, choose: Choice, moving: boolean): Attempt | undefined {
  if (model.items.size === 0 || (!moving && model.items.size > 14)) return undefined
  const [id, to] = [choose.one(model.items.keys()), choose.one(model.boxes.keys())]
  const who = choose.actor(
    (each) => (model.onBox(to, each) & ADD) !== 0 && (model.onItem(id, each) & VIEW) !== 0,
  )
  const verdict = model.mayPut(who, id, to, moving)
  const { space } = model.boxes.get(to)!
  const from = model.spaceOf(id)
  const path = `${item(model, id)}/${moving ? 'move' : 'copy'}`
  const before = model.items.get(id)!
  const keeps = model.groups.has(space) && !model.isGuest(space, who)
  const marked = { internal: before.internal && keeps, made: model.today }
  return {
    said: `${id} to ${to}`,
    where: space,
    verdict,
    send: () => people.get(who)!.post(path, { toSpace: space, toContainer: to }),
    made(made) {
      if (moving && from === space) before.box = to
      else if (moving) {
        model.items.delete(id)
        model.items.set(made, { ...before, box: to, takenOver: null, grants: [], ...marked })
      } else {
        const copy = { author: who, takenOver: null, trashed: false, grants: [] }
        model.items.set(made, { kind: before.kind, box: to, ...copy, ...marked })
      }
    },
  }
}

function name(
  model: Model,
  people: People,
  choose: Choice,
  what: 'editors' | 'readers',
): Attempt | undefined {
  if (model.items.size === 0) return undefined
  const id = choose.one(model.items.keys())
  const who = choose.actor((each) => model.isAuthor(id, each))
  const named = principals(model, people, choose, model.spaceOf(id))
  const bits = what === 'editors' ? VIEW | EDIT : VIEW
  return {
    said: `${id} ${JSON.stringify(named)}`,
    where: model.spaceOf(id),
    verdict: model.name(who, id, bits, named),
    send: () => people.get(who)!.put(`${item(model, id)}/${what}`, { principals: named.map(sent) }),
  }
}
