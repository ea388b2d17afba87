import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import { guessLanguage, guessTimeZone, keepLanguage, ReaderContext } from '../kernel/language.ts'
import { createStore, useStore } from '../kernel/store.ts'
import { useSession } from '../kernel/session.ts'
import type { Language } from '../kernel/language.ts'

/** Before somebody is signed in, the language is what they chose at the door. */
export const doorLanguage = createStore<Language>(guessLanguage())

/** In which language and time zone everything below is said. */
export function Reading({ children }: { children: ReactNode }) {
  const person = useSession()?.person
  const atTheDoor = useStore(doorLanguage)
  const language = person?.language ?? atTheDoor
  const timeZone = person?.timeZone || guessTimeZone()
  const reader = useMemo(() => ({ language, timeZone }), [language, timeZone])
  useEffect(() => keepLanguage(language), [language])
  return <ReaderContext value={reader}>{children}</ReaderContext>
}
