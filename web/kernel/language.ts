import { createContext, use } from 'react'

export type Language = 'en' | 'fr'

export const languages: readonly Language[] = ['en', 'fr']
export const languageNames: Record<Language, string> = { en: 'English', fr: 'Français' }

export type Reader = { language: Language; timeZone: string }

export const ReaderContext = createContext<Reader>({
  language: guessLanguage(),
  timeZone: guessTimeZone(),
})

export const useReader = (): Reader => use(ReaderContext)

export function guessLanguage(): Language {
  const kept = globalThis.localStorage?.getItem('atelier.language')
  const wanted = [kept, ...(globalThis.navigator?.languages ?? [])]
  const found = wanted.map((tag) => tag?.slice(0, 2)).find(isLanguage)
  return found ?? 'en'
}

export function keepLanguage(language: Language): void {
  localStorage.setItem('atelier.language', language)
  document.documentElement.lang = language
}

export function guessTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function isLanguage(tag: unknown): tag is Language {
  return tag === 'en' || tag === 'fr'
}
