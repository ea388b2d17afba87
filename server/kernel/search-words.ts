/** The condition that folded text contains every word of the array `$n` (searchWords in plain-text.ts); true without words. */
export function hasWords(text: string, n: number | string): string {
  return `not exists (select from unnest($${n}::text[]) word where position(word in ${text}) = 0)`
}
