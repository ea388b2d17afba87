import type { ReactNode } from 'react'
import { usePathname } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { TabLinks } from '../../ui/tabs.tsx'
import { words } from './admin-words.ts'

type AdminPageProps = {
  title: string
  lead?: ReactNode
  primary?: ReactNode
  /** Managers govern groups; the rest is for administrators. */
  onlyAdmins?: boolean
  children: ReactNode
}

/** A page of whoever governs the organization. */
export function AdminPage(props: AdminPageProps) {
  const { title, lead, primary, onlyAdmins, children } = props
  const w = useWords(words)
  const may = useMe().organization?.may
  useTitle(title, w.title)
  const inside = onlyAdmins ? may?.administer : may?.govern
  if (!inside)
    return (
      <Page title={w.title} width="reading">
        <EmptyState action={<Button href={paths.home()}>{w.home}</Button>}>
          {may?.govern ? w.onlyAdmins : w.notYours}
        </EmptyState>
      </Page>
    )
  return (
    <Page title={title} above={w.title} lead={lead} primary={primary}>
      <AdminTabs administers={may?.administer === true} />
      {children}
    </Page>
  )
}

function AdminTabs({ administers }: { administers: boolean }) {
  const w = useWords(words)
  const pathname = usePathname()
  const tabs = [
    { label: w.tabs.people, href: paths.adminPeople() },
    { label: w.tabs.groups, href: paths.adminGroups() },
    { label: w.tabs.plans, href: paths.adminPlans() },
    { label: w.tabs.policies, href: paths.adminPolicies() },
    administers && { label: w.tabs.outbox, href: paths.adminOutbox() },
  ].filter((tab) => tab !== false)
  const here = pathname === paths.admin() ? paths.adminPeople() : pathname
  return (
    <TabLinks
      label={w.title}
      tabs={tabs.map((tab) => ({ ...tab, current: here.startsWith(tab.href) }))}
    />
  )
}
