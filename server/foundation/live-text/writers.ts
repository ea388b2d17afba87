import type * as Y from 'yjs'
import type { Writer } from './store.ts'
import { numbersOf } from './updates.ts'

/** Numbers that one edit may begin to write under: one of its own, and those of tabs that were closed without a connection. */
const mostClaims = 16

/**
 * Whose the Yjs client numbers of one text are. What is written under a number is merged by it: anyone who continued another's
 * would replace what that person writes without a connection, and the server would acknowledge text that it dropped.
 */
export class Writers {
  readonly #known: Map<number, Writer>

  constructor(known: ReadonlyMap<number, Writer>) {
    this.#known = new Map(known)
  }

  /** The numbers of this update that the database must still give to its sender; undefined when one of them cannot be theirs. */
  claimsOf(doc: Y.Doc, update: Uint8Array, sender: Writer): number[] | undefined {
    const claims = numbersOf(doc, update).filter(
      (number) => !isSame(this.#known.get(number), sender),
    )
    const isFree = (number: number) => {
      const owner = this.#known.get(number)
      // What nobody is known to have written under (a copied text, a restored version) is nobody's to continue.
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

  /** Another process has written too. */
  renew(known: ReadonlyMap<number, Writer>): void {
    for (const [number, writer] of known) this.#known.set(number, writer)
  }
}

function isSame(one: Writer | undefined, other: Writer): boolean {
  return one?.person === other.person && one.session === other.session
}
