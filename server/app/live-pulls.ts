import { changesSeen } from '../access/changes-seen.ts'
import type { Querier } from '../kernel/db.ts'
import type { SpaceId } from '../kernel/ids.ts'
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

/** Answers pulls: those of one space that come in together are one statement, under the rights of that moment (X111). */
export class LivePulls {
  readonly #db: Querier
  readonly #waiting = new Map<SpaceId, Pull[]>()
  readonly #running = new Set<SpaceId>()

  constructor(db: Querier) {
    this.#db = db
  }

  ask(connection: Connection, space: SpaceId, since: number): void {
    const waiting = this.#waiting.get(space)
    if (waiting) return void waiting.push({ connection, since })
    this.#waiting.set(space, [{ connection, since }])
    if (!this.#running.has(space)) setImmediate(() => void this.#answer(space))
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

  async #answerGroup(space: SpaceId, pulls: Pull[]): Promise<void> {
    const from = pulls[0]!.since
    const people = [...new Set(pulls.map(({ connection }) => connection.asker.id))]
    const lines = Math.max(2 * near, Math.min(mostLines, Math.floor(mostAnswers / people.length)))
    const found = await changesSeen(this.#db, space, people, from, lines).catch(() => undefined)
    if (!found) return // unavailable is not an answer: the client asks again
    const last = found.at(-1)?.seq ?? from
    const told = found.map(({ seenBy, ...line }) => ({ line, seenBy: new Set(seenBy) }))
    const written = new Map<string, string>()
    for (const { connection, since } of pulls) {
      // Who may not enter learns not even how far the log is (I2).
      if (!connection.watches.has(space)) {
        connection.say({ type: 'changes', space, seq: since, changes: [] })
        continue
      }
      const mine = told.filter(
        ({ line, seenBy }) => line.seq > since && seenBy.has(connection.asker.id),
      )
      const key = mine.map(({ line }) => line.seq).join()
      const answer = written.get(key) ?? JSON.stringify(mine.map(({ line }) => line))
      written.set(key, answer)
      const seq = Math.max(last, since)
      connection.send(`{"type":"changes","space":"${space}","seq":${seq},"changes":${answer}}`)
    }
  }
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
