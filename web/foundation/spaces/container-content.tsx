import type { LucideIcon } from 'lucide-react'
import { InternalBadge } from '../../access/internal.tsx'
import { useReader } from '../../kernel/language.ts'
import { paths } from '../../kernel/paths.ts'
import { useKindIcon, useTool } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { UnreadCount } from '../../ui/badges.tsx'
import { List, Row } from '../../ui/list.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useInside, type Container } from './containers.ts'
import { words } from './words.ts'

/** The containers in a container, with the number of items in each. */
export function ContainerContent({ container }: { container: Container }) {
  const w = useWords(words)
  const iconOf = useKindIcon()
  const inside = useInside(container.space, container.id)
  if (inside.isPending) return <ListSkeleton rows={5} />
  if (inside.isError)
    return <ErrorState error={inside.error} onRetry={() => void inside.refetch()} />
  if (inside.items?.length === 0)
    return container.holds.length > 0 ? null : (
      <EmptyState>{container.may.manage ? w.emptyFolderOfMine : w.emptyFolder}</EmptyState>
    )
  return (
    <List label={w.inThisFolder} {...inside.more}>
      {inside.items?.map((each) => (
        <ContainerRow key={each.id} icon={iconOf(each)} container={each} />
      ))}
    </List>
  )
}

type ContainerRowProps = { icon: LucideIcon; container: Container }

function ContainerRow({ icon: Icon, container }: ContainerRowProps) {
  const { space, id, tool, name, internal, unread } = container
  return (
    <Row
      href={paths.container(space, tool, id)}
      lead={<Icon size={18} aria-hidden />}
      title={
        <>
          <span>{name}</span>
          {internal && <InternalBadge />}
        </>
      }
      unread={unread > 0}
      meta={
        <>
          <UnreadCount count={unread} />
          <ItemCount container={container} />
        </>
      }
    />
  )
}

/** “12 notes”; nothing for a container that holds no items, or several kinds of them. */
export function ItemCount({ container: { tool, holds, items } }: { container: Container }) {
  const { language } = useReader()
  const kinds = useTool(tool).items
  const [kind, ...others] = holds
  if (!kind || others.length > 0) return null
  return <>{kinds[kind]?.words[language].count(items)}</>
}
