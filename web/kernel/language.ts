import { createContext, use } from 'react'
import { remember } from './remember.ts'

export type Language = 'en' | 'fr'

export const languages: readonly Language[] = ['en', 'fr']
export const languageNames: Record<Language, string> = { en: 'English', fr: 'Français' }

export type Reader = { language: Language; timeZone: string }

export const ReaderContext = createContext<Reader>({
  language: guessLanguage(),
  timeZone: guessTimeZone(),
})

export const useReader = (): Reader => use(ReaderContext)

/** The language that was chosen in this browser, before signing in or in the profile. */
export function chosenLanguage(): Language | undefined {
  const kept = globalThis.localStorage?.getItem('atelier.language')
  return isLanguage(kept) ? kept : undefined
}

export function guessLanguage(): Language {
  const tags = globalThis.navigator?.languages ?? []
  return chosenLanguage() ?? tags.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en'
}

export function keepLanguage(language: Language): void {
  remember('atelier.language', language)
}

export function guessTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function isLanguage(tag: unknown): tag is Language {
  return tag === 'en' || tag === 'fr'
}
