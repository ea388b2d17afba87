import { useQuery } from '@tanstack/react-query'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { AdminPage } from './admin-page.tsx'
import { words as adminWords } from './admin-words.ts'
import { words } from './console-words.ts'

type Deleted = Answer<'get', '/api/organization/deleted-groups'>['items'][number]

const path = '/api/organization/deleted-groups'

/** G7: what was deleted, and can be restored until a day that is named. */
export function AdminDeletedPage() {
  const w = useWords(words).deleted
  const deleted = useQuery(load(path))
  const columns = useColumns()
  return (
    <AdminPage title={w.title} lead={w.lead}>
      <p>
        <a href={paths.adminGroups()}>{useWords(adminWords).groups.title}</a>
      </p>
      {deleted.isPending && <ListSkeleton rows={4} />}
      {deleted.isError && (
        <ErrorState error={deleted.error} onRetry={() => void deleted.refetch()} />
      )}
      {deleted.data?.items.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {deleted.data && deleted.data.items.length > 0 && (
        <Table
          label={w.title}
          columns={columns}
          lines={deleted.data.items}
          keyOf={({ id }) => id}
        />
      )}
    </AdminPage>
  )
}

function useColumns(): Column<Deleted>[] {
  const w = useWords(words).deleted
  const format = useFormat()
  const administers = useMe().organization?.may.administer === true
  return [
    { key: 'name', label: w.name, cell: ({ name }) => name },
    {
      key: 'by',
      label: w.by,
      optional: true,
      cell: ({ deletedBy, deletedAt }) => (
        <>
          {fullName(deletedBy)}
          <div className="quiet small">{format.date(deletedAt)}</div>
        </>
      ),
    },
    {
      key: 'until',
      label: w.until,
      cell: ({ restorableUntil }) => format.date(restorableUntil),
    },
    {
      key: 'storage',
      label: w.storage,
      end: true,
      optional: true,
      cell: ({ storage }) => format.size(storage),
    },
    ...(administers
      ? [
          {
            key: 'actions',
            label: w.actions,
            end: true,
            cell: (group: Deleted) => <Restore group={group} />,
          },
        ]
      : []),
  ]
}

function Restore({ group: { id, name } }: { group: Deleted }) {
  const w = useWords(words).deleted
  const restore = useAct(
    () =>
      send('post', '/api/organization/deleted-groups/{group}/restoration', { path: { group: id } }),
    {
      refresh: [keyOf(path, {}).slice(0, 2)],
      done: () => tell(w.restored(name), { tone: 'success' }),
    },
  )
  return (
    <Button small busy={restore.isPending} onClick={() => restore.mutate()}>
      {w.restore} <span className="for-readers-only">{name}</span>
    </Button>
  )
}
