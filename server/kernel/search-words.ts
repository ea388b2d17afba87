/** The condition that folded text contains every word of the array `$n` (searchWords in plain-text.ts); true without words. */
export function hasWords(text: string, n: number | string): string {
  return `not exists (select from unnest($${n}::text[]) word where position(word in ${text}) = 0)`
}

/** The same with one wrong letter a word; the array has the expressions of `nearly` (plain-text.ts). */
export function hasNearly(text: string, n: number | string): string {
  return `not exists (select from unnest($${n}::text[]) word where ${text} !~ word)`
}
