import { wordsOf } from './words.ts'

/** One thing that is searched: a word, or a phrase of several. Each word is given by all lexemes that it is found by. */
export interface Term {
  words: (readonly string[])[]
  /** The last word is the beginning of one: somebody is still typing it. */
  begins: boolean
}

export interface Query {
  wanted: Term[]
  unwanted: Term[]
}

const mostTerms = 8
const mostWords = 16

/**
 * What somebody typed: words, "phrases", and -words that must not occur. The last word is taken as a beginning, as long as no
 * space comes after it. Everything else that it may contain is data. Undefined when nothing is searched.
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

/** The same in the forms that the statement asks with, each as text of the type tsquery. */
export interface AskedWords {
  /** Of the words of an item: what it says, and what its title and tags say. */
  everywhere: string
  head: string
  /** Of the index, where `@` is to become the space: of what only the text says, and of title and tags. */
  bodyKeys: string
  headKeys: string
  /** The index answers which words occur, but neither phrases nor what must not occur. */
  exact: boolean
}

export function askedWords({ wanted, unwanted }: Query): AskedWords {
  const not = unwanted.map((term) => ` & !${inText(term, '')}`).join('')
  const all = (part: (term: Term) => string) => wanted.map(part).join(' & ')
  const headKeys = all((term) => inIndex(term, '='))
  const keys = all((term) => inIndex(term, '~'))
  const exact = unwanted.length === 0 && wanted.every(({ words }) => words.length === 1)
  return {
    everywhere: all((term) => inText(term, '')) + not,
    head: all((term) => inText(term, 'A')) + not,
    bodyKeys: exact ? `${keys} & !(${headKeys})` : keys,
    headKeys,
    exact,
  }
}

function inText({ words, begins }: Term, weight: string): string {
  const last = words.length - 1
  return `(${words.map((word, at) => anyOf(word, weight, begins && at === last)).join(' <-> ')})`
}

function inIndex({ words, begins }: Term, mark: string): string {
  const last = words.length - 1
  return words
    .map((word, at) =>
      anyOf(
        word.map((each) => `@${mark}${each}`),
        '',
        begins && at === last,
      ),
    )
    .join(' & ')
}

/** One of the lexemes; the word itself comes first, and of a beginning it may go on. */
function anyOf(lexemes: readonly string[], weight: string, begins: boolean): string {
  const each = lexemes.map((lexeme, at) => {
    const marks = (begins && at === 0 ? '*' : '') + weight
    return `'${lexeme}'${marks && `:${marks}`}`
  })
  return `(${each.join(' | ')})`
}
