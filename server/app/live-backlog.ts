/** A connection, as far as it matters here: what was written for it and has not left yet. */
export interface Reader {
  readonly person: string
  readonly unsent: number
  /** Closes it: whoever comes back pulls what is missing. */
  letGo(): void
}

const mega = 1024 * 1024

/** Bytes for readers that do not keep up: of one connection, of all of one person's, and of this process. */
const most = { connection: 2 * mega, person: 8 * mega, process: 64 * mega }

/** From here on a reader counts as slow, and is not listened to either until it has read: what it asks would only add to it. */
export const slowFrom = 128 * 1024

/**
 * What slow readers cost is bounded (X120). Only they are looked at: a reader that keeps up is not in the set, so a message
 * to a whole group costs nothing more.
 */
export class Backlog {
  readonly #slow = new Set<Reader>()
  readonly #most: typeof most

  constructor(limits = most) {
    this.#most = limits
  }

  /** After something was written for it. Lets go of readers until what is left is within bounds. */
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
