import type { Bus } from '../kernel/bus.ts'
import type { ItemId, PersonId, SpaceId } from '../kernel/ids.ts'
import type { Presence } from '../kernel/live.ts'

/** A person's presence in a group, by the connections of one process, with the items they are at. */
export interface Here {
  state: Presence
  items: ItemId[]
}

/** Further items of one person in one group are not sent. */
const mostItems = 20

/** Presence as the server processes tell each other. Each knows its own connections; what it has told ends with the process. */
export class PresenceElsewhere {
  readonly #bus: Bus
  readonly #changed: (space: SpaceId, person: PersonId) => void
  /** By person, group and process. */
  readonly #there = new Map<PersonId, Map<SpaceId, Map<string, Here>>>()
  readonly #spaces = new Map<SpaceId, Set<PersonId>>()
  /** The presence that this process has sent. */
  readonly #told = new Map<string, [SpaceId, PersonId, Here]>()

  constructor(bus: Bus, changed: (space: SpaceId, person: PersonId) => void) {
    this.#bus = bus
    this.#changed = changed
    bus.hear('here', ([space, person, state, items], process) => {
      const here = { state: state as Presence, items: items as ItemId[] }
      this.#keep(space as SpaceId, person as PersonId, process, here)
    })
    bus.onGone((process) => this.#forget(process))
    bus.onNewcomer(() => {
      for (const [space, person, here] of this.#told.values()) this.#say(space, person, here)
    })
  }

  of(person: PersonId): Presence[] {
    const spaces = [...(this.#there.get(person)?.values() ?? [])]
    return spaces.flatMap((processes) => [...processes.values()].map(({ state }) => state))
  }

  in(space: SpaceId, person: PersonId): Here[] {
    return [...(this.#there.get(person)?.get(space)?.values() ?? [])]
  }

  peopleIn(space: SpaceId): Iterable<PersonId> {
    return this.#spaces.get(space) ?? []
  }

  /** Sends changes only; nothing about somebody who is offline and was never mentioned. */
  tell(space: SpaceId, person: PersonId, { state, items }: Here): void {
    const key = `${space}/${person}`
    const here = { state, items: items.slice(0, mostItems) }
    const told = this.#told.get(key)?.[2] ?? { state: 'offline', items: [] }
    if (told.state === state && told.items.join() === here.items.join()) return
    if (state === 'offline') this.#told.delete(key)
    else this.#told.set(key, [space, person, here])
    this.#say(space, person, here)
  }

  #say(space: SpaceId, person: PersonId, { state, items }: Here): void {
    this.#bus.tell('here', space, person, state, items)
  }

  #keep(space: SpaceId, person: PersonId, process: string, here: Here): void {
    const spaces = this.#there.get(person) ?? new Map<SpaceId, Map<string, Here>>()
    const processes = spaces.get(space) ?? new Map<string, Here>()
    if (here.state === 'offline') processes.delete(process)
    else processes.set(process, here)
    setOrDelete(spaces, space, processes)
    setOrDelete(this.#there, person, spaces)
    const people = this.#spaces.get(space) ?? new Set<PersonId>()
    if (processes.size === 0) people.delete(person)
    else people.add(person)
    setOrDelete(this.#spaces, space, people)
    this.#changed(space, person)
  }

  #forget(process: string): void {
    const gone = { state: 'offline', items: [] } as Here
    for (const [person, spaces] of [...this.#there])
      for (const [space, processes] of [...spaces])
        if (processes.has(process)) this.#keep(space, person, process, gone)
  }
}

function setOrDelete<K, V extends { size: number }>(map: Map<K, V>, key: K, value: V): void {
  if (value.size > 0) map.set(key, value)
  else map.delete(key)
}
