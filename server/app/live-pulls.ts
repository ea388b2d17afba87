import { changesSeen, newestSeen, type SeenChange } from '../access/changes-seen.ts'
import { positionOf, seqAt } from '../access/positions.ts'
import type { House } from '../kernel/context.ts'
import type { PersonId, SpaceId } from '../kernel/ids.ts'
import type { Connection } from './live-connection.ts'

interface Pull {
  connection: Connection
  since: number
}

/** Lines in one answer; who is further behind pulls again from where it ended. */
const mostLines = 500
/** Lines times people of one statement: a crowd that comes back from far behind does so in several pulls. */
const mostAnswers = 100_000
/** Pulls from nearly the same place share a statement. */
const near = 50

/**
 * Answers pulls: those of one space that come in together are one statement, under the rights of that moment (X111). Each
 * is told the position of the last line that its person may see, so that the others move nothing (I1).
 */
export class LivePulls {
  readonly #house: House
  readonly #waiting = new Map<SpaceId, Pull[]>()
  readonly #running = new Set<SpaceId>()

  constructor(house: House) {
    this.#house = house
  }

  /** `since`: a position; without one the answer only tells where the log is now, as far as its person may see it. */
  ask(connection: Connection, space: SpaceId, since: unknown): void {
    if (since === undefined) return void this.#tellWhere(connection, space)
    const seq = seqAt(this.#house, connection.asker.id, space, since)
    // Who may not enter learns nothing, and a position of somebody else is like one that never was (I2).
    if (seq === undefined || !connection.watches.has(space))
      return connection.say({ type: 'changes', space, seq: since, changes: [] })
    const waiting = this.#waiting.get(space)
    if (waiting) return void waiting.push({ connection, since: seq })
    this.#waiting.set(space, [{ connection, since: seq }])
    if (!this.#running.has(space)) setImmediate(() => void this.#answer(space))
  }

  async #tellWhere(connection: Connection, space: SpaceId): Promise<void> {
    const { id } = connection.asker
    const mayEnter = connection.watches.has(space)
    const seq = mayEnter
      ? await newestSeen(this.#house.db, space, id).catch(() => undefined)
      : undefined
    if (mayEnter && seq === undefined) return // unavailable is not an answer: the client asks again
    this.#say(connection, space, connection.watches.has(space) ? (seq ?? 0) : 0, '[]')
  }

  async #answer(space: SpaceId): Promise<void> {
    this.#running.add(space)
    for (let pulls = this.#take(space); pulls; pulls = this.#take(space))
      for (const group of together(pulls)) await this.#answerGroup(space, group)
    this.#running.delete(space)
  }

  #take(space: SpaceId): Pull[] | undefined {
    const pulls = this.#waiting.get(space)
    this.#waiting.delete(space)
    return pulls
  }

  /** Page by page, until each of them has lines to see or the log has ended. */
  async #answerGroup(space: SpaceId, pulls: Pull[]): Promise<void> {
    let left = pulls
    for (let from = pulls[0]!.since; left.length > 0;) {
      const people = [...new Set(left.map(({ connection }) => connection.asker.id))]
      const most = Math.max(2 * near, Math.min(mostLines, Math.floor(mostAnswers / people.length)))
      const found = await changesSeen(this.#house.db, space, people, from, most).catch(
        () => undefined,
      )
      if (!found) return // unavailable is not an answer: the client asks again
      left = this.#answerWith(space, left, found, found.length < most)
      from = found.at(-1)?.seq ?? from
    }
  }

  /** Returns those who saw nothing of these lines, while more may come. */
  #answerWith(space: SpaceId, pulls: Pull[], found: SeenChange[], isEnd: boolean): Pull[] {
    const told = found.map(({ seenBy, ...line }) => ({ line, seenBy: new Set<PersonId>(seenBy) }))
    const written = new Map<string, string>()
    const left: Pull[] = []
    for (const pull of pulls) {
      const { connection, since } = pull
      const stays = connection.watches.has(space)
      const mine = told.filter(
        ({ line, seenBy }) => stays && line.seq > since && seenBy.has(connection.asker.id),
      )
      if (stays && mine.length === 0 && !isEnd) {
        left.push(pull)
        continue
      }
      const key = mine.map(({ line }) => line.seq).join()
      const lines = written.get(key) ?? JSON.stringify(mine.map(({ line }) => shown(line)))
      written.set(key, lines)
      this.#say(connection, space, mine.at(-1)?.line.seq ?? since, lines)
    }
    return left
  }

  #say(connection: Connection, space: SpaceId, seq: number, lines: string): void {
    const position = positionOf(this.#house, connection.asker.id, space, seq)
    connection.send(`{"type":"changes","space":"${space}","seq":"${position}","changes":${lines}}`)
  }
}

function shown({ seq: _, ...line }: Omit<SeenChange, 'seenBy'>): object {
  return line
}

function together(pulls: Pull[]): Pull[][] {
  const groups: Pull[][] = []
  for (const pull of pulls.toSorted((a, b) => a.since - b.since)) {
    const group = groups.at(-1)
    if (group && pull.since - group[0]!.since <= near) group.push(pull)
    else groups.push([pull])
  }
  return groups
}
