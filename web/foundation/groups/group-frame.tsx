import { useQuery } from '@tanstack/react-query'
import { Archive, DoorOpen, History, Settings, UserPlus, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { AskForAccess } from '../../access/ask-for-access.tsx'
import { usePathname, useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { SpaceChip } from '../../ui/space-chip.tsx'
import { Page } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState, Note } from '../../ui/states.tsx'
import { TabLinks } from '../../ui/tabs.tsx'
import type { Group } from './group.ts'
import { groupQuery } from './group.ts'
import { GuestsEnding } from './guests-ending.tsx'
import { words } from './words.ts'

/** The group of the address, or the reason why it cannot be shown. */
export function WithGroup({ children }: { children: (group: Group) => ReactNode }) {
  const w = useWords(words)
  const space = useParam('space')
  const group = useQuery(groupQuery(space))
  if (group.isPending) return <TextSkeleton whole />
  if (group.isError)
    return (
      <Page title={w.group} width="reading">
        <ErrorState
          error={group.error}
          onRetry={() => void group.refetch()}
          home={paths.home()}
          ask={<AskForAccess space={space} />}
        />
      </Page>
    )
  return children(group.data)
}

type GroupPageProps = {
  group: Group
  title: string
  lead?: ReactNode
  primary?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** A page about the group itself: members, invitations, requests, settings, history. */
export function GroupPage(props: GroupPageProps) {
  const { group, title, lead, primary, actions, children } = props
  const w = useWords(words)
  useTitle(title, group.name)
  return (
    <Page
      title={title}
      above={<SpaceChip space={group} href={homeOf(group)} />}
      lead={lead}
      primary={primary}
      actions={actions}
    >
      <GroupTabs group={group} />
      <GuestsEnding group={group} />
      {group.archivedAt && <Note icon={Archive}>{w.archivedSays}</Note>}
      {children}
    </Page>
  )
}

/** People who only govern the group have no overview (M3). */
function homeOf(group: Group): string {
  return group.may.enter ? paths.group(group.id) : paths.groupAbout(group.id)
}

/** The pages about the group itself that this person may open. */
export function useGroupPages({ may, id }: Group) {
  const w = useWords(words).tabs
  return [
    may.seeMembers && { label: w.members, href: paths.members(id), icon: UsersRound },
    may.invite && { label: w.invitations, href: paths.invitations(id), icon: UserPlus },
    may.approve && { label: w.requests, href: paths.requests(id), icon: DoorOpen },
    (may.changeSettings || may.unarchive) && {
      label: w.settings,
      href: paths.groupSettings(id),
      icon: Settings,
    },
    may.seeHistory && { label: w.history, href: paths.groupHistory(id), icon: History },
  ].filter((page) => page !== false)
}

function GroupTabs({ group }: { group: Group }) {
  const w = useWords(words).tabs
  const pathname = usePathname()
  const pages = useGroupPages(group)
  if (pages.length < 2) return null
  const tabs = pages.map(({ label, href }) => ({ label, href, current: pathname === href }))
  return <TabLinks label={w.label} tabs={tabs} />
}
