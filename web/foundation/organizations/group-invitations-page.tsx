import { useInfiniteQuery } from '@tanstack/react-query'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './console-words.ts'

type Waiting = Answer<'get', '/api/organization/group-invitations'>['items'][number]

const path = '/api/organization/group-invitations'
const key = keyOf(path, {}).slice(0, 2)

/** V1: invitations into all groups, those that expire soonest first. */
export function AdminGroupInvitationsPage() {
  const w = useWords(words).invitations
  const columns = useColumns()
  const found = useInfiniteQuery({
    queryKey: [...key, 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, { query: pageParam ? { after: pageParam } : {} }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
  })
  const items = found.data?.pages.flatMap((page): Waiting[] => page.items) ?? []
  return (
    <AdminPage title={w.title} lead={w.lead}>
      {found.isPending && <ListSkeleton rows={6} />}
      {found.isError && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {found.data && items.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {items.length > 0 && (
        <Table label={w.title} columns={columns} lines={items} keyOf={({ id }) => id} />
      )}
      {found.hasNextPage && (
        <div>
          <Button busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {w.more}
          </Button>
        </div>
      )}
    </AdminPage>
  )
}

function useColumns(): Column<Waiting>[] {
  const w = useWords(words).invitations
  const format = useFormat()
  return [
    { key: 'address', label: w.address, cell: ({ email }) => email },
    {
      key: 'group',
      label: w.group,
      cell: ({ group }) => <a href={paths.groupAbout(group.id)}>{group.name}</a>,
    },
    {
      key: 'by',
      label: w.by,
      cell: ({ invitedBy }) => fullName(invitedBy),
    },
    { key: 'until', label: w.until, cell: ({ expiresAt }) => <RelativeTime at={expiresAt} /> },
    {
      key: 'sent',
      label: w.sent,
      cell: ({ timesSent, createdAt }) => (
        <>
          {w.times(timesSent)}
          <div className="quiet small">{format.date(createdAt)}</div>
        </>
      ),
    },
    {
      key: 'actions',
      label: w.actions,
      end: true,
      acts: true,
      cell: (invitation) => <Withdraw invitation={invitation} />,
    },
  ]
}

function Withdraw({ invitation: { id, email } }: { invitation: Waiting }) {
  const w = useWords(words).invitations
  const withdraw = useAct(
    () =>
      send('delete', '/api/organization/group-invitations/{invitation}', {
        path: { invitation: id },
      }),
    { refresh: [key], done: () => tell(w.withdrawn(email)) },
  )
  return (
    <Button small busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
      {w.withdraw} <span className="for-readers-only">{email}</span>
    </Button>
  )
}
