import type { Bus } from '../kernel/bus.ts'
import type { ItemId, PersonId, SpaceId } from '../kernel/ids.ts'
import type { Presence } from '../kernel/live.ts'
import type { Connection } from './live-connection.ts'
import { PresenceElsewhere, type Here } from './live-presence-elsewhere.ts'

interface Shown {
  id: PersonId
  state: Presence
  item?: ItemId
}

/** Milliseconds in which changes are gathered: a whole group that reconnects costs each client one message. */
const pause = 250

/**
 * Presence, shown to people who share the group (S1). It is computed from the open connections of all processes and never
 * stored.
 */
export class LivePresence {
  readonly #people: ReadonlyMap<PersonId, ReadonlySet<Connection>>
  readonly #watchers: ReadonlyMap<SpaceId, ReadonlySet<Connection>>
  readonly #elsewhere: PresenceElsewhere
  readonly #shown = new Map<SpaceId, Map<PersonId, 'online' | 'away'>>()
  readonly #changed = new Map<SpaceId, Set<PersonId>>()
  readonly #newcomers = new Map<SpaceId, Set<Connection>>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    people: ReadonlyMap<PersonId, ReadonlySet<Connection>>,
    watchers: ReadonlyMap<SpaceId, ReadonlySet<Connection>>,
    bus: Bus,
  ) {
    this.#people = people
    this.#watchers = watchers
    this.#elsewhere = new PresenceElsewhere(bus, (space, person) => this.changed(space, person))
  }

  of(person: PersonId): Presence {
    return most([stateOf([...(this.#people.get(person) ?? [])]), ...this.#elsewhere.of(person)])
  }

  /** A connection begins to watch a group: it receives the present people, and they are told of it. */
  arrive(connection: Connection, space: SpaceId): void {
    if (!this.#shown.has(space)) {
      this.#shown.set(space, new Map())
      for (const person of this.#elsewhere.peopleIn(space)) this.changed(space, person)
    }
    this.#newcomers.set(space, (this.#newcomers.get(space) ?? new Set()).add(connection))
    this.changed(space, connection.asker.id)
  }

  changed(space: SpaceId, person: PersonId): void {
    if (!this.#shown.has(space)) return
    this.#changed.set(space, (this.#changed.get(space) ?? new Set()).add(person))
    this.#timer ??= setTimeout(() => this.#tell(), pause).unref()
  }

  #tell(): void {
    this.#timer = undefined
    const changed = [...this.#changed]
    this.#changed.clear()
    for (const [space, people] of changed) {
      for (const person of people) this.#elsewhere.tell(space, person, this.#told(space, person))
      this.#tellSpace(space, people)
    }
    this.#newcomers.clear()
  }

  /** Presence in this process only, without hidden people. */
  #told(space: SpaceId, person: PersonId): Here {
    const here = this.#here(space, person).filter(({ hidden }) => !hidden)
    const places = here.flatMap(({ place }) => (place?.space === space ? [place.item] : []))
    return { state: stateOf(here), items: [...new Set(places)] }
  }

  #tellSpace(space: SpaceId, people: Set<PersonId>): void {
    const watchers = this.#watchers.get(space)
    const shown = this.#shown.get(space)!
    const news = [...people].flatMap((id) => this.#news(space, shown, id))
    if (!watchers) return void this.#shown.delete(space)
    const whole = [...shown].map(([id, state]) => ({ id, state }))
    const newsText = message(space, news, false)
    const wholeText = message(space, whole, true)
    const newcomers = this.#newcomers.get(space)
    for (const each of watchers) {
      const isNew = newcomers?.has(each) ?? false
      if (!isNew && news.length === 0) continue
      if (each.place?.space !== space) each.send(isNew ? wholeText : newsText)
      else
        each.send(
          message(space, this.#withItems(space, isNew ? whole : news, each.place.item), isNew),
        )
    }
  }

  /**
   * Returns nothing for a person who was not shown and still is not: hidden people come, move and leave without a message
   * (S1).
   */
  #news(space: SpaceId, shown: Map<PersonId, 'online' | 'away'>, id: PersonId): Shown[] {
    const elsewhere = this.#elsewhere.in(space, id).map((here) => here.state)
    const state = most([stateOf(this.#here(space, id)), ...elsewhere])
    if (state !== 'offline') shown.set(id, state)
    else if (!shown.delete(id)) return []
    return [{ id, state }]
  }

  /** Presence at an item is sent to the other people at that item, and to nobody else. */
  #withItems(space: SpaceId, people: readonly Shown[], item: ItemId): Shown[] {
    return people.map((shown) =>
      this.#here(space, shown.id).some((each) => !each.hidden && each.place?.item === item) ||
      this.#elsewhere.in(space, shown.id).some(({ items }) => items.includes(item))
        ? { ...shown, item }
        : shown,
    )
  }

  #here(space: SpaceId, person: PersonId): Connection[] {
    return [...(this.#people.get(person) ?? [])].filter((each) => each.watches.has(space))
  }
}

function stateOf(connections: Connection[]): Presence {
  return most(connections.map(({ hidden, state }) => (hidden ? 'offline' : state)))
}

function most(states: Presence[]): Presence {
  if (states.includes('online')) return 'online'
  return states.includes('away') ? 'away' : 'offline'
}

function message(space: SpaceId, people: readonly Shown[], whole: boolean): string {
  return JSON.stringify({ type: 'presence', space, people, ...(whole && { whole }) })
}
