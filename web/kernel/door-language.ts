import { load } from './api.ts'
import { chosenLanguage, guessLanguage, keepLanguage } from './language.ts'
import type { Language } from './language.ts'
import { queries } from './queries.ts'
import { createStore } from './store.ts'

/** What the pages before signing in speak. */
export const doorLanguage = createStore<Language>(guessLanguage())

export function chooseLanguage(language: Language): void {
  keepLanguage(language)
  doorLanguage.write(language)
}

/** O5: as long as nobody has chosen in this browser, the organization's default decides, or the invitation that is read. */
export function suggestLanguage(language: Language | null): void {
  if (language && !chosenLanguage()) doorLanguage.write(language)
}

const query = { ...load('/api/door'), staleTime: Infinity }

/** A page that cannot ask speaks what the browser speaks. */
export async function askForLanguage(): Promise<void> {
  if (chosenLanguage()) return
  const door = await queries.fetchQuery({ ...query, retry: false }).catch(() => undefined)
  suggestLanguage(door?.language ?? null)
}
