import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { load } from '../../kernel/api.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName, SpaceMark } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Marked } from '../../ui/marked.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { FilterChips, FilterFields, useFilters, type Filters, type Hit } from './filters.tsx'
import styles from './search.module.css'
import { words } from './words.ts'

const mostTyped = 300

/** Full-text search in everything I may see (Q1). The query and the filters are in the address. */
export function SearchPage() {
  const w = useWords(words)
  const [typed, setTyped] = useUrlState('q')
  const filters = useFilters()
  const found = useHits(typed, filters)
  const hits = found.data?.pages.flatMap(({ items }) => items) ?? []
  useTitle(w.title)
  return (
    <Page title={w.title} lead={w.lead}>
      <div className={styles.field}>
        <SearchField label={w.field} value={typed} onChange={setTyped} autoFocus />
      </div>
      <FilterFields filters={filters} hits={hits} />
      <FilterChips filters={filters} hits={hits} />
      {!typed.trim() && <p className="quiet">{w.begin}</p>}
      {typed.trim() && found.isPending && <ListSkeleton rows={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {typed.trim() && found.data && (
        <Results typed={typed.trim()} hits={hits} filters={filters} found={found} />
      )}
    </Page>
  )
}

/** The last results stay visible while the reader types. */
function useHits(typed: string, { query }: Filters) {
  const asked = { q: typed.trim().length > 0 ? typed.slice(0, mostTyped) : '', ...query }
  return useInfiniteQuery({
    queryKey: [...load('/api/search', { query: asked }).queryKey, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      load('/api/search', {
        query: { ...asked, ...(pageParam !== undefined && { after: pageParam }) },
      }).queryFn({ signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled: asked.q !== '',
  })
}

type ResultsProps = {
  typed: string
  hits: readonly Hit[]
  filters: Filters
  found: ReturnType<typeof useHits>
}

function Results({ typed, hits, filters, found }: ResultsProps) {
  const w = useWords(words)
  const narrowed = Object.keys(filters.query).length > 0
  return (
    <>
      <p className="quiet" role="status">
        {hits.length > 0 && w.count(hits.length, found.hasNextPage)}
      </p>
      {hits.length === 0 ? (
        <EmptyState action={narrowed && <Button onClick={filters.clear}>{w.everywhere}</Button>}>
          {narrowed ? w.nothingHere(typed) : w.nothing(typed)}
        </EmptyState>
      ) : (
        <List
          label={w.results}
          busy={found.isFetchingNextPage}
          onMore={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
        >
          {hits.map((hit) => (
            <HitRow key={hit.id} hit={hit} />
          ))}
        </List>
      )}
    </>
  )
}

function HitRow({ hit }: { hit: Hit }) {
  const w = useWords(words)
  const place = hit.space.kind === 'private' ? hit.space.name || w.privateSpace : hit.space.name
  return (
    <Row
      href={paths.item(hit.space.id, hit.tool, hit.id)}
      lead={<FileText size={18} aria-hidden />}
      title={<Marked parts={hit.marked} />}
      second={
        <span className={styles.hit}>
          <span className={styles.passage}>
            <Marked parts={hit.passage} />
          </span>
          <span className={styles.place}>
            <SpaceMark space={hit.space} size={20} />
            <span>
              {[place, hit.container.name, fullName(hit.author)].filter(Boolean).join(' · ')}
            </span>
          </span>
        </span>
      }
      meta={<RelativeTime at={hit.changedAt} />}
      metaBelow
    />
  )
}
