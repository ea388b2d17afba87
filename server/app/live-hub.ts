import { authorizeItem } from '../access/authorize.ts'
import { openRooms, type Rooms } from '../foundation/live-text/rooms.ts'
import type { Context, House } from '../kernel/context.ts'
import { isId, type ItemId, type PersonId, type SpaceId } from '../kernel/ids.ts'
import type { Live, Presence } from '../kernel/live.ts'
import type { Connection } from './live-connection.ts'
import { LivePresence } from './live-presence.ts'
import { LivePokes } from './live-pokes.ts'
import { LivePulls } from './live-pulls.ts'
import * as store from './live-store.ts'

const mostWatches = 500
const mostConnectionsEach = 40

/** All live connections of this process: their subscriptions, and who is notified. */
export class LiveHub implements Live {
  readonly #house: House
  readonly #people = new Map<PersonId, Set<Connection>>()
  readonly #watchers = new Map<SpaceId, Set<Connection>>()
  readonly #rooms: Rooms
  readonly #pulls: LivePulls
  readonly #presence: LivePresence
  readonly #pokes: LivePokes
  /** Counts losses of access, to spaces and to items: the result of a check that began before one is stale. */
  #rechecks = { spaces: 0, items: 0 }
  /** Numbers the session checks: a result that arrives after that of a newer check is stale. */
  #questions = 0

  constructor(house: House) {
    this.#house = house
    this.#rooms = openRooms(house)
    this.#pulls = new LivePulls(house)
    this.#pokes = new LivePokes(house.db, (space) => this.#watchers.get(space) ?? [])
    this.#presence = new LivePresence(this.#people, this.#watchers, house.bus)
  }

  welcome(connection: Connection): void {
    const { asker } = connection
    const mine = this.#people.get(asker.id) ?? new Set()
    if (mine.size >= mostConnectionsEach) return connection.close(4429, 'too many connections')
    this.#people.set(asker.id, mine.add(connection))
    connection.onClose(() => this.#leave(connection))
    connection.onMessage(
      (message) => this.#hear(connection, message),
      (frame) => this.#rooms.hear(connection, frame),
    )
    // The session may have ended between the check at the handshake and this line.
    void this.#keepOnlyAlive([connection], 'hide')
  }

  poke(space: SpaceId, seq: number): void {
    if (this.#watchers.has(space)) this.#pokes.changed(space, seq)
  }

  sightEnded(space: SpaceId, people: PersonId[], item?: ItemId): void {
    if (this.#watchers.has(space)) this.#pokes.sightEnded(space, people)
    if (item) this.recheckItem(space, item)
    else this.recheckSpace(space)
  }

  recheck(person: PersonId): void {
    this.#rechecks.spaces++
    this.#rooms.recheck(person)
    const mine = this.#people.get(person)
    if (!mine) return
    const pairs = [...new Set([...mine].flatMap((each) => [...each.watches]))]
    void this.#recheck(pairs.map((space) => ({ person, space })))
    for (const each of mine) each.say({ type: 'reach' })
    void this.#keepOnlyAlive([...mine], 'hide')
  }

  recheckSpace(space: SpaceId): void {
    this.#rechecks.spaces++
    this.#rooms.recheckSpace(space)
    const people = new Set([...(this.#watchers.get(space) ?? [])].map(({ asker }) => asker.id))
    void this.#recheck([...people].map((person) => ({ person, space })))
  }

  recheckItem(space: SpaceId, item: ItemId): void {
    this.#rechecks.items++
    this.#rooms.recheckItem(space, item)
    for (const each of this.#watchers.get(space) ?? [])
      if (each.place?.item === item) void this.#stayOrLeave(each, space)
  }

  nudge(person: PersonId, what: string): void {
    for (const each of this.#people.get(person) ?? []) each.say({ type: what })
  }

  signOut(person: PersonId, sessionId?: string): void {
    for (const each of [...(this.#people.get(person) ?? [])])
      if (sessionId === undefined || each.asker.sessionId === sessionId) this.#dismiss(each)
  }

  presenceOf(person: PersonId): Presence {
    return this.#presence.of(person)
  }

  /** Heartbeat: pings every connection, and checks in the database that their sessions still exist. */
  async beat(): Promise<void> {
    const all = this.#all()
    for (const each of all) each.beat()
    await this.#keepOnlyAlive(all, 'leave')
  }

  /**
   * Closes every connection when messages from other processes are lost: nothing that is open can be relied on. Clients
   * reconnect, are authenticated again, and pull.
   */
  startOver(): void {
    this.#rechecks.spaces++
    for (const each of this.#all()) this.#sendBack(each)
  }

  /** Messages from other processes may have been lost: reads the logs for new lines, and checks everybody's access again. */
  async askAgain(): Promise<void> {
    this.#rechecks.spaces++
    const spaces = [...this.#watchers.keys()]
    for (const space of spaces) this.#rooms.recheckSpace(space)
    const all = this.#all()
    for (const each of all) each.say({ type: 'reach' })
    const pairs = all.flatMap(({ asker, watches }) =>
      [...watches].map((space) => ({ person: asker.id, space })),
    )
    await Promise.all([this.#recheck(pairs), this.#keepOnlyAlive(all, 'hide')])
    const written = await store.newest(this.#house.db, spaces).catch(() => undefined)
    if (!written) return this.startOver()
    for (const { space, seq } of written) this.#pokes.changed(space, seq)
  }

  async close(): Promise<void> {
    const all = this.#all()
    for (const each of all) each.close(1001, 'the server restarts')
    await this.#rooms.close()
    for (const each of all) each.terminate()
  }

  #all(): Connection[] {
    return [...this.#people.values()].flatMap((mine) => [...mine])
  }

  #leave(connection: Connection): void {
    const mine = this.#people.get(connection.asker.id)
    mine?.delete(connection)
    if (mine?.size === 0) this.#people.delete(connection.asker.id)
    for (const space of [...connection.watches]) this.#unwatch(connection, space)
    this.#rooms.leave(connection)
  }

  #dismiss(connection: Connection): void {
    this.#leave(connection)
    connection.say({ type: 'signed-out' })
    connection.close(4401, 'signed out')
  }

  /**
   * While the database is away nobody can read anything either, so connections stay; but new ones count as hidden until it
   * answers, since their person may want to be hidden.
   */
  async #keepOnlyAlive(connections: Connection[], unanswered: 'hide' | 'leave'): Promise<void> {
    if (connections.length === 0) return
    const question = ++this.#questions
    const sessions = connections.map(({ asker }) => asker.sessionId)
    const alive = await store.sessionsAlive(this.#house.db, sessions).catch(() => undefined)
    if (!alive && unanswered === 'leave') return
    const found = alive && new Map(alive.map((row) => [row.id, row]))
    for (const each of connections) {
      if (each.answered > question) continue
      each.answered = question
      if (!found) {
        this.#hide(each, true)
        continue
      }
      const session = found.get(each.asker.sessionId)
      if (!session) this.#dismiss(each)
      else this.#hide(each, session.hidden)
    }
  }

  #hide(connection: Connection, hidden: boolean): void {
    if (connection.hidden === hidden) return
    connection.hidden = hidden
    for (const space of connection.watches) this.#presence.changed(space, connection.asker.id)
  }

  #hear(connection: Connection, message: unknown): void {
    const { type, ...said } = (message ?? {}) as Record<string, unknown>
    if (type === 'watch' && Array.isArray(said['spaces']))
      void this.#watch(connection, said['spaces'].filter(isId<SpaceId>).slice(0, mostWatches))
    else if (type === 'pull' && isId<SpaceId>(said['space']))
      this.#pulls.ask(connection, said['space'], said['since'])
    else if (type === 'state') this.#become(connection, said['state'])
    else if (type === 'here' && isId(said['space'])) void this.#here(connection, said)
  }

  /** A space that the person may not enter, perhaps since a moment ago, is gone for the page that still shows it (J6). */
  async #watch(connection: Connection, spaces: SpaceId[]): Promise<void> {
    const person = connection.asker.id
    const wish = (connection.wishes += 1)
    const asked = [...new Set(spaces)]
    const allowed = await this.#allowed(asked.map((space) => ({ person, space })))
    if (!this.#people.get(person)?.has(connection)) return
    if (!allowed) return this.#sendBack(connection)
    if (wish !== connection.wishes) return // a later request replaces this one
    const kept = new Set(allowed.map(({ space }) => space))
    for (const space of asked) if (!kept.has(space)) connection.say({ type: 'gone', space })
    for (const space of [...connection.watches])
      if (!kept.has(space)) this.#unwatch(connection, space)
    for (const { space, kind, seq } of allowed) {
      connection.watches.add(space)
      this.#pokes.begin(space, seq)
      this.#watchers.set(space, (this.#watchers.get(space) ?? new Set()).add(connection))
      // Visitors of the same private space do not necessarily share a group (S1).
      if (kind === 'group') this.#presence.arrive(connection, space)
    }
    connection.say({ type: 'watching', spaces: allowed.map(({ space }) => ({ space })) })
  }

  /** Checks again when somebody lost access while the query was running: a stale yes lets nobody in. */
  async #allowed(pairs: { person: PersonId; space: SpaceId }[]) {
    for (;;) {
      const asked = this.#rechecks.spaces
      const found = await store.entries(this.#house.db, pairs).catch(() => undefined)
      if (asked === this.#rechecks.spaces || !found) return found
    }
  }

  async #recheck(pairs: { person: PersonId; space: SpaceId }[]): Promise<void> {
    if (pairs.length === 0) return
    const allowed = await this.#allowed(pairs)
    if (!allowed) return this.#sendBackAll(pairs)
    const kept = new Set(allowed.map(({ person, space }) => `${person}/${space}`))
    for (const { person, space } of pairs) {
      const mine = [...(this.#people.get(person) ?? [])].filter((each) => each.watches.has(space))
      if (!kept.has(`${person}/${space}`)) mine.forEach((each) => this.#end(each, space))
      else mine.forEach((each) => void this.#stayOrLeave(each, space))
    }
  }

  /** When the check fails nobody stays: they reconnect and are authenticated again. */
  #sendBackAll(pairs: { person: PersonId }[]): void {
    for (const { person } of pairs)
      for (const each of [...(this.#people.get(person) ?? [])]) this.#sendBack(each)
  }

  #sendBack(connection: Connection): void {
    this.#leave(connection)
    connection.close(1013, 'try again')
  }

  #end(connection: Connection, space: SpaceId): void {
    this.#unwatch(connection, space)
    connection.say({ type: 'gone', space })
  }

  #unwatch(connection: Connection, space: SpaceId): void {
    const watchers = this.#watchers.get(space)
    connection.watches.delete(space)
    watchers?.delete(connection)
    if (watchers?.size === 0) {
      this.#watchers.delete(space)
      this.#pokes.end(space)
    }
    if (connection.place?.space === space) connection.place = undefined
    this.#presence.changed(space, connection.asker.id)
  }

  async #here(connection: Connection, said: Record<string, unknown>): Promise<void> {
    const space = said['space'] as SpaceId
    if (!connection.watches.has(space)) return
    connection.place = isId<ItemId>(said['item']) ? { space, item: said['item'] } : undefined
    await this.#stayOrLeave(connection, space)
    this.#become(connection, said['state'])
  }

  /** The person is back, or away for a while: this holds for the person, not the page, and so in all their groups (S1). */
  #become(connection: Connection, state: unknown): void {
    connection.state = state === 'away' ? 'away' : 'online'
    for (const each of connection.watches) this.#presence.changed(each, connection.asker.id)
  }

  /** Presence at an item is shown to the other people at it: only somebody who may view the item counts as being there. */
  async #stayOrLeave(connection: Connection, space: SpaceId): Promise<void> {
    const { place } = connection
    if (place?.space !== space) return
    connection.place = undefined
    const asked = { ...this.#rechecks }
    const may = await authorizeItem(this.#reading(connection), 'view', space, place.item).then(
      () => true,
      () => false,
    )
    const isOld = asked.spaces !== this.#rechecks.spaces || asked.items !== this.#rechecks.items
    if (!may || isOld || connection.place || !connection.watches.has(space)) return
    connection.place = place
    this.#presence.changed(space, connection.asker.id)
  }

  #reading(connection: Connection): Context {
    const { db } = this.#house
    return {
      person: connection.asker,
      db: { ...db, afterCommit: refuseToWrite },
      now: new Date(),
      language: connection.asker.language,
      house: this.#house,
      address: '',
      userAgent: '',
    }
  }
}

function refuseToWrite(): never {
  throw new Error('a read changes nothing')
}
