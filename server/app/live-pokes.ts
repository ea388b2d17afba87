import { changesSeen } from '../access/changes-seen.ts'
import type { Querier } from '../kernel/db.ts'
import type { PersonId, SpaceId } from '../kernel/ids.ts'
import type { Connection } from './live-connection.ts'

/** What has happened in a space and was not told yet. */
interface Pending {
  /** The lines after this one, up to `to`. */
  from: number
  to: number
  /** People whose sight of something ended, whatever the lines are about. */
  also: Set<PersonId>
}

const mostLines = 200
const pauseAfterFailure = 1000

/**
 * Tells pages that something has changed: those of people who may see a line of it, under the rights of that moment, and of
 * those who could until then. Anyone who sees none of it hears nothing, not even that something was written (G10, I1). A burst
 * is one statement over the people who watch, however many pages they have open.
 */
export class LivePokes {
  readonly #db: Querier
  readonly #watchersOf: (space: SpaceId) => Iterable<Connection>
  readonly #pending = new Map<SpaceId, Pending>()
  readonly #running = new Set<SpaceId>()
  /** Up to where the log of each watched space was told of. */
  readonly #told = new Map<SpaceId, number>()

  constructor(db: Querier, watchersOf: (space: SpaceId) => Iterable<Connection>) {
    this.#db = db
    this.#watchersOf = watchersOf
  }

  /** From here on somebody watches it. */
  begin(space: SpaceId, seq: number): void {
    if (!this.#told.has(space)) this.#told.set(space, seq)
  }

  end(space: SpaceId): void {
    this.#told.delete(space)
  }

  /** The log is written up to there. What another process wrote before, and said in vain or says later, is told of as well. */
  changed(space: SpaceId, seq: number): void {
    const told = this.#told.get(space) ?? seq - 1
    if (told >= seq) return
    this.#told.set(space, seq)
    this.#add(space, { from: told, to: seq, also: new Set() })
  }

  sightEnded(space: SpaceId, people: Iterable<PersonId>): void {
    this.#add(space, { from: Infinity, to: 0, also: new Set(people) })
  }

  #add(space: SpaceId, { from, to, also }: Pending): void {
    const pending = this.#pending.get(space)
    this.#pending.set(space, {
      from: Math.min(from, pending?.from ?? Infinity),
      to: Math.max(to, pending?.to ?? 0),
      also: new Set([...also, ...(pending?.also ?? [])]),
    })
    if (this.#running.has(space)) return
    this.#running.add(space)
    setImmediate(() => void this.#tell(space))
  }

  async #tell(space: SpaceId): Promise<void> {
    for (let pending = this.#take(space); pending; pending = this.#take(space)) {
      const concerned = await this.#concerned(space, pending).catch(() => undefined)
      if (concerned) this.#poke(space, concerned, pending.also)
      else {
        this.#add(space, pending)
        await new Promise((resolve) => setTimeout(resolve, pauseAfterFailure).unref())
      }
    }
    this.#running.delete(space)
  }

  #take(space: SpaceId): Pending | undefined {
    const pending = this.#pending.get(space)
    this.#pending.delete(space)
    return pending
  }

  async #concerned(space: SpaceId, { from, to, also }: Pending): Promise<Set<PersonId>> {
    const people = [...new Set([...this.#watchersOf(space)].map(({ asker }) => asker.id))]
    const concerned = new Set(also)
    const left = () => people.filter((person) => !concerned.has(person))
    for (let after = from; after < to && left().length > 0;) {
      const lines = await changesSeen(this.#db, space, left(), after, mostLines)
      for (const { seenBy } of lines) for (const person of seenBy) concerned.add(person)
      if (lines.length < mostLines) break
      after = lines.at(-1)!.seq
    }
    return concerned
  }

  /** No line tells of what somebody may no longer see: their pages ask for the whole space. */
  #poke(space: SpaceId, concerned: Set<PersonId>, whole: Set<PersonId>): void {
    const poke = JSON.stringify({ type: 'poke', space })
    const wholePoke = JSON.stringify({ type: 'poke', space, whole: true })
    for (const each of this.#watchersOf(space))
      if (whole.has(each.asker.id)) each.send(wholePoke)
      else if (concerned.has(each.asker.id)) each.send(poke)
  }
}
