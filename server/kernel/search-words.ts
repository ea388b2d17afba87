/** The condition that every word of the array `$n` (searchWords in plain-text.ts) occurs in folded text; true without words. */
export function hasWords(text: string, n: number | string): string {
  return `not exists (select from unnest($${n}::text[]) word where position(word in ${text}) = 0)`
}
