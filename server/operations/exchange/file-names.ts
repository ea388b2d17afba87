const longest = 60

/** Names that mean a device on some systems. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i

/** What somebody called a thing, as a file or folder can be called on every system. */
export function safeName(name: string, otherwise: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
  const short = [...plain].slice(0, longest).join('')
  const trimmed = short.replaceAll(/^[\s.]+|[\s.]+$/g, '')
  if (trimmed === '') return otherwise
  return reserved.test(trimmed) ? `${trimmed}_` : trimmed
}

/** Gives each path once, whatever the case: the second `A` is called `a (2)`. */
export class UniqueNames {
  readonly #taken = new Set<string>()

  take(folder: string, name: string, ending = ''): string {
    for (let count = 1; ; count++) {
      const path = `${folder}/${count === 1 ? name : `${name} (${count})`}${ending}`
      const key = path.normalize('NFKC').toLowerCase()
      if (this.#taken.has(key)) continue
      this.#taken.add(key)
      return path
    }
  }
}
