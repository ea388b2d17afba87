import { QueryClient } from '@tanstack/react-query'
import { asProblem } from './problem.ts'

declare module '@tanstack/react-query' {
  interface Register {
    /**
     * What an answer shows beyond its address, so that a poke finds it: `lists`, things of all spaces, or counts that every
     * change moves; `space`, more of its space than the thing that its address names.
     */
    queryMeta: { shows?: 'lists' | 'space' } & Record<string, unknown>
  }
}

/** The one cache of the server's answers. A key begins with the space that it is about. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      // A refusal is final; only missing answers and overload are retried.
      retry: (times, error) => times < 2 && isPassing(asProblem(error).status),
      retryDelay: (times) => 500 * 2 ** times,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** The first part of the keys of answers about no single space: me, the directory, admin pages. */
export const everywhere = 'everywhere'

function isPassing(status: number): boolean {
  return status === 0 || status === 429 || status >= 502
}
