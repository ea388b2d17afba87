import { useCallback, useRef, useState } from 'react'
import { keepSealed, readSealed, sealWith } from './sealing.ts'
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

/** Drafts outlive a session: only the person who wrote them can read them, even if somebody else signs in in this browser. */
export function draftsBelongTo(person: string, key: string | null): void {
  owner = person
  sealWith(key)
}

/** A form's values, kept in this browser until they are sent or discarded, even if the tab is closed. */
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

/** Returns false only when saving failed; before sign-in nothing is saved, and no warning is due. */
function keepDraft(name: string, values: object): boolean {
  return owner === '' || keepSealed(keyOf(name), values)
}

function readDraft<Values>(name: string | undefined): Partial<Values> {
  const found = name && readSealed(keyOf(name))
  return found ? (found as Partial<Values>) : {}
}
