/** A connection, reduced to the data that was written for it and not sent yet. */
export interface Reader {
  readonly person: string
  readonly unsent: number
  /** Closes it: the client reconnects and pulls what is missing. */
  letGo(): void
}

const mega = 1024 * 1024

/** Maximum unsent bytes: of one connection, of all connections of one person, and of this process. */
const most = { connection: 2 * mega, person: 8 * mega, process: 64 * mega }

/**
 * From here on a reader counts as slow, and the server stops reading from it until it has caught up: its requests would
 * only add to the backlog.
 */
export const slowFrom = 128 * 1024

/**
 * Bounds the memory that slow readers cost (X120). Only slow readers are tracked: a fast reader is not in the set, so a
 * message to a whole group costs nothing more.
 */
export class Backlog {
  readonly #slow = new Set<Reader>()
  readonly #most: typeof most

  constructor(limits = most) {
    this.#most = limits
  }

  /** Called after each write. Closes readers until the backlog is within its limits. */
  look(reader: Reader): void {
    if (reader.unsent <= slowFrom) return
    this.#slow.add(reader)
    if (reader.unsent > this.#most.connection) return this.#letGo(reader)
    const slow = this.#stillSlow()
    const own = slow.filter(({ person }) => person === reader.person)
    if (sum(own) > this.#most.person) this.#letGo(worst(own))
    else if (sum(slow) > this.#most.process) this.#letGo(worst(slow))
  }

  leave(reader: Reader): void {
    this.#slow.delete(reader)
  }

  #letGo(reader: Reader): void {
    this.#slow.delete(reader)
    reader.letGo()
  }

  #stillSlow(): Reader[] {
    for (const each of this.#slow) if (each.unsent <= slowFrom) this.#slow.delete(each)
    return [...this.#slow]
  }
}

function sum(readers: Reader[]): number {
  return readers.reduce((all, { unsent }) => all + unsent, 0)
}

function worst(readers: Reader[]): Reader {
  return readers.reduce((one, other) => (other.unsent > one.unsent ? other : one))
}
