import { load } from './api.ts'
import { chosenLanguage, guessLanguage, keepLanguage } from './language.ts'
import type { Language } from './language.ts'
import { queries } from './queries.ts'
import { createStore } from './store.ts'

/** The language of the pages before signing in. */
export const doorLanguage = createStore<Language>(guessLanguage())

/** What was chosen on this page by somebody who has not signed in yet: it becomes the language of their profile. */
let chosenNow: Language | undefined

export function takeChosenLanguage(): Language | undefined {
  const chosen = chosenNow
  chosenNow = undefined
  return chosen
}

export function chooseLanguage(language: Language): void {
  chosenNow = language
  keepLanguage(language)
  doorLanguage.write(language)
}

/**
 * O5: uses the language of the invitation that is open or the organization's default, unless one was chosen in this browser.
 */
export function suggestLanguage(language: Language | null): void {
  if (language && !chosenLanguage()) doorLanguage.write(language)
}

const query = { ...load('/api/door'), staleTime: Infinity }

/** Asks the server for the default language; if that fails, the browser's language stays. */
export async function askForLanguage(): Promise<void> {
  if (chosenLanguage()) return
  const door = await queries.fetchQuery({ ...query, retry: false }).catch(() => undefined)
  suggestLanguage(door?.language ?? null)
}
