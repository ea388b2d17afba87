import { ChevronDown, ChevronRight, ListOrdered, Search } from 'lucide-react'
import { useState } from 'react'
import { NoticesBell } from '../foundation/notices/bell.tsx'
import { useMe } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { UnreadCount } from '../ui/badges.tsx'
import { IconButton } from '../ui/button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { useToolDrag } from './arranging.ts'
import { ContextSelector, useNameOf } from './context-selector.tsx'
import { useCurrentSpace } from './current-space.ts'
import { MeMenu } from './me-menu.tsx'
import type { Place, SpacePlaces } from './navigation.tsx'
import {
  isRoot,
  PlaceLink,
  useIsWithin,
  usePlacesEverywhere,
  useSpacePlaces,
} from './navigation.tsx'
import { openArrange, openPalette } from './overlays.ts'
import styles from './shell.module.css'
import { words } from './words.ts'

/** Loads the code of the palette before it is wanted. */
const preparePalette = () => void import('./palette.tsx').catch(() => undefined)

/** At a desk: the pages of the current space, then those that cover all my spaces, and me. */
export function Rail() {
  const w = useWords(words)
  const me = useMe()
  const { space } = useCurrentSpace()
  const here = useSpacePlaces(space)
  const nameOf = useNameOf()
  return (
    <nav className={styles.rail} aria-label={w.mainNavigation}>
      <ContextSelector space={space} />
      {space && (
        <div className={styles.railPart}>
          <div className={styles.railHead}>
            <div className={styles.railTitle}>{w.toolsOf(nameOf(space))}</div>
            {here.pinned.length + here.more.length > 1 && (
              <IconButton small icon={ListOrdered} label={w.arrange} onClick={openArrange} />
            )}
          </div>
          <SpaceLinks {...here} />
        </div>
      )}
      <div className={styles.railPart}>
        <div className={styles.railTitle}>{w.everywhere}</div>
        <Links places={usePlacesEverywhere(me)} />
      </div>
      <div className={`${styles.railPart} ${styles.railFoot}`}>
        <button
          type="button"
          className={styles.item}
          onClick={openPalette}
          onPointerEnter={preparePalette}
          onFocus={preparePalette}
        >
          <Search size={18} aria-hidden />
          <span className={styles.itemText}>{w.find}</span>
          <KeyHint keys="mod+k" />
        </button>
        <NoticesBell className={styles.item} textClassName={styles.itemText} />
        <MeMenu />
      </div>
    </nav>
  )
}

function Links({ places }: { places: readonly Place[] }) {
  return places.map((place) => <PlaceLink key={place.key} place={place} exact={isRoot(place)} />)
}

function SpaceLinks({ overview, pinned, more, about }: SpacePlaces) {
  return (
    <>
      <Links places={overview} />
      <ToolLinks places={pinned} />
      {more.length > 0 && <More places={more} />}
      <Links places={about} />
    </>
  )
}

/** Tools are dragged into another order; by keyboard, they are moved in the dialog. */
function ToolLinks({ places }: { places: readonly Place[] }) {
  const drag = useToolDrag()
  return places.map((place) => <PlaceLink key={place.key} place={place} {...drag(place.key)} />)
}

/** The tools that are not always shown; open as long as one of them is. */
function More({ places }: { places: readonly Place[] }) {
  const w = useWords(words)
  const isWithin = useIsWithin()
  const [chosen, setChosen] = useState<boolean>()
  const opened = chosen ?? places.some((place) => isWithin(place))
  const unread = places.reduce((sum, place) => sum + (place.unread ?? 0), 0)
  const Icon = opened ? ChevronDown : ChevronRight
  return (
    <>
      <button
        type="button"
        className={styles.item}
        aria-expanded={opened}
        onClick={() => setChosen(!opened)}
      >
        <Icon size={18} aria-hidden />
        <span className={styles.itemText}>{w.more}</span>
        {!opened && <UnreadCount count={unread} />}
      </button>
      {opened && <ToolLinks places={places} />}
    </>
  )
}
