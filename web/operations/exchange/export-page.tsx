import { useQuery } from '@tanstack/react-query'
import { Download, PackageOpen, Trash2, X } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { addressOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { GroupPage, WithGroup } from '../../foundation/groups/group-frame.tsx'
import type { Group } from '../../foundation/groups/group.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import styles from './exchange.module.css'
import { ProgressBar } from './progress-bar.tsx'
import { words } from './words.ts'

type Exported = Answer<'get', '/api/groups/{group}/exports'>['items'][number]

/** G13: exports all of a group as one archive, for its administrator. */
export function ExportPage() {
  return <WithGroup>{(group) => <GroupExport group={group} />}</WithGroup>
}

const isUnderWay = ({ state }: Exported) => state === 'waiting' || state === 'running'

/** Milliseconds between two requests while something is being made. */
const second = 1000

function GroupExport({ group }: { group: Group }) {
  const w = useWords(words)
  if (!group.may.export)
    return (
      <GroupPage group={group} title={w.exportTitle}>
        <Note>{w.exportNotYours}</Note>
      </GroupPage>
    )
  return <Exports group={group} />
}

function Exports({ group }: { group: Group }) {
  const w = useWords(words)
  const path = { group: group.id }
  const query = load('/api/groups/{group}/exports', { path })
  const exports = useQuery({
    ...query,
    refetchInterval: ({ state: { data } }) => (data?.items.some(isUnderWay) ? second : false),
  })
  const ask = useAct(() => send('post', '/api/groups/{group}/exports', { path }), {
    refresh: [query.queryKey],
  })
  const busy = exports.data?.items.some(isUnderWay) ?? false
  return (
    <GroupPage
      group={group}
      title={w.exportTitle}
      lead={w.exportLead}
      primary={
        <Button
          look="primary"
          icon={PackageOpen}
          busy={ask.isPending}
          reason={busy ? w.underWay : undefined}
          onClick={() => ask.mutate()}
        >
          {w.make}
        </Button>
      }
    >
      <Note>{w.whatIsIn}</Note>
      <Section title={w.archives}>
        {exports.isPending && <ListSkeleton rows={2} />}
        {exports.isError && (
          <ErrorState error={exports.error} onRetry={() => void exports.refetch()} />
        )}
        {exports.data?.items.length === 0 && <EmptyState>{w.noArchives}</EmptyState>}
        <ul className={styles.archives} aria-label={w.archives}>
          {exports.data?.items.map((each) => (
            <Archive key={each.id} group={group} archive={each} />
          ))}
        </ul>
      </Section>
    </GroupPage>
  )
}

function Archive({ group, archive }: { group: Group; archive: Exported }) {
  const w = useWords(words)
  const format = useFormat()
  const { id, state, done, total, size, askedAt, until, problem } = archive
  const path = { group: group.id, export: id }
  const underWay = isUnderWay(archive)
  const drop = useAct(() => send('delete', '/api/groups/{group}/exports/{export}', { path }), {
    refresh: [load('/api/groups/{group}/exports', { path: { group: group.id } }).queryKey],
    done: () => tell(underWay ? w.stopped : w.removed),
  })
  const address = addressOf('/api/groups/{group}/exports/{export}/archive', { path })
  return (
    <li className={styles.archive}>
      <div className={styles.archiveText}>
        <p role="status">
          <strong>{w.states[state]}</strong>
        </p>
        {underWay && (
          <ProgressBar label={w.states[state]} done={done} total={total} say={w.items} />
        )}
        <p className="quiet small">
          {w.askedAt} <RelativeTime at={askedAt} />
          {size !== null && ` · ${format.size(size)}`}
          {until !== null && ` · ${w.until(format.date(until))}`}
        </p>
        {problem && <Note tone="danger">{problem.message}</Note>}
      </div>
      <div className={styles.buttons}>
        {state === 'ready' && (
          <Button
            icon={Download}
            href={address}
            download
            aria-label={w.downloadOf(format.dateTime(askedAt))}
          >
            {w.download}
          </Button>
        )}
        <Button
          look="quiet"
          icon={underWay ? X : Trash2}
          busy={drop.isPending}
          onClick={() => drop.mutate()}
        >
          {underWay ? w.stop : w.remove}
        </Button>
      </div>
    </li>
  )
}
