import { useInfiniteQuery } from '@tanstack/react-query'
import { keyOf, load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Sort } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { words as groupWords } from '../groups/words.ts'
import { ColumnChoice, DirectoryTabs, useDirectoryColumns } from './directory-parts.tsx'
import { words as directoryWords } from './directory-words.ts'
import own from './membership.module.css'
import { MyRequests } from './my-requests.tsx'
import { words } from './words.ts'

type Listed = Answer<'get', '/api/directory'>['items'][number]

/** Filters and order from the address; the server applies both (J1). */
function useFilters() {
  const [search, setSearch] = useUrlState('find')
  const [access, setAccess] = useUrlState('access')
  const [template, setTemplate] = useUrlState('template')
  const [mine, setMine] = useUrlState('mine')
  const [sortedBy, setSortedBy] = useUrlState('sort', 'name')
  const query = {
    sort: sortedBy.replace(/^-/, ''),
    ...(sortedBy.startsWith('-') && { down: true }),
    ...(search && { search }),
    ...(access && { access }),
    ...(template && { template }),
    ...(mine && { mine: mine === 'yes' }),
  } as Query
  const filtered = Boolean(search || access || template || mine)
  const set = { setSearch, setAccess, setTemplate, setMine, setSortedBy }
  return { search, access, template, mine, sortedBy, query, filtered, ...set }
}

type Filters = ReturnType<typeof useFilters>
type Query = NonNullable<NonNullable<Parameters<typeof load<'/api/directory'>>[1]>['query']>

/** J1: the listed groups of my organization. */
export function DirectoryPage() {
  const w = useWords(words).directory
  const filters = useFilters()
  const { organization } = useMe()
  const found = useDirectory(filters.query, organization !== null)
  const { columns, choice } = useDirectoryColumns()
  useTitle(w.title)
  if (!organization)
    return (
      <Page title={w.title}>
        <EmptyState>{w.guests}</EmptyState>
        <MyRequests />
      </Page>
    )
  const groups = found.data?.pages.flatMap(({ items }): Listed[] => items) ?? []
  return (
    <Page title={w.title} lead={w.lead} width="wide">
      <DirectoryTabs />
      <MyRequests />
      <div className={own.filters}>
        <SearchField label={w.search} value={filters.search} onChange={filters.setSearch} />
        <FilterFields filters={filters} />
        <ColumnChoice {...choice} />
      </div>
      {found.isPending && <ListSkeleton rows={8} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && groups.length === 0 && (
        <EmptyState>{filters.filtered ? w.none : w.empty}</EmptyState>
      )}
      {groups.length > 0 && (
        <Table
          label={w.label}
          columns={columns}
          lines={groups}
          keyOf={({ id }) => id}
          sort={readSort(filters.sortedBy)}
          onSort={(sort) => filters.setSortedBy(sort.down ? `-${sort.key}` : sort.key)}
        />
      )}
      {found.hasNextPage && (
        <div>
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {w.more}
          </Button>
        </div>
      )}
    </Page>
  )
}

function useDirectory(query: Query, enabled: boolean) {
  return useInfiniteQuery({
    enabled,
    queryKey: [...keyOf('/api/directory', { query }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load('/api/directory', {
        query: { ...query, limit: 50, ...(pageParam && { after: pageParam }) },
      }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
}

function FilterFields({ filters }: { filters: Filters }) {
  const w = useWords(words).directory
  const d = useWords(directoryWords)
  const levels = useWords(groupWords).levels
  const templates = useWords(groupWords).templates
  return (
    <>
      <SelectField
        name="access"
        label={w.level}
        value={filters.access}
        onChange={filters.setAccess}
        options={[
          { value: '', label: w.anyLevel },
          ...(['open', 'restricted', 'by-invitation'] as const).map((value) => ({
            value,
            label: levels[value].name,
          })),
        ]}
      />
      <SelectField
        name="template"
        label={d.template}
        value={filters.template}
        onChange={filters.setTemplate}
        options={[
          { value: '', label: d.anyTemplate },
          ...Object.entries(templates)
            .filter(([value]) => value !== 'circle')
            .map(([value, { name }]) => ({ value, label: name })),
        ]}
      />
      <SelectField
        name="mine"
        label={w.mine}
        value={filters.mine}
        onChange={filters.setMine}
        options={[
          { value: '', label: w.all },
          { value: 'yes', label: w.onlyMine },
          { value: 'no', label: w.notMine },
        ]}
      />
    </>
  )
}

function readSort(text: string): Sort {
  return { key: text.replace(/^-/, ''), down: text.startsWith('-') }
}
