import { useQuery } from '@tanstack/react-query'
import { load } from '../../kernel/api.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { notePaths } from './note-paths.ts'
import { words } from './words.ts'

/** The notes that were changed last, on the overview of a group. */
export function NotesOverview({ space }: { space: string }) {
  const w = useWords(words).overview
  const query = { sort: 'changed', limit: 6 } as const
  const newest = useQuery(load('/api/spaces/{space}/notes', { path: { space }, query }))
  return (
    <Section title={w.newest}>
      {newest.isPending && <ListSkeleton rows={4} />}
      {newest.isError && <ErrorState error={newest.error} onRetry={() => void newest.refetch()} />}
      {newest.data?.items.length === 0 && (
        <EmptyState action={<Button href={notePaths.all(space)}>{w.begin}</Button>}>
          {w.nothing}
        </EmptyState>
      )}
      {newest.data && newest.data.items.length > 0 && (
        <List label={w.newest}>
          {newest.data.items.map(({ id, title, container, changedBy, changedAt }) => (
            <Row
              key={id}
              href={notePaths.note(space, id)}
              lead={<Avatar person={changedBy} />}
              title={title}
              second={`${container.name} · ${w.changedBy(fullName(changedBy))}`}
              meta={<RelativeTime at={changedAt} />}
            />
          ))}
        </List>
      )}
    </Section>
  )
}
