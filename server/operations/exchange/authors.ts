import { addressOf, emailKey } from '../../kernel/addresses.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import type { ImportedAuthor } from '../../foundation/people/cards.ts'
import type { PersonEntry } from './archive.ts'

/** Names that one address may be asked to accept as its own: an archive may repeat an address any number of times. */
const mostNamesOfAddress = 5

interface Importer {
  id: PersonId
  emailKey: string
}

/** The address of an entry, folded for comparison; null when no mail can be sent to it. */
export function keyOf(entry: PersonEntry | undefined): string | null {
  const address = addressOf(entry?.email ?? '')
  return address === undefined ? null : emailKey(address)
}

/**
 * The people of an archive in the new group. People whom this instance knows stay themselves if it made the archive; the
 * importer is recognized by their own address; everybody else becomes a name that waits until its address accepts it (G13,
 * X98).
 */
export class Authors {
  readonly names = new Map<string, ImportedAuthor>()
  readonly known: Set<string>
  readonly #importer: Importer
  readonly #entries: Map<string, PersonEntry>
  readonly #ofAddress = new Map<string, number>()

  constructor(known: Set<string>, entries: PersonEntry[], importer: Importer) {
    this.known = known
    this.#importer = importer
    this.#entries = new Map(entries.map((entry) => [entry.id, entry]))
  }

  of(id: string): PersonId {
    if (this.known.has(id)) return id as PersonId
    const entry = this.#entries.get(id)
    const key = keyOf(entry)
    if (key === this.#importer.emailKey) return this.#importer.id
    const name = this.names.get(id) ?? this.#name(entry, key)
    this.names.set(id, name)
    return name.id
  }

  /** The id that can be given a right; undefined for a name that nobody can accept. */
  principal(id: string): PersonId | undefined {
    return this.known.has(id) || keyOf(this.#entries.get(id)) !== null ? this.of(id) : undefined
  }

  #name(entry: PersonEntry | undefined, key: string | null): ImportedAuthor {
    const count = key === null ? 0 : (this.#ofAddress.get(key) ?? 0) + 1
    if (key !== null) this.#ofAddress.set(key, count)
    const { firstName = '', lastName = '' } = entry ?? {}
    const waits = count <= mostNamesOfAddress ? key : null
    return { id: newId(), firstName, lastName, emailKey: waits }
  }
}
