import type { LucideIcon } from 'lucide-react'
import type { HTMLAttributes } from 'react'
import {
  Compass,
  Handshake,
  House,
  LayoutDashboard,
  Search,
  Settings,
  SlidersHorizontal,
  UsersRound,
} from 'lucide-react'
import { useUnreadOfTools } from '../foundation/spaces/read-marks.ts'
import { useReader } from '../kernel/language.ts'
import type { WebTool } from '../kernel/pages.ts'
import { usePathname } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { Me, MySpace } from '../kernel/session.ts'
import { useMe } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { UnreadCount } from '../ui/badges.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { hasPage } from './pages.ts'
import styles from './shell.module.css'
import { inOrder } from './tool-order.ts'
import { tools } from './tools.ts'
import { words } from './words.ts'

export type Place = {
  key: string
  label: string
  href: string
  icon: LucideIcon
  shortcut?: string
  unread?: number
}

/** The pages of a space: its overview, its tools as I have ordered them, its people, and its settings for those who may change them. */
export type SpacePlaces = Record<'overview' | 'pinned' | 'more' | 'about', Place[]>

export function useSpacePlaces(space: MySpace | undefined): SpacePlaces {
  const w = useWords(words)
  const { pinned, more } = useToolPlaces(space)
  const group = space?.kind === 'group'
  const runs = space?.role === 'administrator' || space?.role === 'co-administrator'
  const about: (Place | false)[] = [
    group && {
      key: 'members',
      label: w.members,
      href: paths.members(space.id),
      icon: UsersRound,
      shortcut: 'g m',
    },
    group &&
      runs && {
        key: 'settings',
        label: w.settings,
        href: paths.groupSettings(space.id),
        icon: Settings,
      },
  ]
  const overview = group && {
    key: 'overview',
    label: w.overview,
    href: paths.space(space.id),
    icon: LayoutDashboard,
    shortcut: 'g o',
  }
  return {
    overview: overview ? [overview] : [],
    pinned,
    more,
    about: about.filter((place) => place !== false),
  }
}

/** The same in one list. */
export function usePlacesIn(space: MySpace | undefined): Place[] {
  const { overview, pinned, more, about } = useSpacePlaces(space)
  return [...overview, ...pinned, ...more, ...about]
}

function useToolPlaces(space: MySpace | undefined): Pick<SpacePlaces, 'pinned' | 'more'> {
  const { language } = useReader()
  const { toolOrder } = useMe()
  const unreadOf = useUnreadOfTools(space)
  const on = tools.filter(({ name }) => space?.tools.includes(name))
  const { pinned, more } = inOrder(on, toolOrder)
  const placeOf = ({ name, words: said, icon, key }: WebTool): Place => ({
    key: name,
    label: said[language].name,
    href: paths.tool(space?.id ?? '', name),
    icon,
    shortcut: `g ${key}`,
    unread: unreadOf(name),
  })
  return { pinned: pinned.map(placeOf), more: more.map(placeOf) }
}

/** The pages that cover all my spaces. */
export function usePlacesEverywhere(me: Me): Place[] {
  const w = useWords(words)
  const seesDirectory = me.organization !== null
  const places: (Place | false)[] = [
    { key: 'home', label: w.home, href: paths.home(), icon: House, shortcut: 'g h' },
    { key: 'shared', label: w.shared, href: paths.shared(), icon: Handshake },
    { key: 'search', label: w.search, href: paths.search(), icon: Search, shortcut: 'g s' },
    seesDirectory && {
      key: 'directory',
      label: w.directory,
      href: paths.directory(),
      icon: Compass,
      shortcut: 'g d',
    },
    me.organization?.may.govern === true && {
      key: 'admin',
      label: w.admin,
      href: paths.admin(),
      icon: SlidersHorizontal,
      shortcut: 'g a',
    },
  ]
  return places.filter((place) => place !== false && hasPage(place.href)) as Place[]
}

/** Whether the page that is open is this place, or in it. */
export function useIsWithin(): (place: Place, exact?: boolean) => boolean {
  const pathname = usePathname()
  return ({ href }, exact) =>
    pathname === href || (exact !== true && pathname.startsWith(`${href}/`))
}

type PlaceLinkProps = HTMLAttributes<HTMLAnchorElement> & {
  place: Place
  onGo?: (() => void) | undefined
  exact?: boolean
}

export function PlaceLink({ place, onGo, exact, ...rest }: PlaceLinkProps) {
  const { href, icon: Icon, label, shortcut, unread = 0 } = place
  const within = useIsWithin()(place, exact)
  return (
    <a
      {...rest}
      className={styles.item}
      href={href}
      aria-current={within ? 'page' : undefined}
      onClick={onGo}
    >
      <Icon size={18} aria-hidden />
      <span className={styles.itemText}>{label}</span>
      {shortcut && (
        <span className={styles.hint} aria-hidden>
          <KeyHint keys={shortcut} />
        </span>
      )}
      <UnreadCount count={unread} />
    </a>
  )
}

export function isRoot(place: Place): boolean {
  return place.key === 'home' || place.key === 'overview'
}
