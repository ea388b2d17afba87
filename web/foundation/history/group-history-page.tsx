import { useInfiniteQuery } from '@tanstack/react-query'
import { keyOf, load } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { GroupPage, WithGroup } from '../groups/group-frame.tsx'
import type { Group } from '../groups/group.ts'
import { FilterFields, useFilters, type Filters } from './filters.tsx'
import { Exports, HistoryList } from './history-list.tsx'
import { words } from './words.ts'

export function HistoryPage() {
  return <WithGroup>{(group) => <History group={group} />}</WithGroup>
}

const subjects = ['group', 'member', 'successor', 'invitation', 'request', 'rights'] as const

/** M3, V2: acts of governance and membership, newest first. */
function History({ group }: { group: Group }) {
  const w = useWords(words)
  const filters = useFilters()
  const history = useHistory(group.id, filters)
  const acts = history.data?.pages.flatMap(({ items }) => items) ?? []
  const door = '/api/groups/{group}/history/export'
  return (
    <GroupPage
      group={group}
      title={w.title}
      lead={w.lead}
      actions={<Exports door={door} path={{ group: group.id }} filters={filters} />}
    >
      <FilterFields filters={filters} subjects={subjects} acts={acts} />
      <HistoryList history={history} acts={acts} filters={filters} />
    </GroupPage>
  )
}

function useHistory(group: string, { query }: Filters) {
  const path = '/api/groups/{group}/history'
  return useInfiniteQuery({
    queryKey: [...keyOf(path, { path: { group }, query }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, {
        path: { group },
        query: { ...query, ...(pageParam && { after: pageParam }) },
      }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
}
