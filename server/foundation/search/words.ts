import { stemmer as english } from '@orama/stemmers/english'
import { stemmer as french } from '@orama/stemmers/french'
import { folded } from '../../kernel/plain-text.ts'

/** A word of a text: its position, and the forms by which it is found: the word itself, folded, and its stems. */
export interface Word {
  from: number
  to: number
  lexemes: readonly string[]
}

/** Letters of scripts without spaces between words, and pictographs: each is a word, and several are a phrase. */
const alone = String.raw`\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}\p{Extended_Pictographic}`
const inside = String.raw`\p{L}\p{N}\p{M}\p{Cf}`
const wordPattern = new RegExp(
  String.raw`[${alone}][\p{M}\uFF9E\uFF9F]*|[[\p{L}\p{N}]--[${alone}]][[${inside}]--[${alone}]]*`,
  'gv',
)
const noLetter = /[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu

/** Longer words are indexed by their first characters. */
const longest = 60
/** Longer words are not stemmed. */
const longestStemmed = 40

/** The words of a text, in their order. */
export function* wordsOf(text: string): Generator<Word> {
  for (const { 0: word, index } of text.matchAll(wordPattern)) {
    const lexemes = lexemesOf(word)
    if (lexemes.length > 0) yield { from: index, to: index + word.length, lexemes }
  }
}

const known = new Map<string, readonly string[]>()
const mostKnown = 100_000

/**
 * A folded word, then its English and French stems: the French one both with and without its accents, since people type both.
 */
export function lexemesOf(word: string): readonly string[] {
  const before = known.get(word)
  if (before) return before
  const lexemes = readLexemes(word.slice(0, 4 * longest))
  if (known.size >= mostKnown) known.clear()
  if (word.length <= longest) known.set(word, lexemes)
  return lexemes
}

function readLexemes(word: string): string[] {
  const plain = plainOf(word)
  if (!plain) return []
  if (plain.length > longestStemmed || !/^[a-z]{4,}$/.test(plain)) return [plain]
  const written = word
    .replace(/\p{Cf}/gu, '')
    .normalize('NFKC')
    .toLowerCase()
  return [
    ...new Set([plain, plainOf(french(written)), french(plain), english(plain)].filter(Boolean)),
  ]
}

function plainOf(word: string): string {
  return folded(word)
    .replace(noLetter, '')
    .slice(0, longest)
    .replace(/\p{Cs}$/u, '')
}
