import { useInfiniteQuery } from '@tanstack/react-query'
import { keyOf, load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Column, Sort } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { AccessBadge } from '../groups/access-note.tsx'
import styles from '../groups/groups.module.css'
import { words as groupWords } from '../groups/words.ts'
import own from './membership.module.css'
import { words } from './words.ts'

type Listed = Answer<'get', '/api/directory'>['items'][number]

/** J1: the listed groups of my organization. */
export function DirectoryPage() {
  const w = useWords(words).directory
  const [search, setSearch] = useUrlState('find')
  const [level, setLevel] = useUrlState('access')
  const [mine, setMine] = useUrlState('mine')
  const [sortedBy, setSortedBy] = useUrlState('sort', 'name')
  const { organization } = useMe()
  const found = useDirectory(search, organization !== null)
  const columns = useColumns()
  useTitle(w.title)
  if (!organization)
    return (
      <Page title={w.title}>
        <EmptyState>{w.guests}</EmptyState>
      </Page>
    )
  const groups = found.data?.pages.flatMap(({ items }) => items) ?? []
  const shown = groups.filter(
    (group) =>
      (!level || group.accessLevel === level) && (!mine || group.mine === (mine === 'yes')),
  )
  return (
    <Page title={w.title} lead={w.lead} width="wide">
      <div className={own.filters}>
        <SearchField label={w.search} value={search} onChange={setSearch} />
        <Filters {...{ level, setLevel, mine, setMine }} />
      </div>
      {found.isPending && <ListSkeleton rows={8} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && shown.length === 0 && (
        <EmptyState>{search || level || mine ? w.none : w.empty}</EmptyState>
      )}
      {shown.length > 0 && (
        <Table
          label={w.label}
          columns={columns}
          lines={shown}
          keyOf={({ id }) => id}
          sort={readSort(sortedBy)}
          onSort={(sort) => setSortedBy(sort.down ? `-${sort.key}` : sort.key)}
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

function useDirectory(search: string, enabled: boolean) {
  return useInfiniteQuery({
    enabled,
    queryKey: [...keyOf('/api/directory', { query: { search } }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load('/api/directory', {
        query: { search, limit: 200, ...(pageParam && { after: pageParam }) },
      }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
  })
}

type FiltersProps = {
  level: string
  setLevel: (level: string) => void
  mine: string
  setMine: (mine: string) => void
}

function Filters({ level, setLevel, mine, setMine }: FiltersProps) {
  const w = useWords(words).directory
  const levels = useWords(groupWords).levels
  return (
    <>
      <SelectField
        name="access"
        label={w.level}
        value={level}
        onChange={setLevel}
        options={[
          { value: '', label: w.anyLevel },
          ...(['open', 'restricted', 'by-invitation'] as const).map((value) => ({
            value,
            label: levels[value].name,
          })),
        ]}
      />
      <SelectField
        name="mine"
        label={w.mine}
        value={mine}
        onChange={setMine}
        options={[
          { value: '', label: w.all },
          { value: 'yes', label: w.onlyMine },
          { value: 'no', label: w.notMine },
        ]}
      />
    </>
  )
}

function useColumns(): Column<Listed>[] {
  const w = useWords(words).directory
  const levels = useWords(groupWords).levels
  return [
    {
      key: 'name',
      label: w.name,
      by: ({ name }) => name,
      cell: (group) => (
        <span className={styles.directoryName}>
          <SpaceMark space={group} size={32} />
          <span>
            <a href={group.mine ? paths.group(group.id) : paths.groupAbout(group.id)}>
              {group.name}
            </a>{' '}
            {group.mine && <Badge tone="accent">{w.member}</Badge>}
            {group.objective && <p>{group.objective}</p>}
          </span>
        </span>
      ),
    },
    {
      key: 'access',
      label: w.access,
      by: ({ accessLevel }) => levels[accessLevel].name,
      cell: ({ accessLevel }) => <AccessBadge level={accessLevel} />,
    },
    {
      key: 'administrator',
      label: w.administrator,
      optional: true,
      by: ({ administrator }) => `${administrator.lastName} ${administrator.firstName}`,
      cell: ({ administrator }) => (
        <span className={styles.person}>
          <Avatar person={administrator} /> <span>{fullName(administrator)}</span>
        </span>
      ),
    },
    {
      key: 'members',
      label: w.members,
      end: true,
      optional: true,
      by: ({ members }) => members,
      cell: ({ members }) => members,
    },
  ]
}

function readSort(text: string): Sort {
  return { key: text.replace(/^-/, ''), down: text.startsWith('-') }
}
