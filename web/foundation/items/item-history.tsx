import { useLongList } from '../../kernel/long-list.ts'
import { useVerb } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { List, Row } from '../../ui/list.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import type { Item } from './item.ts'
import { words } from './item-words.ts'

/** Who did what to an item, and when. Repeated edits by one person are one line. */
export function ItemHistory({ item }: { item: Item }) {
  const w = useWords(words)
  const verb = useVerb()
  const path = { space: item.space, item: item.id }
  const acts = useLongList('/api/spaces/{space}/items/{item}/history', { path })
  if (acts.isError) return <ErrorState error={acts.error} onRetry={() => void acts.refetch()} />
  if (!acts.items) return <ListSkeleton rows={5} />
  const lines = acts.items.filter(({ by, kind, reason }, at, all) => {
    const later = all[at - 1]
    return reason || !(later && later.kind === kind && later.by?.id === by?.id)
  })
  return (
    <List label={w.historyOf} {...acts.more}>
      {lines.map(({ at, by, kind, reason }) => (
        <Row
          key={`${at} ${kind}`}
          lead={by && <Avatar person={by} />}
          title={w.act(by ? fullName(by) : w.server, verb(kind, item))}
          second={
            <>
              <RelativeTime at={at} />
              {reason && ` · ${reason}`}
            </>
          }
          wraps
        />
      ))}
    </List>
  )
}
