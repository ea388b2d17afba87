import { useInfiniteQuery } from '@tanstack/react-query'
import { keyOf, load } from '../../kernel/api.ts'
import { useMe } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { AdminPage } from '../organizations/admin-page.tsx'
import { FilterFields, useFilters, type Filters } from './filters.tsx'
import { Exports, HistoryList } from './history-list.tsx'
import { words } from './words.ts'

const path = '/api/organization/history'
const subjects = [
  'organization',
  'plan',
  'person',
  'group',
  'member',
  'successor',
  'invitation',
  'request',
] as const

/** V1, V2: decisions in the organization and all its groups, without any of their content. */
export function OrganizationHistoryPage() {
  const w = useWords(words)
  const filters = useFilters()
  const history = useHistory(filters, useMe().organization?.may.govern === true)
  const acts = history.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <AdminPage
      title={w.title}
      lead={w.organizationLead}
      actions={<Exports door={`${path}/export`} filters={filters} />}
    >
      <FilterFields filters={filters} subjects={subjects} acts={acts} />
      <HistoryList history={history} acts={acts} filters={filters} withGroup />
    </AdminPage>
  )
}

function useHistory({ query }: Filters, enabled: boolean) {
  return useInfiniteQuery({
    enabled,
    queryKey: [...keyOf(path, { query }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, { query: { ...query, ...(pageParam && { after: pageParam }) } }).queryFn({
        signal,
      }),
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
}
