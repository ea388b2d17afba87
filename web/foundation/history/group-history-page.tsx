import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { keyOf, load } from '../../kernel/api.ts'
import { useParam } from '../../kernel/navigation.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Page } from '../../ui/page.tsx'
import { GroupPage, WithGroup } from '../groups/group-frame.tsx'
import { groupQuery, type Group } from '../groups/group.ts'
import { words as governanceWords } from '../membership/governance-words.ts'
import { FilterFields, useFilters, type Filters } from './filters.tsx'
import { Exports, HistoryList } from './history-list.tsx'
import { words } from './words.ts'

export function HistoryPage() {
  const space = useParam('space')
  const group = useQuery(groupQuery(space))
  const outside = useHistory(space, useFilters(), group.isError)
  if (group.isError && outside.isSuccess) return <OutsideHistory space={space} />
  return <WithGroup>{(known) => <History group={known} />}</WithGroup>
}

/** M3: a former administrator who has left the group can still read the history of their time. */
function OutsideHistory({ space }: { space: string }) {
  const w = useWords(governanceWords).history
  const filters = useFilters()
  const history = useHistory(space, filters)
  const acts = history.data?.pages.flatMap(({ items }) => items) ?? []
  useTitle(w.outsideTitle)
  return (
    <Page title={w.outsideTitle} lead={w.outsideLead}>
      <HistoryList history={history} acts={acts} filters={filters} />
    </Page>
  )
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

function useHistory(group: string, { query }: Filters, enabled = true) {
  const path = '/api/groups/{group}/history'
  return useInfiniteQuery({
    enabled,
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
