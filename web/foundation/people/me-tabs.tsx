import { usePathname } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { useWords } from '../../kernel/words.ts'
import { TabLinks } from '../../ui/tabs.tsx'
import { words as noticeWords } from '../notices/bell-words.ts'
import { words } from './words.ts'

export function MeTabs() {
  const w = useWords(words).me
  const { title: notices } = useWords(noticeWords)
  const pathname = usePathname()
  const { guest } = useMe().person
  const here = pathname === paths.myEmail() ? paths.me() : pathname
  const tabs = [
    { label: w.profile, href: paths.me() },
    { label: w.security, href: paths.mySecurity() },
    { label: w.sessions, href: paths.mySessions() },
    { label: notices, href: paths.myNotices() },
    // A guest has no plan: limits are those of the groups that they are in.
    ...(guest ? [] : [{ label: w.plan, href: paths.myPlan() }]),
  ]
  return (
    <TabLinks label={w.tabs} tabs={tabs.map((tab) => ({ ...tab, current: tab.href === here }))} />
  )
}
