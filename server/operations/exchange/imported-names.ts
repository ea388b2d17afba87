import { containerKind } from '../../kernel/kinds.ts'
import { folded } from '../../kernel/plain-text.ts'
import type { Tool } from '../../kernel/tool.ts'
import type { ContainerEntry } from './archive.ts'

/**
 * Names in the containers of an archive where names are unique (decision 0023). Only things that the same people see are
 * compared: a number must not tell a guest of something internal, or a member of a container with its own list (I1).
 */
export class ImportedNames {
  readonly #unique: Set<number>
  readonly #taken = new Set<string>()
  /** How often a name has come, so that a thousand of one name cost a thousand steps. */
  readonly #counts = new Map<string, number>()

  constructor(tools: readonly Tool[], containers: ContainerEntry[]) {
    const unique = containers.filter((entry) => containerKind(tools, entry)?.uniqueNames)
    this.#unique = new Set(unique.map(({ number }) => number))
  }

  ofContainer({ parent, name, rights, internalOnly }: ContainerEntry): string {
    return parent === null || rights ? name : this.take(parent, name, internalOnly !== null)
  }

  take(container: number, name: string, internal: boolean): string {
    if (!this.#unique.has(container)) return name
    const scope = `${container} ${internal}`
    const first = `${scope} ${folded(name)}`
    for (let count = (this.#counts.get(first) ?? 0) + 1; ; count++) {
      const called = count === 1 ? name : `${name} (${count})`
      const key = `${scope} ${folded(called)}`
      if (this.#taken.has(key)) continue
      this.#taken.add(key)
      this.#counts.set(first, count)
      return called
    }
  }
}
