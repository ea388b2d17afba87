import { useInfiniteQuery } from '@tanstack/react-query'
import { Archive, ArchiveRestore, History, Info, UsersRound } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/field.tsx'
import { Menu } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './admin-words.ts'
import { words as consoleWords } from './console-words.ts'
import styles from './organizations.module.css'

type Governed = Answer<'get', '/api/organization/groups'>['items'][number]

const path = '/api/organization/groups'
const groupsKey = keyOf(path, {}).slice(0, 2)

/** M3: groups as far as governance sees them, never their content. */
export function AdminGroupsPage() {
  const w = useWords(words).groups
  const c = useWords(consoleWords)
  const [search, setSearch] = useUrlState('find')
  const [sort, setSort] = useUrlState('sort', 'name')
  const [view, setView] = useUrlState('view')
  const query = {
    sort: sort.replace(/^-/, ''),
    ...(sort.startsWith('-') && { down: true }),
    ...(search && { search }),
    ...(view && { view }),
  } as Query
  const groups = useGroups(query)
  const columns = useColumns()
  const items = groups.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <AdminPage title={w.title} lead={w.lead}>
      <div className={styles.toolbar}>
        <SearchField label={w.search} value={search} onChange={setSearch} />
        <SelectField
          name="view"
          label={c.views.label}
          value={view}
          onChange={setView}
          options={[
            { value: '', label: c.views.all },
            ...governedViews.map((value) => ({ value, label: c.views[value] })),
          ]}
        />
        <a href={paths.adminDeleted()}>{c.deletedLink}</a>
      </div>
      {groups.isPending && <ListSkeleton rows={8} />}
      {groups.isError && <ErrorState error={groups.error} onRetry={() => void groups.refetch()} />}
      {groups.data && items.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {items.length > 0 && (
        <Table
          label={w.title}
          columns={columns}
          lines={items}
          keyOf={({ id }) => id}
          sort={{ key: sort.replace(/^-/, ''), down: sort.startsWith('-') }}
          onSort={({ key, down }) => setSort(down ? `-${key}` : key)}
        />
      )}
      {groups.hasNextPage && (
        <div>
          <Button busy={groups.isFetchingNextPage} onClick={() => void groups.fetchNextPage()}>
            {w.more}
          </Button>
        </div>
      )}
    </AdminPage>
  )
}

type Query = NonNullable<NonNullable<Parameters<typeof load<typeof path>>[1]>['query']>

const governedViews = ['without-administrator', 'over-capacity', 'nearly-full', 'archived'] as const

function useGroups(query: Query) {
  return useInfiniteQuery({
    queryKey: [...keyOf(path, { query }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, {
        query: { ...query, limit: 50, ...(pageParam && { after: pageParam }) },
      }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
  })
}

function useColumns(): Column<Governed>[] {
  const w = useWords(words).groups
  const format = useFormat()
  return [
    {
      key: 'name',
      label: w.name,
      sorts: true,
      cell: ({ id, name }) => <a href={paths.groupAbout(id)}>{name}</a>,
    },
    {
      key: 'administrator',
      label: w.administrator,
      cell: ({ administrator, withoutAdministrator }) => (
        <span className={styles.person}>
          {administrator && (
            <>
              <Avatar person={administrator} /> {fullName(administrator)}
            </>
          )}
          {withoutAdministrator && <Badge tone="danger">{w.without}</Badge>}
        </span>
      ),
    },
    {
      key: 'members',
      label: w.members,
      end: true,
      sorts: true,
      cell: ({ members, capacity, guests }) => (
        <>
          {w.of(format.number(members), format.number(capacity))}
          {guests > 0 && <div className="quiet small">{w.guests(guests)}</div>}
        </>
      ),
    },
    {
      key: 'storage',
      label: w.storage,
      end: true,
      sorts: true,
      cell: ({ storage }) => w.of(format.size(storage.used), format.size(storage.allowed)),
    },
    {
      key: 'state',
      label: w.state,
      cell: ({ archivedAt, overCapacity }) => (
        <>
          {archivedAt && <Badge>{w.archived}</Badge>}
          {overCapacity && <Badge tone="caution">{w.over}</Badge>}
        </>
      ),
    },
    {
      key: 'actions',
      label: w.actions,
      end: true,
      acts: true,
      cell: (group) => <GroupMenu group={group} />,
    },
  ]
}

function GroupMenu({ group }: { group: Governed }) {
  const w = useWords(words).groups
  const { id, name, archivedAt } = group
  const at = { path: { group: id } }
  const refresh = [groupsKey, [id]]
  const unarchive = useAct(() => send('delete', '/api/groups/{group}/archive', at), {
    refresh,
    done: () => tell(w.back(name), { tone: 'success' }),
  })
  const archive = useAct(() => send('post', '/api/groups/{group}/archive', at), {
    refresh,
    done: () => tell(w.archivedNow(name), { seconds: 30, undo: () => unarchive.mutate() }),
  })
  return (
    <Menu
      label={w.actionsFor(name)}
      entries={[
        { label: w.about, icon: Info, href: paths.groupAbout(id) },
        { label: w.seeMembers, icon: UsersRound, href: paths.members(id) },
        { label: w.history, icon: History, href: paths.groupHistory(id) },
        archivedAt
          ? { label: w.unarchive, icon: ArchiveRestore, run: () => unarchive.mutate() }
          : { label: w.archive, icon: Archive, run: () => archive.mutate() },
      ]}
    />
  )
}
