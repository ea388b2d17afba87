import { fileKey } from './plain-text.ts'

/** Returns each path only once, ignoring case: the second `A` is called `a (2)`. */
export class UniqueNames {
  readonly #taken = new Set<string>()

  take(folder: string, name: string, ending = ''): string {
    for (let count = 1; ; count++) {
      const path = `${folder}/${count === 1 ? name : `${name} (${count})`}${ending}`
      const key = fileKey(path)
      if (this.#taken.has(key)) continue
      this.#taken.add(key)
      return path
    }
  }
}
