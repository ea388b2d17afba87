import { useEffect } from 'react'
import { onLiveMessage, onLiveOpen, sayLive } from './live.ts'
import { createStore, useStore } from './store.ts'
import { useView } from './view-as.ts'

export type Presence = 'online' | 'away' | 'offline'
export type Present = { id: string; state: Presence; item?: string }

type People = ReadonlyMap<string, Present>
const nobody: People = new Map()

/** The people who are present, per group: told only to people who share the group (S1). */
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

const idleAfter = 5 * 60_000
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
let mine: 'online' | 'away' = 'online'

/** Tells the others of the space that I am here, and all my spaces when I am away or inactive for a while. */
export function useHere(space: string | undefined): void {
  const looking = useView()?.group === space
  useEffect(watchMyself, [])
  useEffect(() => {
    // While I look as somebody else, I am not shown as present (A8).
    if (!space || looking) return undefined
    return onLiveOpen(() => void sayLive({ type: 'here', space, state: mine }))
  }, [space, looking])
}

function watchMyself(): () => void {
  let timer = 0
  const become = (state: typeof mine) => {
    if (mine === state) return
    mine = state
    sayLive({ type: 'state', state })
  }
  const look = () => {
    clearTimeout(timer)
    if (document.visibilityState !== 'visible') return become('away')
    become('online')
    timer = window.setTimeout(() => become('away'), idleAfter)
  }
  look()
  const forget = onLiveOpen(() => void sayLive({ type: 'state', state: mine }))
  document.addEventListener('visibilitychange', look)
  for (const sign of signs) document.addEventListener(sign, look, { passive: true })
  return () => {
    clearTimeout(timer)
    forget()
    document.removeEventListener('visibilitychange', look)
    for (const sign of signs) document.removeEventListener(sign, look)
  }
}
