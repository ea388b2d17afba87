import { codesOfSearched } from './pairs.ts'
import { isPairedWhole, pairsOf, wordsOf } from './words.ts'

/** One search term: a word, or a phrase of several. Each word is given by all its lexemes. */
export interface Term {
  words: (readonly string[])[]
  /** The last word is a prefix: the person is still typing it. */
  begins: boolean
}

export interface Query {
  wanted: Term[]
  unwanted: Term[]
}

const mostTerms = 8
const mostWords = 16

/**
 * Parses a query: words, "phrases", and -words that must not occur. The last word is a prefix unless a space follows it.
 * Everything else in the text is data. Returns undefined when there is nothing to search.
 */
export function readQuery(typed: string): Query | undefined {
  const query: Query = { wanted: [], unwanted: [] }
  const parts = typed
    .replaceAll(/[“”„‟«»＂]/g, '"')
    .matchAll(/(-?)(?:"([^"]*)("|$)|([^\s"]+)(?=(.?)))/gsu)
  for (const [, minus, phrase, closed, word = '', next] of parts) {
    const words = [...wordsOf(phrase ?? word)].map(({ lexemes }) => lexemes).slice(0, mostWords)
    if (words.length === 0) continue
    const begins = phrase === undefined ? next === '' : closed === ''
    const into = minus ? query.unwanted : query.wanted
    if (into.length < mostTerms) into.push({ words, begins: begins && !minus })
  }
  return query.wanted.length > 0 ? query : undefined
}

/** The query in the forms that the statement uses, each as text of the type tsquery. */
export interface AskedWords {
  /** On the words of an item: its whole text, and its title and tags only. */
  everywhere: string
  head: string
  /** On the index, with `@` in place of the space: text without title and tags, and title and tags. */
  bodyKeys: string
  headKeys: string
  /** The index alone decides. It knows which words occur, but neither phrases nor words that must not occur. */
  exact: boolean
}

export function askedWords({ wanted, unwanted }: Query): AskedWords {
  const not = unwanted.map((term) => ` & !${inText(term, '')}`).join('')
  const all = (part: (term: Term) => string) => wanted.map(part).join(' & ')
  const headKeys = all((term) => inIndex(term, '='))
  const keys = [...wanted.map((term) => inIndex(term, '~')), ...wanted.flatMap(sideBySide)].join(
    ' & ',
  )
  const exact = unwanted.length === 0 && wanted.every((term) => placesOf(term).length === 1)
  return {
    everywhere: all((term) => inText(term, '')) + not,
    head: all((term) => inText(term, 'A')) + not,
    bodyKeys: exact ? `${keys} & !(${headKeys})` : keys,
    headKeys,
    exact,
  }
}

interface Place {
  /** Any of these, of which the first is a prefix if `begins`. */
  lexemes: readonly string[]
  begins: boolean
}

/** The consecutive places of a term: a word in each, or a pair of it and the next one. */
function placesOf({ words, begins }: Term): Place[] {
  const last = words.length - 1
  const isPair = words.map(
    (word, at) => at < (begins ? last - 1 : last) && [word, words[at + 1]!].every(isPairedWhole),
  )
  return words.flatMap((word, at) => {
    if (isPair[at]) return [{ lexemes: pairsOf(word, words[at + 1]!), begins: false }]
    if (at === last && isPair[at - 1]) return []
    return [{ lexemes: word, begins: begins && at === last }]
  })
}

/** The codes of the words that are side by side in a term. */
function sideBySide({ words, begins }: Term): string[] {
  return words.slice(1).flatMap((second, at) => {
    const isLast = at === words.length - 2
    const codes = codesOfSearched(words[at]!, second, begins && isLast)
    return codes ? anyOf({ lexemes: codes, begins: false }, '@~', '') : []
  })
}

function inText(term: Term, weight: string): string {
  return `(${placesOf(term)
    .map((place) => anyOf(place, '', weight))
    .join(' <-> ')})`
}

function inIndex(term: Term, mark: string): string {
  return placesOf(term)
    .map((place) => anyOf(place, `@${mark}`, ''))
    .join(' & ')
}

function anyOf({ lexemes, begins }: Place, start: string, weight: string): string {
  const each = lexemes.map((lexeme, at) => {
    const marks = (begins && at === 0 ? '*' : '') + weight
    return `'${start}${lexeme}'${marks && `:${marks}`}`
  })
  return `(${each.join(' | ')})`
}
