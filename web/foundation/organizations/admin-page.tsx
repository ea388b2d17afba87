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
import { words as consoleWords } from './console-words.ts'

type AdminPageProps = {
  title: string
  lead?: ReactNode
  primary?: ReactNode
  /** Managers govern groups; the rest is for administrators. */
  onlyAdmins?: boolean
  actions?: ReactNode
  children: ReactNode
}

/** A page for people who govern the organization. */
export function AdminPage(props: AdminPageProps) {
  const { title, lead, primary, actions, onlyAdmins, children } = props
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
    <Page title={title} above={w.title} lead={lead} primary={primary} actions={actions}>
      <AdminTabs administers={may?.administer === true} />
      {children}
    </Page>
  )
}

function AdminTabs({ administers }: { administers: boolean }) {
  const w = useWords(words)
  const mine = useWords(consoleWords).tabs
  const pathname = usePathname()
  const tabs = [
    { label: mine.overview, href: paths.admin() },
    { label: w.tabs.people, href: paths.adminPeople() },
    { label: w.tabs.groups, href: paths.adminGroups() },
    { label: mine.invitations, href: paths.adminInvitations() },
    { label: w.tabs.plans, href: paths.adminPlans() },
    { label: w.tabs.policies, href: paths.adminPolicies() },
    { label: mine.history, href: paths.adminHistory() },
    administers && { label: w.tabs.outbox, href: paths.adminOutbox() },
    administers && { label: mine.health, href: paths.adminHealth() },
  ].filter((tab) => tab !== false)
  const isHere = (href: string) =>
    href === paths.admin() ? pathname === href : pathname.startsWith(href)
  return (
    <TabLinks label={w.title} tabs={tabs.map((tab) => ({ ...tab, current: isHere(tab.href) }))} />
  )
}
