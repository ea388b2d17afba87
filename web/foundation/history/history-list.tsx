import type { UseInfiniteQueryResult } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { addressOf } from '../../kernel/api.ts'
import type { Act } from '../../kernel/events.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ActLine } from './act-line.tsx'
import type { Filters } from './filters.tsx'
import styles from './history.module.css'
import { words } from './words.ts'

type HistoryListProps = {
  history: UseInfiniteQueryResult<unknown>
  acts: readonly Act[]
  filters: Filters
  withGroup?: boolean
}

/** The lines, newest first, or the loading, empty or error state. */
export function HistoryList({ history, acts, filters, withGroup = false }: HistoryListProps) {
  const w = useWords(words)
  if (history.isPending) return <ListSkeleton rows={8} />
  if (history.isError)
    return <ErrorState error={history.error} onRetry={() => void history.refetch()} />
  if (acts.length === 0 && filters.filtered)
    return (
      <EmptyState action={<Button onClick={filters.clear}>{w.clearAll}</Button>}>
        {w.nothingFound}
      </EmptyState>
    )
  if (acts.length === 0) return <EmptyState>{w.none}</EmptyState>
  return (
    <>
      <ul className={styles.lines}>
        {acts.map((act) => (
          <ActLine key={`${act.group?.id} ${act.seq}`} act={act} withGroup={withGroup} />
        ))}
      </ul>
      {history.hasNextPage && (
        <div>
          <Button busy={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
            {w.more}
          </Button>
        </div>
      )}
    </>
  )
}

type ExportsProps = { door: string; path?: Record<string, string>; filters: Filters }

/** Exports the shown lines as a file. */
export function Exports({ door, path, filters }: ExportsProps) {
  const w = useWords(words)
  const hrefOf = (format: 'csv' | 'json') =>
    addressOf(door, { path, query: { ...filters.query, format } })
  return (
    <>
      <Button icon={Download} look="quiet" href={hrefOf('csv')} download>
        {w.asCsv}
      </Button>
      <Button icon={Download} look="quiet" href={hrefOf('json')} download>
        {w.asJson}
      </Button>
    </>
  )
}
