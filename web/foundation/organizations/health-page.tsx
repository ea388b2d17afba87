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
type Job = Answer<'get', '/api/operations/jobs'>['items'][number]

/** V1: how the instance is, where it holds no other organization, and what it does by itself. */
export function AdminHealthPage() {
  const w = useWords(words).health
  const health = useQuery(load('/api/operations/health'))
  return (
    <AdminPage title={w.title} lead={w.lead} onlyAdmins>
      {health.isPending && <TextSkeleton />}
      {health.isError && <ErrorState error={health.error} onRetry={() => void health.refetch()} />}
      {health.data?.instance && <HealthFacts health={health.data.instance} />}
      {health.data?.instance === null && <Note>{w.several}</Note>}
      <Jobs />
    </AdminPage>
  )
}

function HealthFacts({ health }: { health: Health }) {
  const w = useWords(words).health
  const format = useFormat()
  const { database, disk, clocks, mail } = health
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

function Jobs() {
  const w = useWords(words).health
  const jobs = useQuery(load('/api/operations/jobs'))
  const columns = useColumns()
  return (
    <Section title={w.jobs}>
      {jobs.isError && <ErrorState error={jobs.error} onRetry={() => void jobs.refetch()} />}
      {jobs.data?.items.length === 0 && <EmptyState>{w.noJobs}</EmptyState>}
      {jobs.data && jobs.data.items.length > 0 && (
        <Table
          label={w.jobs}
          columns={columns}
          lines={jobs.data.items}
          keyOf={({ name }) => name}
        />
      )}
    </Section>
  )
}

function useColumns(): Column<Job>[] {
  const w = useWords(words).health
  const names: Record<string, string> = w.jobNames
  return [
    { key: 'job', label: w.job, cell: ({ name }) => names[name] ?? name },
    { key: 'last', label: w.last, cell: ({ startedAt }) => <RelativeTime at={startedAt} /> },
    {
      key: 'next',
      label: w.next,
      cell: ({ nextAt }) => nextAt && <RelativeTime at={nextAt} />,
    },
    {
      key: 'result',
      label: w.result,
      cell: ({ failed, error, finishedAt }) => {
        if (failed) return <Badge tone="danger">{error ?? w.failed}</Badge>
        return (
          <Badge tone={finishedAt ? 'success' : 'plain'}>{finishedAt ? w.done : w.running}</Badge>
        )
      },
    },
  ]
}
