import { codesOf } from './pairs.ts'
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

/** What the index knows of an item: its words as text of the type tsvector, and the codes of words side by side. */
export interface Indexed {
  words: string
  pairs: string
}

/** A text of fewer words has no codes: it seldom has two words that are not side by side. */
export const fewWords = 100

/** Text beyond the limits is not indexed. */
export function vectorOf({ head, body }: Said, few = fewWords): Indexed {
  const vector = new Vector()
  for (const text of head) vector.add(text, 'A')
  for (const text of body) vector.add(text, '')
  return { words: vector.words(), pairs: vector.pairs(few) }
}

class Vector {
  readonly #positions = new Map<string, string[]>()
  readonly #sides: [readonly string[], readonly string[]][] = []
  #at = 0
  #bytes = 0

  add(text: string, weight: 'A' | ''): void {
    let before: readonly string[] = []
    for (const { lexemes } of wordsOf(text)) {
      if (this.#bytes > mostBytes) return
      for (const pair of pairsOf(before, lexemes)) this.#put(pair, weight)
      this.#sides.push([before, lexemes])
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

  words(): string {
    return [...this.#positions]
      .map(([word, at]) => `'${word}'${at.length > 0 ? `:${at.join(',')}` : ''}`)
      .join(' ')
  }

  pairs(few: number): string {
    if (this.#sides.length < few) return ''
    return [...new Set(this.#sides.flatMap(([first, second]) => codesOf(first, second)))].join(' ')
  }
}
