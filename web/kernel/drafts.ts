import { useCallback, useRef, useState } from 'react'
import { tell } from './undo.tsx'
import { defineWords, useWords } from './words.ts'

const prefix = 'atelier.draft.'
let owner = ''

const words = defineWords({
  en: {
    noRoom: 'This browser has no room for drafts: what you type is lost when you leave this page.',
  },
  fr: {
    noRoom:
      'Ce navigateur n’a plus de place pour les brouillons : ce que vous saisissez sera perdu si vous quittez cette page.',
  },
})

/** Drafts outlive a session: they are shown to the person who wrote them, whoever else signs in in this browser. */
export function draftsBelongTo(person: string): void {
  owner = person
}

/** What is typed survives a closed tab: kept in this browser until it is sent or thrown away. */
export function useDraft<Values extends object>(name: string | undefined, first: Values) {
  const w = useWords(words)
  const [values, setValues] = useState<Values>(() => ({ ...first, ...readDraft<Values>(name) }))
  const now = useRef(values)
  const warned = useRef(false)
  const set = useCallback((next: Values) => {
    now.current = next
    setValues(next)
  }, [])
  const write = useCallback(
    (change: Partial<Values>) => {
      set({ ...now.current, ...change })
      if (!name || keepDraft(name, now.current) || warned.current) return
      warned.current = true
      tell(w.noRoom, { tone: 'danger', seconds: 15 })
    },
    [name, set, w],
  )
  const forget = useCallback(() => {
    if (name) localStorage.removeItem(keyOf(name))
  }, [name])
  return { values, write, forget, setValues: set }
}

function keyOf(name: string): string {
  return `${prefix}${owner}.${name}`
}

/** False when the browser refuses. */
function keepDraft(name: string, values: object): boolean {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(values))
    return true
  } catch {
    return false
  }
}

function readDraft<Values>(name: string | undefined): Partial<Values> {
  if (!name) return {}
  try {
    return JSON.parse(localStorage.getItem(keyOf(name)) ?? '{}') as Partial<Values>
  } catch {
    return {}
  }
}
