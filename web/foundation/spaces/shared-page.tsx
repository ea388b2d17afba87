import { useQuery } from '@tanstack/react-query'
import { rightsOfLevel, useVerbs } from '../../access/levels.ts'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useKindIcon } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { words } from './words.ts'

type Shared = Answer<'get', '/api/shared-with-me'>['items'][number]

const sharedQuery = { ...load('/api/shared-with-me'), meta: { shows: 'lists' as const } }

/** Things that others have shared with me from their private spaces, by owner (A7). */
export function SharedPage() {
  const w = useWords(words)
  const shared = useQuery(sharedQuery)
  useTitle(w.shared)
  return (
    <Page title={w.shared} lead={w.sharedLead}>
      {shared.isPending && <ListSkeleton />}
      {shared.isError && <ErrorState error={shared.error} onRetry={() => void shared.refetch()} />}
      {shared.data?.items.length === 0 && <EmptyState>{w.sharedEmpty}</EmptyState>}
      {[...Map.groupBy(shared.data?.items ?? [], ({ owner }) => owner.id)].map(([id, items]) => (
        <FromOne key={id} items={items} />
      ))}
    </Page>
  )
}

function FromOne({ items }: { items: Shared[] }) {
  const w = useWords(words)
  const iconOf = useKindIcon()
  const owner = items[0]?.owner
  if (!owner) return null
  return (
    <Section
      title={
        <>
          <Avatar person={owner} /> {fullName(owner)}
        </>
      }
      count={items.length}
    >
      <List label={w.sharedBy(fullName(owner))}>
        {items.map((one) => {
          const Icon = iconOf(one)
          return (
            <Row
              key={one.id}
              href={addressOf(one)}
              lead={<Icon size={18} aria-hidden />}
              title={one.title || w.top}
              second={<May {...one} />}
              meta={<RelativeTime at={one.changedAt} />}
            />
          )
        })}
      </List>
    </Section>
  )
}

/** What I may do with it. */
function May({ level, tool, thing }: Shared) {
  const w = useWords(words)
  const verbs = useVerbs(tool)
  return level && w.may(verbs(rightsOfLevel[level], { item: thing === 'item' }))
}

function addressOf({ space, tool, thing, kind, id }: Shared): string {
  if (thing === 'item') return paths.item(space, tool, id)
  return kind === 'root' ? paths.tool(space, tool) : paths.container(space, tool, id)
}
