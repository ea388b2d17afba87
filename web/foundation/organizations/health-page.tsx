import { useQuery } from '@tanstack/react-query'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import type { Column } from '../../ui/table.tsx'
import { Table } from '../../ui/table.tsx'
import { Facts } from '../groups/facts.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './console-words.ts'

type Health = NonNullable<Answer<'get', '/api/operations/health'>['instance']>
type Work = Answer<'get', '/api/operations/work'>['items'][number]

/** V1: the background work, and the health of the instance if it holds no other organization. */
export function AdminHealthPage() {
  const w = useWords(words).health
  const health = useQuery(load('/api/operations/health'))
  return (
    <AdminPage title={w.title} lead={w.lead} onlyAdmins>
      {health.isPending && <TextSkeleton />}
      {health.isError && <ErrorState error={health.error} onRetry={() => void health.refetch()} />}
      {health.data?.instance && <HealthFacts health={health.data.instance} />}
      {health.data?.instance === null && <Note>{w.several}</Note>}
      <BackgroundWork />
    </AdminPage>
  )
}

function HealthFacts({ health }: { health: Health }) {
  const w = useWords(words).health
  const format = useFormat()
  const { database, disk, files, clocks, mail } = health
  const trouble = mail.failed + mail.late > 0
  return (
    <Facts
      facts={[
        [w.version, `${health.version} · Node ${health.node}`],
        [w.since, <RelativeTime key="since" at={health.startedAt} />],
        [
          w.database,
          <span key="database">
            {w.databaseSays(database.version, format.number(database.answeredIn))}{' '}
            {database.pending > 0 && <Badge tone="caution">{w.pending(database.pending)}</Badge>}
          </span>,
        ],
        [
          w.disk,
          <span key="disk">
            {w.free(format.size(disk.free), format.size(disk.total))}{' '}
            {disk.low && <Badge tone="danger">{w.low}</Badge>}
          </span>,
        ],
        [w.files, <FileFacts key="files" files={files} />],
        [w.clocks, clocks.differ ? w.differ(format.number(clocks.apart)) : w.agree],
        [
          w.mail,
          <span key="mail">
            {mail.configured ? w.sends : w.kept}{' '}
            {trouble && <Badge tone="danger">{w.trouble(mail.failed, mail.late)}</Badge>}
          </span>,
        ],
      ]}
    />
  )
}

function FileFacts({ files }: { files: Health['files'] }) {
  const w = useWords(words).health
  const { scanned, waiting, infected, notScanned, damaged } = files
  return (
    <>
      {damaged.length === 0 && w.whole}{' '}
      {damaged.length > 0 && <Badge tone="danger">{w.damaged(damaged.length)}</Badge>}{' '}
      {infected > 0 && <Badge tone="danger">{w.infected(infected)}</Badge>}
      {scanned && waiting > 0 && <Badge>{w.toScan(waiting)}</Badge>}{' '}
      {scanned && notScanned > 0 && <Badge tone="caution">{w.notScanned(notScanned)}</Badge>}
      {damaged.length > 0 && (
        <ul className="small">
          {damaged.slice(0, mostListed).map(({ place, fault }) => (
            <li key={place}>
              {w.faults[fault === 'missing' ? 'missing' : 'spoilt']} <code>{place}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** `npm run doctor` lists all of them, with their items. */
const mostListed = 10

function BackgroundWork() {
  const w = useWords(words).health
  const work = useQuery(load('/api/operations/work'))
  const columns = useColumns()
  return (
    <Section title={w.work}>
      {work.isError && <ErrorState error={work.error} onRetry={() => void work.refetch()} />}
      {work.data?.items.length === 0 && <EmptyState>{w.noWork}</EmptyState>}
      {work.data && work.data.items.length > 0 && (
        <Table
          label={w.work}
          columns={columns}
          lines={work.data.items}
          keyOf={({ name }) => name}
        />
      )}
    </Section>
  )
}

function useColumns(): Column<Work>[] {
  const w = useWords(words).health
  return [
    { key: 'work', label: w.task, cell: ({ title }) => title },
    {
      key: 'last',
      label: w.last,
      cell: ({ startedAt }) => (startedAt ? <RelativeTime at={startedAt} /> : w.never),
    },
    {
      key: 'next',
      label: w.next,
      cell: ({ nextAt }) => {
        if (!nextAt) return w.whenNeeded
        return Date.parse(nextAt) < Date.now() ? w.soon : <RelativeTime at={nextAt} />
      },
    },
    { key: 'result', label: w.result, cell: (work) => <Result work={work} /> },
  ]
}

/** The error of a failed run is shown until a run succeeds. */
function Result({ work: { running, failed, error, finishedAt } }: { work: Work }) {
  const w = useWords(words).health
  if (failed) return <Badge tone="danger">{error ?? w.failed}</Badge>
  if (running) return <Badge>{w.running}</Badge>
  return finishedAt ? <Badge tone="success">{w.done}</Badge> : null
}
