/** What somebody typed into a search box, as words to compare: without case and accents. They are data, never a pattern. */
export function searchWords(search: string): string[] {
  return search
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8)
}

/** The condition that every word of the array `$n` occurs in an SQL text, compared the same way; true without words. */
export function hasWords(text: string, n: number): string {
  return `coalesce((select bool_and(position(word in
      lower(regexp_replace(normalize(${text}, NFD), '[\\u0300-\\u036f]', '', 'g'))) > 0)
    from unnest($${n}::text[]) word), true)`
}
