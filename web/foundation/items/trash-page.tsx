import { useQuery } from '@tanstack/react-query'
import type { LucideIcon } from 'lucide-react'
import { RotateCcw } from 'lucide-react'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useLongList } from '../../kernel/long-list.ts'
import { useParam } from '../../kernel/navigation.ts'
import { useSpace } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useKindIcon } from '../../kernel/tools.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { CapacityBar } from '../../ui/capacity-bar.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page } from '../../ui/page.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { useRestoreContainer } from '../spaces/container-trash.ts'
import { useRestoreItem } from './trash.ts'
import styles from './items.module.css'
import { words } from './words.ts'

type Trashed = Answer<'get', '/api/spaces/{space}/trash'>['items'][number]

/** The deleted items of a space that I may restore. */
export function TrashPage() {
  const w = useWords(words)
  const space = useParam('space')
  const iconOf = useKindIcon()
  const trash = useLongList('/api/spaces/{space}/trash', { path: { space } })
  const here = useSpace(space)
  // The limit is that of a plan of another organization.
  const isGuest = here?.guest === true
  useTitle(w.trash, here?.name)
  return (
    <Page title={w.trash} lead={w.trashLead}>
      {!isGuest && <Storage space={space} />}
      {trash.isPending && <ListSkeleton />}
      {trash.isError && <ErrorState error={trash.error} onRetry={() => void trash.refetch()} />}
      {trash.items?.length === 0 && <EmptyState>{w.trashEmpty}</EmptyState>}
      {trash.items && trash.items.length > 0 && (
        <List label={w.trash} {...trash.more}>
          {trash.items.map((one) => (
            <TrashRow key={one.id} space={space} trashed={one} icon={iconOf(one)} />
          ))}
        </List>
      )}
    </Page>
  )
}

/** O7: items in the trash still use storage; hidden from people who may not see the numbers. */
function Storage({ space }: { space: string }) {
  const w = useWords(words)
  const storage = useQuery(load('/api/spaces/{space}/storage', { path: { space } }))
  if (!storage.data) return null
  const { used, allowed, planOf } = storage.data
  return (
    <div className={styles.storage}>
      <CapacityBar label={w.storage} used={used} allowed={allowed} unit="bytes" />
      <p className="quiet small">{w.storageSays(fullName(planOf))}</p>
    </div>
  )
}

type TrashRowProps = { space: string; trashed: Trashed; icon: LucideIcon }

function TrashRow({ space, trashed, icon: Icon }: TrashRowProps) {
  const w = useWords(words)
  const { id, thing, title, place, trashedAt, trashedBy } = trashed
  const item = useRestoreItem()
  const container = useRestoreContainer()
  const restore = thing === 'item' ? item : container
  const bringBack = () =>
    restore.mutate({ space, id, title }, { onSuccess: () => void tell(w.restored(title)) })
  return (
    <Row
      metaBelow
      lead={<Icon size={18} aria-hidden />}
      title={title}
      second={[place && w.wasIn(place), w.trashedBy(fullName(trashedBy))]
        .filter(Boolean)
        .join(' · ')}
      meta={<RelativeTime at={trashedAt} />}
      actions={
        <Button
          small
          icon={RotateCcw}
          busy={restore.isPending}
          aria-label={w.restoreOne(title)}
          onClick={bringBack}
        >
          {w.restore}
        </Button>
      }
    />
  )
}
