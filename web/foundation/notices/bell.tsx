import { Bell } from 'lucide-react'
import { usePathname } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useWords } from '../../kernel/words.ts'
import { UnreadCount } from '../../ui/badges.tsx'
import { words } from './bell-words.ts'
import styles from './notices.module.css'
import { useUnreadNotices } from './notices.ts'

type BellProps = {
  className: string | undefined
  textClassName?: string | undefined
  tab?: boolean
}

/** The link to the notices with their unread count; in the rail, and among the tabs on a phone. */
export function NoticesBell({ className, textClassName, tab = false }: BellProps) {
  const w = useWords(words)
  const pathname = usePathname()
  const unread = useUnreadNotices()
  const count = (
    <span className={tab ? styles.onTab : undefined}>
      <UnreadCount count={unread} said={w.count(unread)} />
    </span>
  )
  return (
    <a
      className={className}
      href={paths.notices()}
      aria-current={pathname === paths.notices() ? 'page' : undefined}
    >
      <span className={styles.bell}>
        <Bell size={tab ? 20 : 18} aria-hidden />
        {tab && count}
      </span>
      <span className={textClassName}>{w.title}</span>
      {!tab && count}
    </a>
  )
}
