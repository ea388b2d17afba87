import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { IconButton } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { reminders, useForget, useSaidWhen } from './reminders.ts'
import { words } from './words.ts'

/** My reminders, the next one first. */
export function RemindersPage() {
  const w = useWords(words)
  useTitle(w.title)
  const said = useSaidWhen()
  const forget = useForget()
  const list = useQuery(reminders)
  return (
    <Page title={w.title} lead={w.lead} width="reading">
      {list.isPending && <ListSkeleton rows={5} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <EmptyState>{w.empty}</EmptyState>}
      {list.data && list.data.items.length > 0 && (
        <List label={w.title}>
          {list.data.items.map((each) => (
            <Row
              key={each.id}
              title={each.item.title}
              second={`${said(each)} · ${each.item.space.name}`}
              href={paths.item(each.item.space.id, each.item.tool, each.item.id)}
              actions={
                <IconButton
                  icon={X}
                  label={w.removeOne(each.item.title)}
                  onClick={() => forget.mutate(each)}
                />
              }
            />
          ))}
        </List>
      )}
    </Page>
  )
}
