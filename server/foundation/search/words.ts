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

/**
 * The words that texts use most. Most texts have any two of them somewhere, few have them side by side: the index also has
 * such pairs, so that a phrase of them is found as fast as a word.
 */
const common = new Set(
  (
    'a about after all also an and any are as at be been but by can could did do for from had has have he her his how i if in ' +
    'into is it its just like may me more my new no not now of on one only or our out over s she so some t than that the their ' +
    'them then there these they this to two up us was we were what when which who will with would year you your ' +
    'ai au aussi aux avec avez avons c ce ces cette comme d dans de des deux du elle elles en est et être eu fait faire il ils j ' +
    'je l la le les leur leurs lui m ma mais me même mes moi mon n ne nos notre nous on ont ou où par pas peut plus pour qu que ' +
    'qui sa sans se ses si son sont sur ta te tes tout toute toutes tous tu un une vers vos votre vous y à été'
  )
    .split(' ')
    .flatMap(readLexemes),
)
const oneLetter = new RegExp(`^[${alone}]`, 'v')

/** The lexemes of two words side by side; none unless both are among the most common, or letters of such scripts. */
export function pairsOf(first: readonly string[], second: readonly string[]): string[] {
  return first
    .filter(isPaired)
    .flatMap((one) => second.filter(isPaired).map((other) => `+${one}+${other}`))
}

/** Whether every place where the word is found is in pairs. */
export function isPairedWhole(lexemes: readonly string[]): boolean {
  return lexemes.every(isPaired)
}

/** Whether some places where the word is found are in pairs. */
export function isPairedPartly(lexemes: readonly string[]): boolean {
  return lexemes.some(isPaired)
}

function isPaired(lexeme: string): boolean {
  return common.has(lexeme) || (lexeme.charCodeAt(0) > 0x7f && oneLetter.test(lexeme))
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
