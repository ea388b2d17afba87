import type * as Y from 'yjs'
import type { Writer } from './store.ts'
import { numbersOf } from './updates.ts'

/** Client numbers that one edit may claim: its own, and those of tabs that were closed while offline. */
const mostClaims = 16

/**
 * The owners of the Yjs client numbers of one text. Yjs merges text by client number: anyone who continued another person's
 * number would replace what that person writes offline, and the server would acknowledge text that it drops.
 */
export class Writers {
  readonly #known: Map<number, Writer>

  constructor(known: ReadonlyMap<number, Writer>) {
    this.#known = new Map(known)
  }

  /**
   * Returns the numbers of this update that the database must still assign to its sender; undefined when one of them cannot
   * be theirs.
   */
  claimsOf(doc: Y.Doc, update: Uint8Array, sender: Writer): number[] | undefined {
    const claims = numbersOf(doc, update).filter(
      (number) => !isSame(this.#known.get(number), sender),
    )
    const isFree = (number: number) => {
      const owner = this.#known.get(number)
      // Text under a number without a known owner (a copied text, a restored version) cannot be continued by anybody.
      return owner ? owner.person === sender.person : !doc.store.clients.has(number)
    }
    return claims.length <= mostClaims && claims.every(isFree) ? claims : undefined
  }

  knows(number: number): boolean {
    return this.#known.has(number)
  }

  isSomebodyElses(number: number, person: string): boolean {
    const owner = this.#known.get(number)
    return owner !== undefined && owner.person !== person
  }

  learn(numbers: number[], writer: Writer): void {
    for (const number of numbers) this.#known.set(number, writer)
  }

  /** Takes in the numbers that other processes have assigned. */
  renew(known: ReadonlyMap<number, Writer>): void {
    for (const [number, writer] of known) this.#known.set(number, writer)
  }
}

function isSame(one: Writer | undefined, other: Writer): boolean {
  return one?.person === other.person && one.session === other.session
}
