import { ArrowLeft, ChevronDown, CircleUser, House, LayoutGrid, Search } from 'lucide-react'
import { useReader } from '../kernel/language.ts'
import { usePathname } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe } from '../kernel/session.ts'
import { useTools } from '../kernel/tools.ts'
import { NoticesBell } from '../foundation/notices/bell.tsx'
import { useWords } from '../kernel/words.ts'
import { SpaceMark } from '../ui/avatar.tsx'
import { IconButton } from '../ui/button.tsx'
import { useNameOf } from './context-selector.tsx'
import { MeMenu } from './me-menu.tsx'
import type { Place } from './navigation.tsx'
import { openPalette, openSpaces } from './overlays.ts'
import styles from './shell.module.css'
import { words } from './words.ts'

type PhoneTopProps = { space: MySpace | undefined; inside: boolean }

export function PhoneTop({ space, inside }: PhoneTopProps) {
  const w = useWords(words)
  const pathname = usePathname()
  const up = pathname.split('/').length > 4 ? pathname.split('/').slice(0, 4).join('/') : '/'
  return (
    <header className={styles.top}>
      {pathname !== '/' && <IconButton icon={ArrowLeft} label={w.back} href={up} />}
      {space && inside ? (
        <TopSpace space={space} />
      ) : (
        <button type="button" className={styles.topSpace} onClick={openSpaces}>
          <span>Atelier</span>
          <ChevronDown size={16} aria-hidden />
        </button>
      )}
      <IconButton icon={Search} label={w.palette} onClick={openPalette} />
    </header>
  )
}

function TopSpace({ space }: { space: MySpace }) {
  return (
    <button type="button" className={styles.topSpace} onClick={openSpaces}>
      <SpaceMark space={space} size={24} />
      <span>{useNameOf()(space)}</span>
      <ChevronDown size={16} aria-hidden />
    </button>
  )
}

/** Home, the space, a tab of one's choice, the notices and me. */
export function PhoneTabs({ space }: { space: MySpace | undefined }) {
  const w = useWords(words)
  const pathname = usePathname()
  const chosen = useChosenTab(space)
  const isChosen = pathname === chosen.href || pathname.startsWith(`${chosen.href}/`)
  const inSpace = pathname.startsWith('/s/') && !isChosen
  return (
    <nav className={styles.tabs} aria-label={w.mainNavigation}>
      <Tab label={w.home} href={paths.home()} icon={House} current={pathname === paths.home()} />
      <Tab
        label={w.space}
        href={space ? paths.tools(space.id) : paths.home()}
        icon={LayoutGrid}
        current={inSpace}
      />
      <Tab {...chosen} current={isChosen} />
      <NoticesBell tab className={styles.tab} />
      <MeMenu>
        <button type="button" className={styles.tab}>
          <CircleUser size={20} aria-hidden /> <span>{w.me}</span>
        </button>
      </MeMenu>
    </nav>
  )
}

type TabPlace = Pick<Place, 'label' | 'href' | 'icon'>

function Tab({ label, href, icon: Icon, current }: TabPlace & { current: boolean }) {
  return (
    <a className={styles.tab} href={href} aria-current={current ? 'page' : undefined}>
      <Icon size={20} aria-hidden /> <span>{label}</span>
    </a>
  )
}

/** A tool in the current space, or in the first of my spaces that has it; otherwise the search. */
function useChosenTab(space: MySpace | undefined): TabPlace {
  const w = useWords(words)
  const { language } = useReader()
  const { tab, spaces } = useMe()
  const tool = useTools().find(({ name }) => name === tab)
  const has = (one: MySpace) => one.tools.includes(tab)
  const where = space && has(space) ? space : spaces.find(has)
  if (!tool || !where) return { label: w.search, href: paths.search(), icon: Search }
  return { label: tool.words[language].name, href: paths.tool(where.id, tab), icon: tool.icon }
}
