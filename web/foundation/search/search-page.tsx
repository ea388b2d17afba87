import type { LucideIcon } from 'lucide-react'
import { useLongList } from '../../kernel/long-list.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useKindIcon } from '../../kernel/tools.ts'
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
  const iconOf = useKindIcon()
  const [address, setAddress] = useUrlState('q')
  const filters = useFilters()
  const typed = address.trim()
  const query = { q: typed && address.slice(0, mostTyped), ...filters.query }
  const found = useLongList('/api/search', { query }, { enabled: typed !== '', keepsLast: true })
  const hits = found.items ?? []
  const isFound = typed !== '' && found.items !== undefined
  useTitle(w.title)
  return (
    <Page title={w.title} lead={w.lead}>
      <div className={styles.field}>
        <SearchField label={w.field} value={address} onChange={setAddress} autoFocus />
      </div>
      <FilterFields filters={filters} hits={hits} />
      <FilterChips filters={filters} hits={hits} />
      {!typed && <p className="quiet">{w.begin}</p>}
      {typed && found.isPending && <ListSkeleton rows={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      <div role="status">
        {isFound && hits.length === 0 && <Nothing typed={typed} filters={filters} />}
        {isFound && hits.length > 0 && (
          <p className="quiet">{w.count(hits.length, found.more.onMore !== undefined)}</p>
        )}
      </div>
      {isFound && hits.length > 0 && (
        <List label={w.results} {...found.more}>
          {hits.map((hit) => (
            <HitRow key={hit.id} hit={hit} icon={iconOf(hit)} />
          ))}
        </List>
      )}
    </Page>
  )
}

function Nothing({ typed, filters }: { typed: string; filters: Filters }) {
  const w = useWords(words)
  const narrowed = Object.keys(filters.query).length > 0
  return (
    <EmptyState action={narrowed && <Button onClick={filters.clear}>{w.everywhere}</Button>}>
      {narrowed ? w.nothingHere(typed) : w.nothing(typed)}
    </EmptyState>
  )
}

function HitRow({ hit, icon: Icon }: { hit: Hit; icon: LucideIcon }) {
  const w = useWords(words)
  const place = hit.space.kind === 'private' ? hit.space.name || w.privateSpace : hit.space.name
  return (
    <Row
      href={paths.item(hit.space.id, hit.tool, hit.id)}
      lead={<Icon size={18} aria-hidden />}
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
