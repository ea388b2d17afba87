import { useCallback, useState } from 'react'

const prefix = 'atelier.draft.'

/** What is typed survives a closed tab: kept in this browser until it is sent or thrown away. */
export function useDraft<Values extends object>(name: string | undefined, first: Values) {
  const [values, setValues] = useState<Values>(() => ({ ...first, ...readDraft<Values>(name) }))
  const write = useCallback(
    (change: Partial<Values>) =>
      setValues((now) => {
        const next = { ...now, ...change }
        if (name) localStorage.setItem(prefix + name, JSON.stringify(next))
        return next
      }),
    [name],
  )
  const forget = useCallback(() => {
    if (name) localStorage.removeItem(prefix + name)
  }, [name])
  return { values, write, forget, setValues }
}

/** Signing out leaves nothing of this person on the machine. */
export function forgetAllDrafts(): void {
  for (const key of Object.keys(localStorage))
    if (key.startsWith(prefix)) localStorage.removeItem(key)
}

function readDraft<Values>(name: string | undefined): Partial<Values> {
  if (!name) return {}
  try {
    return JSON.parse(localStorage.getItem(prefix + name) ?? '{}') as Partial<Values>
  } catch {
    return {}
  }
}
