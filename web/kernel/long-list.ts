import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { paths } from './api.generated.ts'
import { load } from './api.ts'
import type { Answer, Door, GivenArguments } from './doors.ts'

type Paged = { items: readonly unknown[]; next: string | null }

/** The doors with paged answers. */
export type PagedDoor = {
  [P in Door<'get'> & keyof paths]: Answer<'get', P> extends Paged ? P : never
}[Door<'get'> & keyof paths]

type How = {
  enabled?: boolean
  /** Shows the last answer until the next one arrives. */
  keepsLast?: boolean
}

/**
 * A list that loads more while the reader scrolls: `const notes = useLongList('/api/…', { path, query })`, then `<List
 * {...notes.more}>`.
 */
export function useLongList<P extends PagedDoor>(
  path: P,
  ...[given, how = {}]: [...GivenArguments<'get', P>, how?: How]
) {
  const { enabled = true, keepsLast = false } = how as How
  const { path: parts, query } = (given ?? {}) as Given
  const list = useInfiniteQuery({
    queryKey: [...load(path, given as never).queryKey, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      load(path, {
        path: parts,
        query: { ...query, ...pageAfter(pageParam) },
      } as never).queryFn({
        signal,
      }) as Promise<Answer<'get', P>>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last as Paged).next ?? undefined,
    enabled,
    ...(keepsLast && { placeholderData: keepPreviousData }),
  })
  const first = list.data?.pages[0]
  const items = list.data?.pages.flatMap((page) => (page as Paged).items)
  return {
    /** The fields of the first page besides its items: totals. */
    first,
    items: items as Answer<'get', P> extends { items: (infer Line)[] } ? Line[] | undefined : never,
    isPending: list.isPending,
    isError: list.isError,
    error: list.error,
    refetch: list.refetch,
    more: {
      onMore: list.hasNextPage ? () => void list.fetchNextPage() : undefined,
      busy: list.isFetchingNextPage,
    },
  }
}

/** The first page is short, so that it arrives quickly; later pages are as long as a door allows. */
function pageAfter(after: string | undefined) {
  return after === undefined ? {} : { after, limit: 200 }
}

type Given = { path?: unknown; query?: Record<string, unknown> }
