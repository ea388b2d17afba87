import { useEffect } from 'react'
import { usePossibleParam } from '../kernel/navigation.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe } from '../kernel/session.ts'
import { createStore, useStore } from '../kernel/store.ts'

const key = 'atelier.space'
const last = createStore<string | null>(globalThis.sessionStorage?.getItem(key) ?? null)

/** The space of the address, otherwise the last one visited, otherwise my private one. */
export function useCurrentSpace(): { space: MySpace | undefined; inside: boolean } {
  const { spaces } = useMe()
  const param = usePossibleParam('space')
  const before = useStore(last)
  useEffect(() => {
    if (!param) return
    sessionStorage.setItem(key, param)
    last.write(param)
  }, [param])
  const named = spaces.find(({ id }) => id === (param ?? before))
  // For a space that is not mine (yet), the page says so itself, and the rail shows one of mine.
  return { space: named ?? spaces[0], inside: param !== undefined && named?.id === param }
}
