import type { LucideIcon } from 'lucide-react'
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
import { useReader } from '../kernel/language.ts'
import { usePathname } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { Me, MySpace } from '../kernel/session.ts'
import { useWords } from '../kernel/words.ts'
import { UnreadCount } from '../ui/badges.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { hasPage, hasSpacePage } from './pages.ts'
import styles from './shell.module.css'
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

/** The pages of a space: its overview, its active tools, its people, and its settings for those who may change them. */
export function usePlacesIn(space: MySpace | undefined): Place[] {
  const w = useWords(words)
  const { language } = useReader()
  if (!space) return []
  const on = tools.filter(({ name }) => space.tools.includes(name))
  const group = space.kind === 'group'
  const places: (Place | false)[] = [
    group &&
      hasSpacePage('/') && {
        key: 'overview',
        label: w.overview,
        href: paths.space(space.id),
        icon: LayoutDashboard,
        shortcut: 'g o',
      },
    ...on.map((tool) => ({
      key: tool.name,
      label: tool.words[language].name,
      href: paths.tool(space.id, tool.name),
      icon: tool.icon,
      shortcut: `g ${tool.key}`,
    })),
    group &&
      hasSpacePage('/members') && {
        key: 'members',
        label: w.members,
        href: paths.members(space.id),
        icon: UsersRound,
        shortcut: 'g m',
      },
    (space.role === 'administrator' || space.role === 'co-administrator') &&
      hasSpacePage('/settings') && {
        key: 'settings',
        label: w.settings,
        href: paths.groupSettings(space.id),
        icon: Settings,
      },
  ]
  return places.filter((place) => place !== false)
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

type PlaceLinkProps = { place: Place; onGo?: (() => void) | undefined; exact?: boolean }

export function PlaceLink({ place, onGo, exact }: PlaceLinkProps) {
  const { href, icon: Icon, label, shortcut, unread = 0 } = place
  const pathname = usePathname()
  const within = exact ? pathname === href : pathname === href || pathname.startsWith(`${href}/`)
  return (
    <a
      className={styles.item}
      href={href}
      aria-current={within ? 'page' : undefined}
      onClick={onGo}
    >
      <Icon size={18} aria-hidden />
      <span className={styles.itemText}>{label}</span>
      <UnreadCount count={unread} />
      {shortcut && (
        <span className={styles.hint} aria-hidden>
          <KeyHint keys={shortcut} />
        </span>
      )}
    </a>
  )
}

export function isRoot(place: Place): boolean {
  return place.key === 'home' || place.key === 'overview'
}
