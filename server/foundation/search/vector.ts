import { pairsOf, wordsOf } from './words.ts'

/** The words of an item: its title and tags, then its texts. A phrase never continues from one text into the next. */
export interface Said {
  head: string[]
  body: string[]
}

/** Limits of PostgreSQL's tsvector: positions, positions of one word, and half its bytes. */
const lastPosition = 16_383
const mostPositions = 255
const mostBytes = 500_000

/** The words of an item as text of the type tsvector. Text beyond the limits is not indexed. */
export function vectorOf({ head, body }: Said): string {
  const vector = new Vector()
  for (const text of head) vector.add(text, 'A')
  for (const text of body) vector.add(text, '')
  return vector.toString()
}

class Vector {
  readonly #positions = new Map<string, string[]>()
  #at = 0
  #bytes = 0

  add(text: string, weight: 'A' | ''): void {
    let before: readonly string[] = []
    for (const { lexemes } of wordsOf(text)) {
      if (this.#bytes > mostBytes) return
      for (const pair of pairsOf(before, lexemes)) this.#put(pair, weight)
      this.#at++
      for (const lexeme of lexemes) this.#put(lexeme, weight)
      before = lexemes
    }
    this.#at++ // a gap, so that no phrase spans two texts
  }

  #put(lexeme: string, weight: string): void {
    const position = `${Math.min(this.#at, lastPosition)}${weight}`
    const known = this.#positions.get(lexeme)
    if (!known) {
      this.#positions.set(lexeme, [position])
      this.#bytes += Buffer.byteLength(lexeme) + 8
    } else if (known.length < mostPositions && this.#at < lastPosition) {
      known.push(position)
      this.#bytes += 2
    }
  }

  toString(): string {
    return [...this.#positions].map(([word, at]) => `'${word}':${at.join(',')}`).join(' ')
  }
}
