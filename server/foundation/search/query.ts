import { wordsOf } from './words.ts'

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

/** Any of the lexemes. The first is the word itself, which is matched as a prefix if `begins`. */
function anyOf(lexemes: readonly string[], weight: string, begins: boolean): string {
  const each = lexemes.map((lexeme, at) => {
    const marks = (begins && at === 0 ? '*' : '') + weight
    return `'${lexeme}'${marks && `:${marks}`}`
  })
  return `(${each.join(' | ')})`
}
