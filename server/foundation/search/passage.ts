import { cut } from '../../kernel/plain-text.ts'
import type { Query, Term } from './query.ts'
import { wordsOf, type Word } from './words.ts'

/** A piece of a text; `found` marks a match. The text is not escaped: the code that shows it must do so. */
export interface Part {
  text: string
  found: boolean
}

/** UTF-16 units before the first match, and in all. */
const before = 60
const most = 240
/** How far into a text matches are looked for. */
export const furthest = 200_000

/** The whole text, with matches marked. */
export function marked(text: string, query: Query): Part[] {
  const words = [...wordsOf(text)]
  return partsOf(text, hitsIn(words, query))
}

/** The first passage with the most search terms, marked; undefined when the text has none. */
export function passageOf(text: string, query: Query): Part[] | undefined {
  const looked = text.slice(0, furthest).trimEnd()
  const words = [...wordsOf(looked)]
  const hits = hitsIn(words, query)
  const best = bestOf(hits)
  if (!best) return undefined
  const start = startOf(looked, words, best.from)
  const end = Math.min(looked.length, start + most)
  const piece = cut(looked.slice(start, end + 64), end - start)
  const inside = hits
    .filter(({ from, to }) => from >= start && to <= start + piece.length)
    .map((hit) => ({ ...hit, from: hit.from - start, to: hit.to - start }))
  const parts = partsOf(piece, inside)
  return [
    ...(start > 0 ? [{ text: '… ', found: false }] : []),
    ...parts,
    ...(start + piece.length < text.trimEnd().length ? [{ text: ' …', found: false }] : []),
  ]
}

/** The beginning of a text without matches. */
export function beginningOf(text: string): Part[] {
  const piece = cut(text.slice(0, most * 2).trimEnd(), most)
  if (!piece.trim()) return []
  return [{ text: line(piece) + (piece.length < text.trimEnd().length ? ' …' : ''), found: false }]
}

interface Hit {
  from: number
  to: number
  term: number
}

/** The matches of each term: a word, or the consecutive words of a phrase. */
function hitsIn(words: Word[], { wanted }: Query): Hit[] {
  return words.flatMap((_, at) =>
    wanted.flatMap((term, number) => {
      if (!isAt(words, at, term)) return []
      const last = words[at + term.words.length - 1]!
      return [{ from: words[at]!.from, to: last.to, term: number }]
    }),
  )
}

function isAt(words: Word[], at: number, { words: searched, begins }: Term): boolean {
  return searched.every((lexemes, place) => {
    const word = words[at + place]
    if (!word) return false
    const open = begins && place === searched.length - 1
    return (
      word.lexemes.some((lexeme) => lexemes.includes(lexeme)) ||
      (open && word.lexemes.some((lexeme) => lexeme.startsWith(lexemes[0]!)))
    )
  })
}

/** The first match with the most terms near it. */
function bestOf(hits: Hit[]): Hit | undefined {
  let best: { hit: Hit; terms: number } | undefined
  const near: Hit[] = []
  for (const hit of hits.toReversed()) {
    near.unshift(hit)
    while (near.at(-1)!.to > hit.from + most - before) near.pop()
    const terms = new Set(near.map(({ term }) => term)).size
    if (!best || terms >= best.terms) best = { hit, terms }
    if (near.length > 200) near.pop()
  }
  return best?.hit
}

/** Starts at a word, or at the beginning of the line if that is near. */
function startOf(text: string, words: Word[], hit: number): number {
  const earliest = Math.max(0, hit - before)
  if (earliest === 0) return 0
  const lineStart = text.lastIndexOf('\n', hit - 1) + 1
  if (lineStart >= earliest) return lineStart
  return words.find(({ from }) => from >= earliest)?.from ?? hit
}

function partsOf(text: string, hits: Hit[]): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const { from, to } of hits) {
    if (to <= at) continue
    if (from > at) parts.push({ text: line(text.slice(at, from)), found: false })
    const word = text.slice(Math.max(from, at), to)
    const last = parts.at(-1)
    if (last?.found && from <= at) last.text += word
    else parts.push({ text: word, found: true })
    at = to
  }
  if (at < text.length) parts.push({ text: line(text.slice(at)), found: false })
  return parts
}

/** Puts a dot between cells, and between lines that end without a mark of their own; then collapses whitespace. */
function line(text: string): string {
  return text.replaceAll(/\s*\t\s*|(?<![\s.,:;!?…])\s*\n\s*/g, ' · ').replaceAll(/\s+/g, ' ')
}
