import type { UseQueryResult } from '@tanstack/react-query'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { words } from './item-words.ts'
import type { Item } from './item.ts'

type NewestItemsProps = {
  space: string
  tool: string
  /** The first page of the list of the space, the last changed first. */
  list: UseQueryResult<{ items: readonly Item[] }>
  /** “Newest notes”, what is said without any, and the link to the page of the tool. */
  words: { newest: string; nothing: string; begin: string }
}

/** The items of a tool that were changed last, on the overview of a group. */
export function NewestItems({ space, tool, list, words: its }: NewestItemsProps) {
  const w = useWords(words)
  return (
    <Section title={its.newest}>
      {list.isPending && <ListSkeleton rows={4} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && (
        <EmptyState action={<Button href={paths.tool(space, tool)}>{its.begin}</Button>}>
          {its.nothing}
        </EmptyState>
      )}
      {list.data && list.data.items.length > 0 && (
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
