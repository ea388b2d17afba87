import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { load } from '../../kernel/api.ts'
import type { PagedDoor } from '../../kernel/long-list.ts'
import { paths } from '../../kernel/paths.ts'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { words } from './item-words.ts'
import type { Item } from './item.ts'

type NewestItemsProps = {
  space: string
  tool: string
  kind: string
  /** The list of the space. */
  door: PagedDoor
}

/** The items of a tool that were changed last, on the overview of a group; nothing where there are none. */
export function NewestItems({ space, tool, kind, door }: NewestItemsProps) {
  const w = useWords(words)
  const its = useNoun(tool, kind)
  const given = { path: { space }, query: { sort: 'changed', limit: 6 } }
  const list = useQuery(load(door, given as never)) as UseQueryResult<{ items: readonly Item[] }>
  if (list.isPending) return <ListSkeleton rows={4} />
  if (list.data?.items.length === 0) return null
  return (
    <Section title={its.newest}>
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && (
        <List label={its.newest}>
          {list.data.items.map(({ id, title, container, changedBy, changedAt }) => (
            <Row
              key={id}
              href={paths.item(space, tool, id)}
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
