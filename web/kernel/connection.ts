import { useSyncExternalStore } from 'react'
import { liveState } from './live.ts'
import { createStore, useStore } from './store.ts'

/** Offline from the reader's point of view: the browser has no network, or the server does not answer. */
export function useIsOffline(): boolean {
  const state = useStore(liveState)
  const browser = useSyncExternalStore(listen, () => !navigator.onLine)
  return browser || state === 'waiting'
}

/** Whether a line of the shell says it: nothing else on the page says it again. */
export const saidOffline = createStore(false)

function listen(changed: () => void): () => void {
  window.addEventListener('online', changed)
  window.addEventListener('offline', changed)
  return () => {
    window.removeEventListener('online', changed)
    window.removeEventListener('offline', changed)
  }
}
