import { codesOf } from './pairs.ts'
import { pairsOf, wordsOf } from './words.ts'

/** The words of an item: its title and tags, then its texts. A phrase never continues from one text into the next. */
export interface Said {
  head: string[]
  body: string[]
}

/** Limits of PostgreSQL's tsvector: positions, positions of one word, and half its bytes. Text beyond them is not indexed. */
const lastPosition = 16_383
const mostPositions = 255
const mostBytes = 500_000

/** The words of an item with their positions, and the codes of words side by side, as text of the type tsvector. */
export function vectorOf({ head, body }: Said): string {
  const vector = new Vector()
  for (const text of head) vector.add(text, 'A')
  for (const text of body) vector.add(text, '')
  return vector.text()
}

class Vector {
  readonly #positions = new Map<string, string[]>()
  readonly #codes = new Set<string>()
  #at = 0
  #bytes = 0

  add(text: string, weight: 'A' | ''): void {
    let before: readonly string[] = []
    for (const { lexemes } of wordsOf(text)) {
      if (this.#bytes > mostBytes) return
      for (const pair of pairsOf(before, lexemes)) this.#put(pair, weight)
      for (const code of codesOf(before, lexemes)) this.#codes.add(code)
      this.#at++
      for (const lexeme of lexemes) this.#put(lexeme, weight)
      before = lexemes
    }
    this.#at++ // a gap, so that no phrase spans two texts
  }

  #put(lexeme: string, weight: string): void {
    const known = this.#positions.get(lexeme)
    const at = known ?? []
    if (!known) {
      this.#positions.set(lexeme, at)
      this.#bytes += Buffer.byteLength(lexeme) + 6
    }
    if (at.length >= mostPositions || this.#at >= lastPosition) return
    at.push(`${this.#at}${weight}`)
    this.#bytes += 2
  }

  text(): string {
    const words = [...this.#positions].map(
      ([word, at]) => `'${word}'${at.length > 0 ? `:${at.join(',')}` : ''}`,
    )
    return [...words, ...this.#codes].join(' ')
  }
}
