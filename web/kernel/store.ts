import { useSyncExternalStore } from 'react'

export type Store<State> = {
  read(): State
  write(state: State): void
  listen(listener: () => void): () => void
}

/** A value outside React that components can subscribe to: connection state, open notices, announcements. */
export function createStore<State>(first: State): Store<State> {
  let state = first
  const listeners = new Set<() => void>()
  return {
    read: () => state,
    write(next) {
      if (Object.is(state, next)) return
      state = next
      for (const listener of listeners) listener()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useStore<State>(store: Store<State>): State {
  return useSyncExternalStore(store.listen, store.read)
}
