import { isPairedPartly, isPairedWhole } from './words.ts'

/**
 * Two words side by side as a code: `+` and two letters, which is never a word. An item is found by the words of a phrase and by
 * their codes, and then the positions of its words decide. Words with a common lexeme have a common beginning and so the same
 * codes: an item with a phrase always has the codes of the phrase. Other words may have the same.
 */

/** How much of a lexeme a code depends on: two lexemes of one word rarely differ in it. */
const beginning = 3

/** The codes of two words of a text; none when their pair is itself in the index. */
export function codesOf(first: readonly string[], second: readonly string[]): string[] {
  return isPairedWhole(first) && isPairedWhole(second) ? [] : allCodes(first, second)
}

/** Any of these is a code of the two words wherever they are side by side; undefined when they may be there without one. */
export function codesOfSearched(
  first: readonly string[],
  second: readonly string[],
  begins: boolean,
): string[] | undefined {
  if (isPairedPartly(first) && (begins || isPairedPartly(second))) return undefined
  if (begins && second[0]!.length < beginning) return undefined
  return allCodes(first, second)
}

function allCodes(first: readonly string[], second: readonly string[]): string[] {
  const found: string[] = []
  for (const one of beginningsOf(first))
    for (const other of beginningsOf(second)) found.push(codeOf(one, other))
  return found
}

const known = new WeakMap<readonly string[], number[]>()

/** The beginnings of the lexemes, as hashes (FNV-1a). */
function beginningsOf(lexemes: readonly string[]): number[] {
  const before = known.get(lexemes)
  if (before) return before
  const all = [...new Set(lexemes.map((lexeme) => hashOf(lexeme.slice(0, beginning))))]
  known.set(lexemes, all)
  return all
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash
}

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
const codes = letters.flatMap((one) => letters.map((other) => `+${one}${other}`))

function codeOf(one: number, other: number): string {
  return codes[Math.imul(Math.imul(one, 0x01000193) ^ other, 0x9e3779b1) >>> 20]!
}
