import { notes, type PlayedTool } from './model-tools.ts'

/**
 * The rules of SPEC §6 (A1 to A10), with the parts of G, J and M that decide who belongs, once more: from the page and
 * not from the code, in memory and in plain words. Each verb answers what the server must answer, and does it when allowed.
 */
export type Verdict = 'done' | 'hidden' | 'forbidden' | 'not-now'
export type Role = 'administrator' | 'co-administrator' | 'moderator' | 'member'
export interface Grant {
  kind: 'person' | 'group' | 'shared-group'
  to: string
  bits: number
}
/** When something happened. */
export interface Moment {
  act: number
  day: number
}
export interface Group {
  direct: Map<string, Role>
  inner: Map<string, Role>
  /** Since when people and inner groups are members; those from the beginning are not listed. */
  since: Map<string, Moment>
  archived: boolean
  /** Its members' organization finds it, and may ask to come in (G4). */
  listed: boolean
  /** People's consent to a membership only through an inner group: asked, no, or yes (G9, M4). */
  consent: Map<string, 'asked' | 'no' | 'yes'>
  /** When they said yes. */
  said: Map<string, Moment>
  /** People who asked to join, and whether they have joined in another way since (J3). */
  requests: Map<string, { id: string; met: boolean }>
  /** When its past was closed to newcomers (G11). */
  horizon: number | null
  /** The day on which a membership, or the role in it, is over (M9). */
  until: Map<string, number>
  roleUntil: Map<string, number>
  /** The day on which a membership begins (M9). */
  starts: Map<string, number>
  /** The day on which the role in a membership begins (M9). */
  roleStarts: Map<string, number>
  /** The administrator's successor (M8). */
  successor: string | null
  /** Members brought in by people who govern, directly or indirectly (M3). */
  byGovernance: Set<string>
  /** They govern, and do not come through a group inside before the administrator agrees (M3). */
  stopped: Set<string>
  /** People whom only the administrator can bring back (J7). */
  keptOut: Set<string>
}
/** A space that is shared as a whole (R2). */
export interface Case {
  owner: string
  shares: Grant[]
  /** People who left have nothing through a group. */
  left: Set<string>
  /** The person to whom it is offered: until they answer, only its owner has rights. */
  offered: string | null
}
export interface Box {
  space: string
  kind: string
  parent: string | null
  /** Its own list; null when it follows its parent (A2). */
  list: Grant[] | null
  /** The act that put it into the trash. */
  trashed: number | null
  /** Internal only, with everything in it (G10). */
  internal?: boolean
}
export interface Item {
  kind: string
  box: string
  author: string
  takenOver: string | null
  trashed: boolean
  grants: Grant[]
  /** The day on which it was made. */
  made: number
  internal?: boolean
  /** Nobody may edit it, until it is opened for changes again. */
  validated?: boolean
}
/** An invitation into a group: the person, the inviter, and the role. */
export interface Invitation {
  group: string
  by: string
  to: string
  role: Role
}

const beginning: Moment = { act: 0, day: 0 }

function first(moments: Moment[]): Moment | undefined {
  return moments.toSorted((one, other) => one.act - other.act)[0]
}

export const [BUSY, VIEW, ADD, EDIT, DELETE, MANAGE] = [1, 2, 4, 8, 16, 32] as const

export class Model {
  readonly guests = new Set<string>()
  /** People who are asked before they are added anywhere (M4). */
  readonly asksFirst = new Set<string>()
  /** Admins and managers of the organization (M3). */
  readonly governors = new Set<string>()
  readonly groups = new Map<string, Group>()
  /** Owners of the private spaces. */
  readonly owners = new Map<string, string>()
  /** The people of direct conversations (H). */
  readonly conversations = new Map<string, string[]>()
  readonly cases = new Map<string, Case>()
  readonly boxes = new Map<string, Box>()
  readonly items = new Map<string, Item>()
  readonly invitations = new Map<string, Invitation>()
  /** Days since the beginning. */
  today = 0
  #acts = 0

  readonly tool: PlayedTool

  constructor(tool: PlayedTool = notes) {
    this.tool = tool
  }

  // Who belongs (G9, M2)

  roles(group: string, person: string): Role[] {
    const { inner } = this.groups.get(group)!
    const own = this.directRole(group, person)
    const through = [...inner]
      .filter(([each]) => this.isMember(each, person) && !this.staysOut(group, person))
      .map(([, role]) => role)
    return own ? [own, ...through] : through
  }

  /** From its day on a membership is over; outside its days a role is that of a member, whether or not anybody did anything (M9). */
  directRole(group: string, person: string): Role | undefined {
    const role = this.givenRole(group, person)
    if (this.isPending(group, person)) return undefined
    return role && this.hasRoleAhead(group, person) ? 'member' : role
  }

  /** Admitted, to begin on a later day: until then the membership gives nothing (M9). */
  isPending(group: string, person: string): boolean {
    return (this.groups.get(group)!.starts.get(person) ?? -Infinity) > this.today
  }

  anyPending(group: string): boolean {
    return [...this.groups.get(group)!.starts.keys()].some((each) => this.isPending(group, each))
  }

  hasRoleAhead(group: string, person: string): boolean {
    return (this.groups.get(group)!.roleStarts.get(person) ?? -Infinity) > this.today
  }

  /** The same, even if the membership or the role has yet to begin. */
  givenRole(group: string, person: string): Role | undefined {
    const { direct, until, roleUntil } = this.groups.get(group)!
    const over = (days: Map<string, number>) => (days.get(person) ?? Infinity) <= this.today
    if (over(until)) return undefined
    return over(roleUntil) && direct.has(person) ? 'member' : direct.get(person)
  }

  /** Asked and not answered, or said no: no group inside brings them in (G9). */
  staysOut(group: string, person: string): boolean {
    if (!this.comesThrough(group, person)) return true
    return this.#refused(group, person)
  }

  #refused(group: string, person: string): boolean {
    return ['asked', 'no'].includes(this.groups.get(group)!.consent.get(person) ?? '')
  }

  /** A group of theirs is nested, and they may become members through it. */
  isAwaited(group: string, person: string): boolean {
    const { inner, archived, keptOut } = this.groups.get(group)!
    const through = [...inner.keys()].some((each) => this.isMember(each, person))
    return !archived && this.#refused(group, person) && through && !keptOut.has(person)
  }

  /** A member, or a former one whose membership has not been cleaned up. */
  hasCome(group: string, person: string): boolean {
    return this.#firstCame(group, person) !== undefined
  }

  isMember(group: string, person: string): boolean {
    return this.roles(group, person).length > 0
  }

  /** A group is there for its members, for whom it is listed, and for whom somebody invited who still may (G4, J1, M5). */
  sees(group: string, person: string): boolean {
    const { listed, archived, keptOut } = this.groups.get(group)!
    if (this.governors.has(person)) return true
    const invited = [...this.invitations.values()].some(
      (each) =>
        each.group === group &&
        each.to === person &&
        !archived &&
        this.roles(group, each.by).some((role) => role !== 'member') &&
        (!keptOut.has(person) || this.administers(group, each.by)),
    )
    const knows = this.isMember(group, person) || this.isAwaited(group, person)
    return knows || (listed && !this.guests.has(person)) || invited
  }

  comesThrough(group: string, person: string): boolean {
    const { stopped, keptOut } = this.groups.get(group)!
    return !keptOut.has(person) && !(stopped.has(person) && this.governors.has(person))
  }

  now(): Moment {
    this.#acts += 1
    return { act: this.#acts, day: this.today }
  }

  // What is not for everybody inside (G10, G11)

  /** The first of the ways by which somebody is inside; one that is over counts until it is swept away. */
  #firstCame(group: string, person: string): Moment | undefined {
    const { direct, inner, since } = this.groups.get(group)!
    const own = direct.has(person) ? [since.get(person) ?? beginning] : []
    const through = (this.comesThrough(group, person) ? [...inner.keys()] : []).flatMap((each) =>
      this.#cameThrough(group, each, person),
    )
    return first([...own, ...through])
  }

  #cameThrough(group: string, inner: string, person: string): Moment[] {
    const came = this.#firstCame(inner, person)
    const { since, said } = this.groups.get(group)!
    if (!came || this.staysOut(group, person)) return []
    const all = [came, since.get(inner) ?? beginning, said.get(person) ?? beginning]
    return [all.toSorted((one, other) => other.act - one.act)[0]!]
  }

  /** The day from which on somebody sees items. */
  seesFrom(space: string, person: string): number {
    const group = this.groups.get(space)
    if (!group || group.horizon === null) return -Infinity
    if (this.roles(space, person).some((role) => role.endsWith('administrator'))) return -Infinity
    const own = this.directRole(space, person) ? [group.since.get(person) ?? beginning] : []
    const shut = !this.comesThrough(space, person)
    const through = (shut ? [] : [...group.inner.keys()])
      .filter((each) => this.isMember(each, person))
      .flatMap((each) => this.#cameThrough(space, each, person))
    const came = first([...own, ...through])
    return !came || came.act <= group.horizon ? -Infinity : came.day
  }

  isInternal(box: string): boolean {
    const { internal, parent } = this.boxes.get(box)!
    return internal === true || (parent !== null && this.isInternal(parent))
  }

  /** Guests see nothing internal; newcomers nothing older, except their own items and those on which they are named. */
  isShown(item: string, person: string): boolean {
    const { box, internal, made, grants } = this.items.get(item)!
    const { space } = this.boxes.get(box)!
    if ((internal || this.isInternal(box)) && this.isGuest(space, person)) return false
    if (made >= this.seesFrom(space, person) || this.isAuthor(item, person)) return true
    return grants.some(({ to }) => to === person)
  }

  isGuest(space: string, person: string): boolean {
    return this.groups.has(space) && this.guests.has(person)
  }

  shareGroup(one: string, other: string): boolean {
    return [...this.groups.keys()].some(
      (group) => this.isMember(group, one) && this.isMember(group, other),
    )
  }

  administers(group: string, person: string): boolean {
    return this.directRole(group, person) === 'administrator'
  }

  // Rights (A1 to A7)

  /** Role and ownership, over everything in a space (A4, A7, M2). */
  rules(space: string, person: string): number {
    const owner = this.owners.get(space)
    if (owner !== undefined) return owner === person ? 63 : 0
    const shared = this.cases.get(space)
    if (shared) return this.#onCase(shared, person)
    const talking = this.conversations.get(space)
    if (talking) return talking.includes(person) ? BUSY | VIEW | ADD : 0
    const helps = this.roles(space, person).some((role) => role.endsWith('administrator'))
    return helps ? 63 & ~EDIT : 0
  }

  /** Colleagues only, by name or through a group, and nobody but the owner while it is offered (R2, R4). */
  #onCase({ owner, shares, left, offered }: Case, person: string): number {
    if (person === owner) return 63
    if (this.guests.has(person) || offered !== null) return 0
    const has = ({ kind, to }: Grant) =>
      kind === 'person' ? to === person : this.isMember(to, person) && !left.has(person)
    return shares.reduce((sum, each) => (has(each) ? sum | each.bits : sum), 0)
  }

  /** A grant works for members of the group's space; in a private one as long as a group is shared (A5 to A7). */
  works({ kind, to }: Grant, space: string, person: string): boolean {
    const owner = this.owners.get(space)
    if (kind === 'shared-group') return owner !== person && this.shareGroup(owner!, person)
    const named = kind === 'person' ? to === person : this.isMember(to, person)
    if (owner === undefined) return named && this.isMember(space, person)
    if (person === owner) return false
    return named && (kind === 'person' ? this.shareGroup(owner, person) : this.isMember(to, owner))
  }

  listOf(box: string): Grant[] {
    const { list, parent } = this.boxes.get(box)!
    return list ?? this.listOf(parent!)
  }

  left(space: string): number {
    const closed =
      this.groups.get(space)?.archived || !this.allShareGroups(this.conversations.get(space) ?? [])
    return closed ? BUSY | VIEW : 63
  }

  allShareGroups(people: string[]): boolean {
    return people.every((one) =>
      people.every((other) => one === other || this.shareGroup(one, other)),
    )
  }

  /** Somebody with whom they share a group, or a colleague of the same organization (O3, O5). */
  mayMeet(one: string, other: string): boolean {
    const guests = this.guests.has(one) || this.guests.has(other)
    return one === other || !guests || this.shareGroup(one, other)
  }

  /** The conversation of exactly these people. */
  conversationOf(people: string[]): string | undefined {
    const same = ([, all]: [string, string[]]) =>
      all.length === people.length && all.every((each) => people.includes(each))
    return [...this.conversations].find(same)?.[0]
  }

  /** The same people have one; it begins between people every two of whom share a group. */
  mayConverse(person: string, others: string[]): Verdict {
    const people = [...new Set([person, ...others])]
    if (!others.every((other) => this.mayMeet(person, other))) return 'hidden'
    if (this.conversationOf(people)) return 'done'
    return people.length > 1 && this.allShareGroups(people) ? 'done' : 'not-now'
  }

  /** Rights on a container, before what the state of the space leaves. */
  #onBox(box: string, person: string): number {
    const { space } = this.boxes.get(box)!
    if (this.isInternal(box) && this.isGuest(space, person)) return 0
    return this.#sum(this.listOf(box), space, person) | this.rules(space, person)
  }

  #sum(grants: Grant[], space: string, person: string): number {
    return grants.reduce((sum, g) => (this.works(g, space, person) ? sum | g.bits : sum), 0)
  }

  onBox(box: string, person: string): number {
    return this.#onBox(box, person) & this.left(this.boxes.get(box)!.space)
  }

  onItem(item: string, person: string): number {
    const { box, grants, validated } = this.items.get(item)!
    const { space } = this.boxes.get(box)!
    if (!this.isShown(item, person)) return 0
    const inherited = this.#onBox(box, person)
    const authored = this.isAuthor(item, person) && inherited & VIEW ? EDIT | DELETE : 0
    return (
      (inherited | authored | this.#sum(grants, space, person)) &
      this.left(space) &
      (validated ? ~EDIT : 63)
    )
  }

  /** The same people have rights everywhere in it, and nothing in it is given to anybody. */
  isWhole(space: string): boolean {
    return this.conversations.has(space) || this.cases.has(space)
  }

  isAuthor(item: string, person: string): boolean {
    const { author, takenOver } = this.items.get(item)!
    return (takenOver ?? author) === person
  }

  inTrash(item: string): boolean {
    const { trashed, box } = this.items.get(item)!
    return trashed || this.boxes.get(box)!.trashed !== null
  }

  spaceOf(item: string): string {
    return this.boxes.get(this.items.get(item)!.box)!.space
  }

  isInside(space: string, person: string): boolean {
    return (
      this.owners.get(space) === person ||
      this.conversations.get(space)?.includes(person) === true ||
      (this.cases.has(space) && this.rules(space, person) !== 0) ||
      (this.groups.has(space) && this.isMember(space, person))
    )
  }

  /** Owner, member, or given sight of something in it. */
  mayEnter(space: string, person: string): boolean {
    return (
      this.isInside(space, person) || (!this.groups.has(space) && this.isGiven(space, person, VIEW))
    )
  }

  /** They were given any of these rights somewhere in the space, and still have them. */
  isGiven(space: string, person: string, bits = 63): boolean {
    const given = [
      ...[...this.boxes.values()].filter((b) => b.space === space).flatMap((b) => b.list ?? []),
      ...[...this.items].filter(([id]) => this.spaceOf(id) === space).flatMap(([, i]) => i.grants),
    ]
    return given.some((grant) => grant.bits & bits && this.works(grant, space, person))
  }

  mayTakeOver(item: string, person: string): boolean {
    const { author, takenOver, box } = this.items.get(item)!
    const { space } = this.boxes.get(box)!
    if (!this.groups.has(space) || this.isMember(space, takenOver ?? author)) return false
    return this.administers(space, person) && (this.onItem(item, person) & DELETE) !== 0
  }

  /** Things that cannot be seen are not found; acts on visible things that are not allowed are refused (A10). */
  judge(rights: number, needed: number): Verdict {
    if (!(rights & VIEW)) return 'hidden'
    return rights & needed ? 'done' : 'forbidden'
  }

  judgeBox(box: string, person: string, needed: number): Verdict {
    return this.boxes.get(box)!.trashed !== null
      ? 'hidden'
      : this.judge(this.onBox(box, person), needed)
  }

  judgeItem(item: string, person: string, needed: number): Verdict {
    return this.inTrash(item) ? 'hidden' : this.judge(this.onItem(item, person), needed)
  }

  // Verbs on containers

  mayMakeBox(person: string, parent: string, kind: string): Verdict {
    const verdict = this.judgeBox(parent, person, MANAGE)
    if (verdict !== 'done') return verdict
    return this.nests(parent, kind) ? 'done' : 'not-now'
  }

  /** What the tool says of the kind of this container. */
  nests(box: string, kind: string): boolean {
    return this.tool.boxes[this.boxes.get(box)!.kind]!.nests.includes(kind)
  }

  holds(box: string, kind: string): boolean {
    return this.tool.boxes[this.boxes.get(box)!.kind]!.holds.includes(kind)
  }

  setList(person: string, box: string, list: Grant[]): Verdict {
    const verdict = this.judgeBox(box, person, MANAGE)
    if (verdict !== 'done') return verdict
    const before = this.listOf(box)
    if (this.isWhole(this.boxes.get(box)!.space)) return 'forbidden'
    if (!this.allPossible(this.boxes.get(box)!.space, list, before)) return 'not-now'
    const sight = ({ kind, bits }: Grant) =>
      kind === 'shared-group' && bits !== BUSY && bits !== ADD
    if (list.some(sight)) return 'not-now'
    if (this.beyond(person, box, before, list)) return 'forbidden'
    return this.#change(person, box, { list })
  }

  followParent(person: string, box: string): Verdict {
    const verdict = this.judgeBox(box, person, MANAGE)
    const { parent, list } = this.boxes.get(box)!
    if (verdict !== 'done') return verdict
    if (this.isWhole(this.boxes.get(box)!.space)) return 'forbidden'
    if (list !== null && this.beyond(person, box, list, this.listOf(parent!))) return 'forbidden'
    return this.#change(person, box, { list: null })
  }

  moveBox(person: string, box: string, to: string): Verdict {
    const verdict = this.judgeBox(box, person, MANAGE)
    const moved = this.boxes.get(box)!
    if (verdict !== 'done') return verdict
    if (moved.kind === 'root') return 'not-now'
    if (moved.parent === to) return 'done'
    if (this.boxes.get(to)!.space !== moved.space) return 'hidden'
    const there = this.judgeBox(to, person, MANAGE)
    if (there !== 'done') return there
    if (!this.nests(to, moved.kind) || this.below(box).includes(to)) return 'not-now'
    if (!moved.list && this.beyond(person, box, this.listOf(box), this.listOf(to)))
      return 'forbidden'
    return this.#change(person, box, { parent: to })
  }

  /** People cannot lock themselves out. */
  #change(person: string, box: string, change: Partial<Box>): Verdict {
    const before = this.boxes.get(box)!
    this.boxes.set(box, { ...before, ...change })
    if (this.judgeBox(box, person, VIEW) === 'done') return 'done'
    this.boxes.set(box, before)
    return 'not-now'
  }

  /** People who manage by a grant give and withdraw only rights they have (I7); a role or ownership sets every right (M2). */
  beyond(person: string, box: string, before: Grant[], after: Grant[]): boolean {
    if (this.rules(this.boxes.get(box)!.space, person)) return false
    const lacking = ~this.onBox(box, person) & ~BUSY
    const bits = (list: Grant[], to: string) => list.find((g) => g.to === to)?.bits ?? 0
    return [...before, ...after].some(
      ({ to }) => ((bits(before, to) ^ bits(after, to)) & lacking) !== 0,
    )
  }

  /** Who can be named in a space: its members, itself and the groups inside; in a private one whom a group is shared with. */
  allPossible(space: string, wanted: Omit<Grant, 'bits'>[], before: Grant[]): boolean {
    if (this.isWhole(space)) return wanted.length === 0
    return wanted.every(({ kind, to }) => {
      if (before.some((grant) => grant.to === to && grant.kind === kind)) return true
      const owner = this.owners.get(space)
      if (kind === 'shared-group') return owner !== undefined && to === space
      if (owner !== undefined)
        return kind === 'group'
          ? this.isMember(to, owner)
          : to !== owner && this.shareGroup(owner, to)
      return kind === 'person' ? this.isMember(space, to) : to === space || this.#inside(space, to)
    })
  }

  #inside(outer: string, group: string): boolean {
    const { inner } = this.groups.get(outer)!
    return inner.has(group)
  }

  below(box: string): string[] {
    const children = [...this.boxes].filter(([, { parent }]) => parent === box).map(([id]) => id)
    return [box, ...children.flatMap((child) => this.below(child))]
  }

  /** Who manages a place in a group decides that it is internal; a guest would shut themselves out (G10). */
  markBox(person: string, box: string, internal: boolean): Verdict {
    const verdict = this.judgeBox(box, person, MANAGE)
    if (verdict !== 'done') return verdict
    const { space } = this.boxes.get(box)!
    if (!this.groups.has(space)) return 'not-now'
    if (this.isGuest(space, person)) return 'forbidden'
    this.boxes.get(box)!.internal = internal
    return 'done'
  }

  /** With everything in it; refused where something visible may not be deleted. */
  trashBox(person: string, box: string): Verdict {
    const verdict = this.judgeBox(box, person, MANAGE)
    if (verdict !== 'done') return verdict
    if (this.boxes.get(box)!.kind === 'root') return 'not-now'
    const live = this.below(box).filter((id) => this.boxes.get(id)!.trashed === null)
    if (live.some((id) => this.judgeBox(id, person, DELETE) === 'forbidden')) return 'forbidden'
    this.#acts += 1
    for (const id of live) this.boxes.get(id)!.trashed = this.#acts
    return 'done'
  }

  restoreBox(person: string, box: string): Verdict {
    const { trashed, parent } = this.boxes.get(box)!
    if (trashed === null || !(this.onBox(box, person) & MANAGE)) return 'hidden'
    if (this.judgeBox(parent!, person, VIEW) !== 'done') return 'not-now'
    for (const id of this.below(box))
      if (this.boxes.get(id)!.trashed === trashed) this.boxes.get(id)!.trashed = null
    return 'done'
  }

  // Verbs on items

  trashItem(person: string, item: string): Verdict {
    const verdict = this.judgeItem(item, person, DELETE)
    if (verdict === 'done') this.items.get(item)!.trashed = true
    return verdict
  }

  restoreItem(person: string, item: string): Verdict {
    if (!this.items.get(item)!.trashed || !(this.onItem(item, person) & DELETE)) return 'hidden'
    this.items.get(item)!.trashed = false
    return 'done'
  }

  /** Moving requires deleting here and adding there (A9); copying only seeing and adding. */
  mayPut(person: string, item: string, to: string, moving: boolean): Verdict {
    const here = this.judgeItem(item, person, VIEW)
    if (here !== 'done') return here
    const there = this.judgeBox(to, person, ADD)
    if (there !== 'done') return there
    if (!this.holds(to, this.items.get(item)!.kind)) return 'not-now'
    return moving && !(this.onItem(item, person) & DELETE) ? 'forbidden' : 'done'
  }

  /** Only the author decides who else may edit; who manages the place may also let somebody read (A2, A4). */
  name(person: string, item: string, bits: number, named: Omit<Grant, 'bits'>[]): Verdict {
    const verdict = this.judgeItem(item, person, VIEW)
    if (verdict !== 'done') return verdict
    const thing = this.items.get(item)!
    const live = (this.onItem(item, person) & ~(BUSY | VIEW)) !== 0
    const manages = (this.onBox(thing.box, person) & MANAGE) !== 0 && !(bits & EDIT)
    if (!live || !(this.isAuthor(item, person) || manages)) return 'forbidden'
    if (this.isWhole(this.spaceOf(item))) return 'forbidden'
    if (!this.allPossible(this.spaceOf(item), named, thing.grants)) return 'not-now'
    const others = thing.grants.filter(
      (g) => (g.bits & EDIT) !== (bits & EDIT) && !named.some(({ to }) => to === g.to),
    )
    thing.grants = [...others, ...named.map((each) => ({ ...each, bits }))]
    return 'done'
  }

  /** Its author decides, or who manages the place; what a guest wrote stays theirs to see (G10). */
  markItem(person: string, item: string, internal: boolean): Verdict {
    const verdict = this.judgeItem(item, person, VIEW)
    if (verdict !== 'done') return verdict
    const thing = this.items.get(item)!
    const live = (this.onItem(item, person) & ~(BUSY | VIEW)) !== 0
    const manages = (this.onBox(thing.box, person) & MANAGE) !== 0
    const space = this.spaceOf(item)
    if (!live || !(this.isAuthor(item, person) || manages)) return 'forbidden'
    if (!this.groups.has(space)) return 'not-now'
    if (this.isGuest(space, person)) return 'forbidden'
    if (internal && this.isGuest(space, thing.takenOver ?? thing.author)) return 'not-now'
    thing.internal = internal
    return 'done'
  }

  /** Its author decides, or who manages the place, that nobody changes it, and that it may be changed again. */
  validate(person: string, item: string, validated: boolean): Verdict {
    const verdict = this.judgeItem(item, person, VIEW)
    if (verdict !== 'done') return verdict
    if (!this.mayValidate(item, person)) return 'forbidden'
    const thing = this.items.get(item)!
    if (!validated && !thing.validated) return 'not-now'
    thing.validated = validated
    return 'done'
  }

  mayValidate(item: string, person: string): boolean {
    const live = (this.onItem(item, person) & ~(BUSY | VIEW)) !== 0
    const manages = (this.onBox(this.items.get(item)!.box, person) & MANAGE) !== 0
    return live && (this.isAuthor(item, person) || manages)
  }

  takeOver(person: string, item: string): Verdict {
    const verdict = this.judgeItem(item, person, VIEW)
    if (verdict !== 'done') return verdict
    if (!this.mayTakeOver(item, person)) return 'forbidden'
    this.items.get(item)!.takenOver = person
    return 'done'
  }
}
