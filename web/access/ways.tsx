import { useQuery } from '@tanstack/react-query'
import { load } from '../kernel/api.ts'
import { paths } from '../kernel/paths.ts'
import { useSpace } from '../kernel/session.ts'
import { usePlaceName } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import styles from './access.module.css'
import { EditorsDialog } from './editors-dialog.tsx'
import { RightsDialog } from './rights-dialog.tsx'
import type { Seer, Thing } from './thing.ts'
import { words } from './words.ts'

/** Where somebody’s rights come from: the list of a container, the choice of an author, a role. */
export type Way = 'list' | 'editors' | 'role'

/** The tool of a thing, and the ways in which I may change who can do what with it. */
export function useWays(thing: Thing) {
  const { space } = thing
  const item = useQuery({
    ...load('/api/spaces/{space}/items/{item}', { path: { space, item: thing.item ?? '' } }),
    enabled: thing.item !== undefined,
  }).data
  const id = thing.container ?? item?.container.id
  const container = useQuery({
    ...load('/api/spaces/{space}/containers/{container}', { path: { space, container: id ?? '' } }),
    enabled: id !== undefined,
  }).data
  const changesRoles = useSpace(space)?.role === 'administrator'
  const mine: Record<Way, boolean> = {
    list: container?.may.manage === true,
    editors: item?.may.chooseEditors === true,
    role: changesRoles,
  }
  return {
    item,
    container,
    tool: item?.tool ?? container?.tool,
    of: (because: Seer['because']) =>
      [...new Set(because.map(wayOf))].filter((way) => way !== undefined && mine[way]) as Way[],
  }
}

export type Ways = ReturnType<typeof useWays>

function wayOf({ kind, on }: Seer['because'][number]): Way | undefined {
  if (kind === 'co-administrator') return 'role'
  if (kind === 'owner' || kind === 'administrator' || kind === 'author') return undefined
  return on === 'item' ? 'editors' : 'list'
}

type ChangeProps = {
  space: string
  ways: readonly Way[]
  whose: string
  onOpen: (way: Way) => void
}

/** A link to each place where these rights are changed; `whose` for screen readers. */
export function Change({ space, ways, whose, onOpen }: ChangeProps) {
  const w = useWords(words)
  return ways.map((way) => {
    const said = (
      <>
        {w.change[way]}
        <span className="for-readers-only"> ({whose})</span>
      </>
    )
    if (way === 'role')
      return (
        <a key={way} className={styles.textButton} href={paths.members(space)}>
          {said}
        </a>
      )
    return (
      <button key={way} type="button" className={styles.textButton} onClick={() => onOpen(way)}>
        {said}
      </button>
    )
  })
}

type WayDialogProps = { ways: Ways; way: Way | undefined; onClose: () => void }

/** The dialog in which these rights are set. */
export function WayDialog({ ways: { item, container }, way, onClose }: WayDialogProps) {
  if (way === 'editors' && item) return <EditorsDialog item={item} onClose={onClose} />
  if (way === 'list' && container) return <ListDialog {...{ container, onClose }} />
  return null
}

type ListDialogProps = { container: NonNullable<Ways['container']>; onClose: () => void }

/** The list that counts: that of the container, or of the one above whose list it follows. */
function ListDialog({ container, onClose }: ListDialogProps) {
  const { space, id, ownList } = container
  const access = useQuery({
    ...load('/api/spaces/{space}/containers/{container}/access', {
      path: { space, container: id },
    }),
    enabled: !ownList,
  })
  const above = access.data?.inheritedFrom?.id
  const followed = useQuery({
    ...load('/api/spaces/{space}/containers/{container}', {
      path: { space, container: above ?? '' },
    }),
    enabled: above !== undefined,
  })
  const placeName = usePlaceName()
  if (!ownList && (access.isPending || followed.isLoading)) return null
  const listed = followed.data ?? container
  const name = placeName({ tool: listed.tool, container: listed })
  return <RightsDialog {...{ space, onClose }} container={{ ...listed, name }} />
}
