import { changesSeen, newestSeen, type SeenChange } from '../access/changes-seen.ts'
import { positionOf, seqAt } from '../access/positions.ts'
import type { House } from '../kernel/context.ts'
import type { PersonId, SpaceId } from '../kernel/ids.ts'
import type { Connection } from './live-connection.ts'

interface Pull {
  connection: Connection
  since: number
  /** The lines found on an earlier page; the next page tells whether the person may see more. */
  found?: Line[]
}

type Line = Omit<SeenChange, 'seenBy'>

/** Lines in one answer; a client that is further behind is told that there are more, and pulls again from the last one. */
const mostLines = 500
/** Limit of lines times people in one statement. */
const mostAnswers = 100_000
/** Pulls from positions at most this far apart share a statement. */
const near = 50

/**
 * Answers pulls: concurrent pulls of one space are batched into one statement, under the rights of that moment (X111). Each
 * client receives the position of the last line that its person may see, so hidden lines do not move it (I1).
 */
export class LivePulls {
  readonly #house: House
  readonly #waiting = new Map<SpaceId, Pull[]>()
  readonly #running = new Set<SpaceId>()

  constructor(house: House) {
    this.#house = house
  }

  /** `since`: a position; without one the answer only says where the log is now, as far as its person may see it. */
  ask(connection: Connection, space: SpaceId, since: unknown): void {
    if (since === undefined) return void this.#tellWhere(connection, space)
    const seq = seqAt(this.#house, connection.asker.id, space, since)
    // A person who may not enter learns nothing, and another person's position is treated like an invalid one (I2).
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
    if (mayEnter && seq === undefined) return // no answer while the database is unavailable: the client retries
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

  /** Reads page by page, until every pull has its lines and it is known whether there are more, or the log has ended. */
  async #answerGroup(space: SpaceId, pulls: Pull[]): Promise<void> {
    let left = pulls
    for (let from = pulls[0]!.since; left.length > 0;) {
      const people = [...new Set(left.map(({ connection }) => connection.asker.id))]
      const most = Math.max(2 * near, Math.min(mostLines, Math.floor(mostAnswers / people.length)))
      const found = await changesSeen(this.#house.db, space, people, from, most).catch(
        () => undefined,
      )
      if (!found) return // no answer while the database is unavailable: the client retries
      left = this.#answerWith(space, left, found, found.length < most)
      from = found.at(-1)?.seq ?? from
    }
  }

  /** Returns the pulls that need the next page. */
  #answerWith(space: SpaceId, pulls: Pull[], page: SeenChange[], isEnd: boolean): Pull[] {
    const told = page.map(({ seenBy, ...line }) => ({ line, seenBy: new Set<PersonId>(seenBy) }))
    const written = new Map<string, string>()
    const left: Pull[] = []
    for (const pull of pulls) {
      const { connection, since, found } = pull
      const stays = connection.watches.has(space)
      const mine = told
        .filter(({ line, seenBy }) => line.seq > since && seenBy.has(connection.asker.id))
        .map(({ line }) => line)
      const isKnown = isEnd || (found && mine.length > 0)
      if (stays && !isKnown) left.push(mine.length > 0 ? { ...pull, found: mine } : pull)
      else this.#tell(pull, space, stays ? (found ?? mine) : [], written, found && mine.length > 0)
    }
    return left
  }

  #tell(
    { connection, since }: Pull,
    space: SpaceId,
    lines: Line[],
    written: Map<string, string>,
    more = false,
  ): void {
    const key = lines.map(({ seq }) => seq).join()
    const text = written.get(key) ?? JSON.stringify(lines.map(shown))
    written.set(key, text)
    this.#say(connection, space, lines.at(-1)?.seq ?? since, text, more)
  }

  /** `more` only counts lines that this person may see: hidden lines do not affect it (I1). */
  #say(connection: Connection, space: SpaceId, seq: number, lines: string, more = false): void {
    const position = positionOf(this.#house, connection.asker.id, space, seq)
    const rest = more ? ',"more":true' : ''
    connection.send(
      `{"type":"changes","space":"${space}","seq":"${position}","changes":${lines}${rest}}`,
    )
  }
}

function shown({ seq: _, ...line }: Line): object {
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
