import { ArrowLeft, ChevronDown, CircleUser, House, LayoutGrid, Search } from 'lucide-react'
import { usePathname } from '../kernel/navigation.ts'
import { paths } from '../kernel/paths.ts'
import type { MySpace } from '../kernel/session.ts'
import { NoticesBell } from '../foundation/notices/bell.tsx'
import { useWords } from '../kernel/words.ts'
import { SpaceMark } from '../ui/avatar.tsx'
import { IconButton } from '../ui/button.tsx'
import { useNameOf } from './context-selector.tsx'
import { MeMenu } from './me-menu.tsx'
import { openPalette, openSpaces } from './overlays.ts'
import styles from './shell.module.css'
import { words } from './words.ts'

type PhoneTopProps = { space: MySpace | undefined; inside: boolean }

export function PhoneTop({ space, inside }: PhoneTopProps) {
  const w = useWords(words)
  const pathname = usePathname()
  const up = pathname.split('/').length > 4 ? pathname.split('/').slice(0, 4).join('/') : '/'
  return (
    <header className={styles.top} data-no-print>
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

export function PhoneTabs() {
  const w = useWords(words)
  const pathname = usePathname()
  const inSpace = pathname.startsWith('/s/')
  return (
    <nav className={styles.tabs} aria-label={w.mainNavigation} data-no-print>
      <a
        className={styles.tab}
        href={paths.home()}
        aria-current={pathname === paths.home() ? 'page' : undefined}
      >
        <House size={20} aria-hidden /> {w.home}
      </a>
      <button
        type="button"
        className={styles.tab}
        onClick={openSpaces}
        aria-current={inSpace ? 'page' : undefined}
      >
        <LayoutGrid size={20} aria-hidden /> {w.space}
      </button>
      <NoticesBell tab className={styles.tab} />
      <MeMenu>
        <button type="button" className={styles.tab}>
          <CircleUser size={20} aria-hidden /> {w.me}
        </button>
      </MeMenu>
    </nav>
  )
}
