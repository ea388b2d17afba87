import { useEffect } from 'react'
import { onLiveMessage, onLiveOpen, sayLive } from './live.ts'
import { createStore, useStore } from './store.ts'

export type Presence = 'online' | 'away' | 'offline'
export type Present = { id: string; state: Presence; item?: string }

type People = ReadonlyMap<string, Present>
const nobody: People = new Map()

/** Who is there, per group: only ever told among people who share it (S1). */
const present = createStore<ReadonlyMap<string, People>>(new Map())

onLiveMessage('presence', (message) => {
  const { space, people, whole } = message as unknown as {
    space: string
    people: Present[]
    whole?: boolean
  }
  const now = present.read()
  const before = whole ? nobody : (now.get(space) ?? nobody)
  const after = new Map([...before, ...people.map((one) => [one.id, one] as const)])
  present.write(new Map([...now, [space, after]]))
})

/** `usePresent(space).get(person)?.state ?? 'offline'` */
export function usePresent(space: string): People {
  return useStore(present).get(space) ?? nobody
}

/** Tells the others of the space that I am here, and when I look elsewhere. */
export function useHere(space: string | undefined): void {
  useEffect(() => {
    if (!space) return undefined
    const tell = () => {
      const state = document.visibilityState === 'visible' ? 'online' : 'away'
      sayLive({ type: 'here', space, state })
    }
    const forget = onLiveOpen(tell)
    document.addEventListener('visibilitychange', tell)
    return () => {
      forget()
      document.removeEventListener('visibilitychange', tell)
    }
  }, [space])
}
