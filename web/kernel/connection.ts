import { useEffect, useRef, useSyncExternalStore } from 'react'
import { liveState } from './live.ts'
import { useStore } from './store.ts'

/** Offline from the reader's point of view: the browser has no network, or the server does not answer. */
export function useIsOffline(): boolean {
  const state = useStore(liveState)
  const browser = useSyncExternalStore(listen, () => !navigator.onLine)
  return browser || state === 'waiting'
}

/** Does this each time the connection is back. */
export function useOnceConnected(act: (() => void) | undefined): void {
  const offline = useIsOffline()
  const before = useRef(offline)
  useEffect(() => {
    if (before.current && !offline) act?.()
    before.current = offline
  }, [offline, act])
}

function listen(changed: () => void): () => void {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
