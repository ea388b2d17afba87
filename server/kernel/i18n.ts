/** The languages of the product; every sentence exists in each. */
export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

/** The same sentence in every language. */
export type Sentence = Readonly<Record<Language, string>>

/** A number of things in every language: *12 notes*. */
export type Counted = Readonly<Record<Language, (count: number) => string>>

/** The best of our languages for an Accept-Language header (RFC 9110 §12.5.4). */
export function preferredLanguage(
  header: string | undefined,
  otherwise: Language = 'en',
): Language {
  const wanted = (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().toLowerCase().split(';q=')
      return { tag: tag.slice(0, 2), q: q === undefined ? 1 : Number(q) || 0 }
    })
    .sort((a, b) => b.q - a.q)
  return (
    languages.find((language) => wanted.find(({ tag }) => isLanguage(tag))?.tag === language) ??
    otherwise
  )
}

function isLanguage(tag: string): tag is Language {
  return (languages as readonly string[]).includes(tag)
}
