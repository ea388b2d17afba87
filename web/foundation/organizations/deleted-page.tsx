import { useQuery } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { paths } from '../../kernel/paths.ts'
import type { Problem } from '../../kernel/problem.ts'
import { sayProblem } from '../../kernel/problem-words.ts'
import { useMe } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Column } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { PersonPicker, useFindColleague, type PersonPick } from '../people/person-picker.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './console-words.ts'

type Deleted = Answer<'get', '/api/organization/deleted-groups'>['items'][number]

const path = '/api/organization/deleted-groups'

/** G7: deleted groups, each with the day until which it can be restored. */
export function AdminDeletedPage() {
  const { deleted: w, views } = useWords(words)
  const deleted = useQuery(load(path))
  const columns = useColumns()
  return (
    <AdminPage title={w.title} lead={w.lead}>
      <div>
        <Button look="quiet" icon={ArrowLeft} href={paths.adminGroups()}>
          {views.all}
        </Button>
      </div>
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
      cell: ({ storage }) => format.size(storage),
    },
    ...(administers
      ? [
          {
            key: 'actions',
            label: w.actions,
            end: true,
            acts: true,
            cell: (group: Deleted) => <Restore group={group} />,
          },
        ]
      : []),
  ]
}

/** Restores the group unchanged; asks for another administrator if the former one cannot have it again. */
function Restore({ group }: { group: Deleted }) {
  const w = useWords(words).deleted
  const { language } = useReader()
  const [refusal, setRefusal] = useState<string>()
  const restore = useRestore(group, (problem) => {
    const why = sayProblem(problem, language)
    if (group.mayName) setRefusal(why)
    else tell(why, { tone: 'danger', seconds: 12 })
  })
  const nobody = group.administrator === null
  return (
    <>
      <Button
        small
        busy={restore.isPending}
        onClick={() => (nobody ? setRefusal(w.administratorGone) : restore.mutate(undefined))}
      >
        {w.restore} <span className="for-readers-only">{group.name}</span>
      </Button>
      {refusal !== undefined && (
        <NameDialog group={group} why={refusal} onClose={() => setRefusal(undefined)} />
      )}
    </>
  )
}

/** G7, O7: who administers the group from now on. */
function NameDialog({ group, why, onClose }: { group: Deleted; why: string; onClose: () => void }) {
  const w = useWords(words).deleted
  const { language } = useReader()
  const find = useFindAdministrator(group)
  const [chosen, setChosen] = useState<PersonPick>()
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<string>()
  const restore = useRestore(group, (problem) => setRefusal(sayProblem(problem, language)), onClose)
  const foot = (
    <>
      <Button onClick={onClose}>{w.cancel}</Button>
      <Button
        look="primary"
        busy={restore.isPending}
        reason={chosen ? undefined : w.pick}
        onClick={() => chosen && restore.mutate({ person: chosen.id, reason })}
      >
        {w.restore}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.nameTitle(group.name)} foot={foot}>
      <p>{why}</p>
      <PersonPicker
        name="administrator"
        label={w.who}
        help={w.whoHelp}
        error={refusal}
        value={chosen}
        onChange={(next) => {
          setChosen(next)
          setRefusal(undefined)
        }}
        find={find}
      />
      <TextArea
        name="reason"
        label={w.reason}
        help={w.reasonHelp}
        value={reason}
        onChange={setReason}
        maxLength={2000}
        optional
      />
    </Dialog>
  )
}

/** Shows what prevents its former administrator, or the person chosen, from having it. */
function useRestore(group: Deleted, inTheWay: (problem: Problem) => void, done?: () => void) {
  const w = useWords(words).deleted
  const { language } = useReader()
  return useAct(
    (named: { person: string; reason: string } | undefined) =>
      send('post', '/api/organization/deleted-groups/{group}/restoration', {
        path: { group: group.id },
        body: named ?? {},
      }),
    {
      refresh: [keyOf(path, {}).slice(0, 2)],
      done: () => {
        done?.()
        tell(w.restored(group.name), { tone: 'success' })
      },
      refused: (problem) =>
        problem.status === 409 || problem.status === 400
          ? inTheWay(problem)
          : tell(sayProblem(problem, language), { tone: 'danger', seconds: 12 }),
    },
  )
}

/** Colleagues besides the administrator whose account has stopped. */
function useFindAdministrator({
  administrator,
}: Deleted): (typed: string) => Promise<PersonPick[]> {
  const find = useFindColleague()
  return async (typed) => (await find(typed)).filter(({ id }) => id !== administrator?.id)
}
