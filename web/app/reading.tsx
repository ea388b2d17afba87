import type { ReactNode } from 'react'
import { useEffect, useMemo } from 'react'
import { doorLanguage } from '../kernel/door-language.ts'
import { guessTimeZone, keepLanguage, ReaderContext } from '../kernel/language.ts'
import { useSession } from '../kernel/session.ts'
import { useStore } from '../kernel/store.ts'
import { ToolsContext } from '../kernel/tools.ts'
import { tools } from './tools.ts'

/** Provides language and time zone to everything below. */
export function Reading({ children }: { children: ReactNode }) {
  const person = useSession()?.person
  const atTheDoor = useStore(doorLanguage)
  const language = person?.language ?? atTheDoor
  const timeZone = person?.timeZone || guessTimeZone()
  const reader = useMemo(() => ({ language, timeZone }), [language, timeZone])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => {
    if (person) keepLanguage(person.language)
  }, [person])
  return (
    <ReaderContext value={reader}>
      <ToolsContext value={tools}>{children}</ToolsContext>
    </ReaderContext>
  )
}
