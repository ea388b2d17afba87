import { useQuery } from '@tanstack/react-query'
import { Archive, Eye, History, LogOut, Settings, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { load } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useTools } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { AudienceLine } from '../../ui/audience-line.tsx'
import { SpaceMark } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import { WithGroup } from '../groups/group-frame.tsx'
import type { Group } from '../groups/group.ts'
import styles from '../groups/groups.module.css'
import { words as groupWords } from '../groups/words.ts'
import { useGo } from '../../kernel/navigation.ts'
import { Concerning } from '../items/concerning.tsx'
import { useMarkSpaceRead } from '../spaces/read-marks.ts'
import { About } from './about-page.tsx'
import { ViewAsDialog } from '../view-as/view-as-dialog.tsx'
import { words as viewAsWords } from '../view-as/words.ts'
import { Guide } from './guide.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import type { Member } from './member.ts'
import { words as consentWords } from './consent-words.ts'
import { AboutGroup, Happened, Next, Places, Room, WhoIsHere } from './overview-sections.tsx'
import { words } from './overview-words.ts'
import { SeatNotes } from './seat.tsx'
import { AskedSuccessions } from './succession.tsx'

/** For people who are not, or no longer, members: what the group shows to others. */
export function OverviewPage() {
  return (
    <WithGroup>
      {(group) => (group.may.enter ? <Overview group={group} /> : <About group={group} />)}
    </WithGroup>
  )
}

/** What happened, what is next and who is here; then what is administration. */
function Overview({ group }: { group: Group }) {
  const w = useWords(words)
  const go = useGo()
  const members = useMembers(group)
  const tools = useTools().filter(({ name }) => group.settings?.tools.includes(name))
  // In a group with nothing in it, the next thing to do comes first.
  const isEmpty = group.guide?.content === false
  const [leaving, setLeaving] = useState(false)
  const [looking, setLooking] = useState(false)
  useTitle(group.name)
  const audience = {
    people: group.members,
    guests: group.guests,
    guestOrganizations: group.guestOrganizations,
    everyone: true,
    faces: members.slice(0, 5).map(({ card }) => card),
  }
  return (
    <Page
      title={
        <span className={styles.titled}>
          <SpaceMark space={group} size={32} /> {group.name}
        </span>
      }
      audience={<AudienceLine audience={audience} onOpen={() => go(paths.members(group.id))} />}
      primary={
        group.may.invite && (
          <Button look="primary" icon={UserPlus} href={paths.invitations(group.id)}>
            {w.invite}
          </Button>
        )
      }
      actions={
        <GroupMenu group={group} onLeave={() => setLeaving(true)} onLook={() => setLooking(true)} />
      }
    >
      <AskedSuccessions group={group.id} />
      <SeatNotes group={group} />
      <Remarks group={group} />
      <div className={styles.overview}>
        <div className={styles.column}>
          {isEmpty && <Guide group={group} tool={tools[0]} />}
          <Happened tools={tools} space={group.id} />
          {!isEmpty && <Guide group={group} tool={tools[0]} />}
        </div>
        <div className={styles.column}>
          <Next tools={tools} space={group.id} />
          <WhoIsHere group={group} members={members} />
          <Places tools={tools} space={group.id} />
          <Concerning group={group.id} />
          <AboutGroup group={group} />
          <Room group={group} />
        </div>
      </div>
      {leaving && <LeaveDialog group={group} onClose={() => setLeaving(false)} />}
      {looking && <ViewAsDialog group={group} onClose={() => setLooking(false)} />}
    </Page>
  )
}

function useMembers(group: Group): readonly Member[] {
  const members = useQuery({
    ...load('/api/groups/{group}/members', { path: { group: group.id }, query: { limit: 50 } }),
    enabled: group.may.seeMembers,
  })
  return members.data?.items ?? []
}

type GroupMenuProps = { group: Group; onLeave: () => void; onLook: () => void }

function GroupMenu({ group, onLeave, onLook }: GroupMenuProps) {
  const w = useWords(words)
  const lookAs = useWords(viewAsWords).menu
  const { id, may } = group
  const markRead = useMarkSpaceRead(id)
  return (
    <Menu
      ofPage
      entries={[
        (may.changeSettings || may.unarchive) && {
          label: w.settings,
          icon: Settings,
          href: paths.groupSettings(id),
        },
        may.seeHistory && { label: w.history, icon: History, href: paths.groupHistory(id) },
        may.viewAs && { label: lookAs, icon: Eye, run: onLook },
        markRead,
        may.leave && { label: w.leave, icon: LogOut, run: onLeave },
      ]}
    />
  )
}

/** The most important facts first: archived, how I became a member, who waits for an answer. */
function Remarks({ group }: { group: Group }) {
  const w = useWords(words)
  const g = useWords(groupWords)
  const consent = useWords(consentWords)
  const format = useFormat()
  const requests = useQuery({
    ...load('/api/groups/{group}/join-requests', { path: { group: group.id } }),
    enabled: group.may.approve,
  })
  const waiting = requests.data?.items.length ?? 0
  const through = group.why.flatMap((why) => (why === 'direct' ? [] : [why.group.name]))
  const onlyThrough = through.length > 0 && !group.why.includes('direct')
  return (
    <>
      {group.archivedAt && <Note icon={Archive}>{g.archivedSays}</Note>}
      {onlyThrough && (
        <Note>
          {w.through(format.list(through))} {consent.leaveAlone}
        </Note>
      )}
      {waiting > 0 && (
        <Note tone="accent">
          {w.requests(waiting)} <a href={paths.requests(group.id)}>{w.answer}</a>
        </Note>
      )}
    </>
  )
}
