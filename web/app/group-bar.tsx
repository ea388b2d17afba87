import { ChevronDown, PanelBottomOpen } from 'lucide-react'
import { paths } from '../kernel/paths.ts'
import { remember } from '../kernel/remember.ts'
import type { MySpace } from '../kernel/session.ts'
import { createStore, useStore } from '../kernel/store.ts'
import { useWords } from '../kernel/words.ts'
import { IconButton } from '../ui/button.tsx'
import { SpaceChip } from '../ui/space-chip.tsx'
import styles from './shell.module.css'
import { words } from './words.ts'

const key = 'atelier.bar'
export const barHidden = createStore(globalThis.localStorage?.getItem(key) === 'hidden')

/** Favourite and recent groups, one click away from every page (G8). */
export function GroupBar({
  spaces,
  current,
}: {
  spaces: readonly MySpace[]
  current?: string | undefined
}) {
  const w = useWords(words)
  const hidden = useStore(barHidden)
  const groups = spaces.filter(({ kind, archived }) => kind === 'group' && !archived)
  // By name, so that a chip stays where it is when something happens in its group.
  const byName = (some: readonly MySpace[]) =>
    some.toSorted((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id))
  const favourites = byName(groups.filter(({ favourite }) => favourite))
  const recent = byName(groups.filter(({ favourite }) => !favourite).slice(0, 8))
  if (groups.length === 0) return null
  if (hidden)
    return (
      <div className={styles.barShow}>
        <IconButton icon={PanelBottomOpen} label={w.showBar} onClick={() => hide(false)} />
      </div>
    )
  const chip = (space: MySpace) => (
    <SpaceChip
      key={space.id}
      space={space}
      href={paths.space(space.id)}
      unread={space.unread}
      current={space.id === current}
    />
  )
  return (
    <nav className={styles.bar} aria-label={w.groupBar}>
      <div className={styles.barChips}>
        {favourites.map(chip)}
        {favourites.length > 0 && recent.length > 0 && <span className={styles.barSplit} />}
        {recent.map(chip)}
      </div>
      <IconButton small icon={ChevronDown} label={w.hideBar} onClick={() => hide(true)} />
    </nav>
  )
}

function hide(hidden: boolean): void {
  barHidden.write(hidden)
  if (hidden) remember(key, 'hidden')
  else localStorage.removeItem(key)
}
