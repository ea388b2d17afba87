import { QueryClient } from '@tanstack/react-query'
import { asProblem } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /**
     * What an answer shows that its address does not say, so that a poke finds it: `lists`, things of all spaces; `space`, more of
     * its space than the thing that it is about.
     */
    queryMeta: { shows?: 'lists' | 'space' } & Record<string, unknown>
  }
}

/** The one cache of what the server answered. A key begins with the space it is about. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      // The server's *no* stands; only silence and overload are worth asking again.
      retry: (times, error) => times < 2 && isPassing(asProblem(error).status),
      retryDelay: (times) => 500 * 2 ** times,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** The first part of the keys of what is about no single space: me, the directory, admin pages. */
export const everywhere = 'everywhere'

function isPassing(status: number): boolean {
  return status === 0 || status === 429 || status >= 502
}
