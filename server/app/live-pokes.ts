import { changesSeen } from '../access/changes-seen.ts'
import type { Querier } from '../kernel/db.ts'
import type { PersonId, SpaceId } from '../kernel/ids.ts'
import type { Connection } from './live-connection.ts'

/** Changes in a space that pages have not been told of yet. */
interface Pending {
  /** The lines after this one, up to `to`. */
  from: number
  to: number
  /** People who lost sight of something, whatever the lines are about. */
  also: Set<PersonId>
}

const mostLines = 200
const pauseAfterFailure = 1000

/**
 * Tells pages that something has changed: the pages of people who may see one of its lines, under their present rights, and
 * of people who could until now. A person who sees none of the lines receives nothing, not even the fact that something was
 * written (G10, I1). A burst costs one statement over the people who watch, however many pages they have open.
 */
export class LivePokes {
  readonly #db: Querier
  readonly #watchersOf: (space: SpaceId) => Iterable<Connection>
  readonly #pending = new Map<SpaceId, Pending>()
  readonly #running = new Set<SpaceId>()
  /** For each watched space, the last line of the log that was announced. */
  readonly #told = new Map<SpaceId, number>()

  constructor(db: Querier, watchersOf: (space: SpaceId) => Iterable<Connection>) {
    this.#db = db
    this.#watchersOf = watchersOf
  }

  /** Called when somebody begins to watch the space. */
  begin(space: SpaceId, seq: number): void {
    if (!this.#told.has(space)) this.#told.set(space, seq)
  }

  end(space: SpaceId): void {
    this.#told.delete(space)
  }

  /** The log is written up to `seq`. Includes earlier lines of other processes whose message was lost or is late. */
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

  /** No line is visible to people who lost sight of something: their pages reload the whole space. */
  #poke(space: SpaceId, concerned: Set<PersonId>, whole: Set<PersonId>): void {
    const poke = JSON.stringify({ type: 'poke', space })
    const wholePoke = JSON.stringify({ type: 'poke', space, whole: true })
    for (const each of this.#watchersOf(space))
      if (whole.has(each.asker.id)) each.send(wholePoke)
      else if (concerned.has(each.asker.id)) each.send(poke)
  }
}
