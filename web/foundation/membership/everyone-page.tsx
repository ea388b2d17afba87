import { useInfiniteQuery } from '@tanstack/react-query'
import { keyOf, load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import type { Column } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { AccessBadge } from '../groups/access-note.tsx'
import { DirectoryTabs, GroupName } from './directory-parts.tsx'
import { words as directoryWords } from './directory-words.ts'
import own from './membership.module.css'
import { words } from './words.ts'

type Found = Answer<'get', '/api/directory/everyone'>['items'][number]
type Query = NonNullable<
  NonNullable<Parameters<typeof load<'/api/directory/everyone'>>[1]>['query']
>

/** J2: groups of all organizations, by two criteria at least. */
export function EveryonePage() {
  const w = useWords(directoryWords).everyone
  const { guests, more } = useWords(words).directory
  const { organization } = useMe()
  const criteria = useCriteria()
  const found = useFound(criteria.query, organization !== null && criteria.missing === undefined)
  const columns = useColumns()
  useTitle(w.title)
  if (!organization)
    return (
      <Page title={w.title}>
        <EmptyState>{guests}</EmptyState>
      </Page>
    )
  const groups = found.data?.pages.flatMap(({ items }): Found[] => items) ?? []
  return (
    <Page title={w.title} lead={w.lead} width="wide">
      <DirectoryTabs />
      <Fields criteria={criteria} />
      {criteria.missing && <Note>{w[criteria.missing]}</Note>}
      {found.isLoading && <ListSkeleton rows={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {!criteria.missing && found.data && groups.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {!criteria.missing && groups.length > 0 && (
        <Table label={w.label} columns={columns} lines={groups} keyOf={({ id }) => id} />
      )}
      {!criteria.missing && found.hasNextPage && (
        <div>
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
    </Page>
  )
}

function useCriteria() {
  const [name, setName] = useUrlState('name')
  const [activity, setActivity] = useUrlState('activity')
  const [sector, setSector] = useUrlState('sector')
  const [language, setLanguage] = useUrlState('language')
  const query = Object.fromEntries(
    Object.entries({ name, activity, sector, language })
      .map(([key, value]) => [key, value.trim()])
      .filter(([, value]) => value),
  ) as Query
  const short = name.trim() && !name.split(/\s+/).some((word) => [...word].length >= 3)
  const few = Object.keys(query).length < 2
  const missing = few ? ('two' as const) : short ? ('three' as const) : undefined
  const values = { name, activity, sector, language }
  return { ...values, query, missing, setName, setActivity, setSector, setLanguage }
}

function Fields({ criteria }: { criteria: ReturnType<typeof useCriteria> }) {
  const w = useWords(directoryWords).everyone
  const { sector } = useWords(directoryWords)
  return (
    <div className={own.filters}>
      <SearchField label={w.name} value={criteria.name} onChange={criteria.setName} />
      <SelectField
        name="activity"
        label={w.activity}
        value={criteria.activity}
        onChange={criteria.setActivity}
        options={[
          { value: '', label: w.anyActivity },
          { value: 'business', label: w.activities.business },
          { value: 'other', label: w.activities.other },
        ]}
      />
      <TextField
        name="sector"
        label={sector}
        value={criteria.sector}
        onChange={criteria.setSector}
      />
      <SelectField
        name="language"
        label={useWords(directoryWords).language}
        value={criteria.language}
        onChange={criteria.setLanguage}
        options={[
          { value: '', label: w.anyLanguage },
          { value: 'en', label: w.languages.en },
          { value: 'fr', label: w.languages.fr },
        ]}
      />
    </div>
  )
}

function useFound(query: Query, enabled: boolean) {
  const path = '/api/directory/everyone'
  return useInfiniteQuery({
    enabled,
    queryKey: [...keyOf(path, { query }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, { query: { ...query, ...(pageParam && { after: pageParam }) } }).queryFn({
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  })
}

function useColumns(): Column<Found>[] {
  const w = useWords(words).directory
  const d = useWords(directoryWords)
  return [
    { key: 'name', label: w.name, cell: (group) => <GroupName group={group} /> },
    {
      key: 'organization',
      label: d.everyone.organization,
      cell: ({ organization }) => organization,
    },
    {
      key: 'access',
      label: w.access,
      cell: ({ accessLevel }) => <AccessBadge level={accessLevel} />,
    },
    { key: 'sector', label: d.sector, cell: ({ sector }) => sector },
    {
      key: 'language',
      label: d.language,
      cell: ({ language }) => d.everyone.languages[language],
    },
  ]
}
