import { useQuery } from '@tanstack/react-query'
import { Archive, Check, Eye, History, LogOut, Settings, UserPlus, X } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { ReactNode } from 'react'
import { rightsOfLevel, useVerbs } from '../../access/levels.ts'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import type { WebTool } from '../../kernel/pages.ts'
import { paths } from '../../kernel/paths.ts'
import { useSpace } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useTools } from '../../kernel/tools.ts'
import { capital, useWords } from '../../kernel/words.ts'
import { AudienceLine } from '../../ui/audience-line.tsx'
import { Avatar, fullName, SpaceMark } from '../../ui/avatar.tsx'
import { GuestBadge, UnreadCount } from '../../ui/badges.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { CapacityBar } from '../../ui/capacity-bar.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { Note } from '../../ui/states.tsx'
import { AccessBadge } from '../groups/access-note.tsx'
import { Facts } from '../groups/facts.tsx'
import { WithGroup } from '../groups/group-frame.tsx'
import type { Group } from '../groups/group.ts'
import { groupQuery } from '../groups/group.ts'
import styles from '../groups/groups.module.css'
import { words as groupWords } from '../groups/words.ts'
import { useGo } from '../../kernel/navigation.ts'
import { useMarkSpaceRead } from '../spaces/read-marks.ts'
import { About } from './about-page.tsx'
import { ViewAsDialog } from '../view-as/view-as-dialog.tsx'
import { words as viewAsWords } from '../view-as/words.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { words as consentWords } from './consent-words.ts'
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

/** Recent activity of a group, and its description beside it. */
function Overview({ group }: { group: Group }) {
  const w = useWords(words)
  const go = useGo()
  const faces = useFaces(group)
  const tools = useTools().filter(({ name }) => group.settings?.tools.includes(name))
  const [leaving, setLeaving] = useState(false)
  const [looking, setLooking] = useState(false)
  useTitle(group.name)
  const audience = {
    people: group.members,
    guests: group.guests,
    guestOrganizations: group.guestOrganizations,
    everyone: true,
    faces: faces.slice(0, 5),
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
          {group.guide && isWanted(group) && (
            <Guide group={group} guide={group.guide} tool={tools[0]} />
          )}
          <Objective group={group} />
          <Suspense fallback={<ListSkeleton rows={4} />}>
            <News tools={tools} space={group.id} />
          </Suspense>
        </div>
        <div className={styles.column}>
          <Places tools={tools} space={group.id} />
          <Facets group={group} />
          <Room group={group} />
        </div>
      </div>
      {leaving && <LeaveDialog group={group} onClose={() => setLeaving(false)} />}
      {looking && <ViewAsDialog group={group} onClose={() => setLooking(false)} />}
    </Page>
  )
}

function useFaces(group: Group) {
  const members = useQuery({
    ...load('/api/groups/{group}/members', { path: { group: group.id }, query: { limit: 5 } }),
    enabled: group.may.seeMembers,
  })
  return members.data?.items.map(({ card }) => card) ?? []
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

/** Until it is dismissed, everything is done, or nothing can be done any more. */
function isWanted({ guide, archivedAt }: Group): boolean {
  if (!guide || guide.dismissed || archivedAt) return false
  return !(guide.invited && guide.rights && guide.content)
}

type GuideProps = {
  group: Group
  guide: NonNullable<Group['guide']>
  tool: WebTool | undefined
}

/** G12: inviting, rights, first content. */
function Guide({ group, guide, tool }: GuideProps) {
  const w = useWords(words).guide
  const verbs = useVerbs()
  const key = groupQuery(group.id).queryKey
  const dismiss = useAct(
    () => send('post', '/api/groups/{group}/guide-dismissal', { path: { group: group.id } }),
    { ahead: { key, change: (now: Group) => ({ ...now, guide: null }) } },
  )
  const rights = group.settings?.defaultRights ?? 'reader'
  const { language } = useReader()
  const begin = tool?.words[language].begin
  return (
    <section className={styles.guide} aria-label={w.title}>
      <div className={styles.guideHead}>
        <div>
          <h2>{w.title}</h2>
          <p className={styles.help}>{w.advice}</p>
        </div>
        <IconButton icon={X} label={w.dismiss} onClick={() => dismiss.mutate()} />
      </div>
      <ol>
        <Step
          number={1}
          done={guide.invited}
          title={w.invite}
          says={w.inviteSays}
          action={<StepLink href={paths.invitations(group.id)}>{w.invite}</StepLink>}
        />
        <Step
          number={2}
          done={guide.rights}
          title={w.rights}
          says={w.rightsSays(verbs(rightsOfLevel[rights]))}
          action={<StepLink href={paths.groupSettings(group.id)}>{w.rightsDo}</StepLink>}
        />
        {tool && begin && (
          <Step
            number={3}
            done={guide.content}
            title={w.content}
            says={begin.says}
            action={<StepLink href={paths.tool(group.id, tool.name)}>{begin.does}</StepLink>}
          />
        )}
      </ol>
    </section>
  )
}

function StepLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button small href={href}>
      {children}
    </Button>
  )
}

type StepProps = { number: number; done: boolean; title: string; says: string; action: ReactNode }

function Step({ number, done, title, says, action }: StepProps) {
  const w = useWords(words).guide
  return (
    <li className={done ? `${styles.step} ${styles.stepDone}` : styles.step}>
      <span className={styles.stepMark}>
        {done ? <Check size={16} aria-hidden /> : <span aria-hidden>{number}</span>}
      </span>
      <div className={styles.stepText}>
        <strong>
          {title}
          {done && <span className="for-readers-only"> · {w.done}</span>}
        </strong>
        {!done && <span className={styles.help}>{says}</span>}
      </div>
      {!done && action}
    </li>
  )
}

function Objective({ group }: { group: Group }) {
  const w = useWords(words)
  if (!group.objective && !group.may.changeSettings) return null
  return (
    <Section title={w.objective}>
      {group.objective ? (
        <p className={styles.objective}>{group.objective}</p>
      ) : (
        <p className="quiet">
          {w.noObjective} <a href={paths.groupSettings(group.id)}>{w.say}</a>
        </p>
      )}
    </Section>
  )
}

/** New items, tool by tool. */
function News({ tools, space }: { tools: readonly WebTool[]; space: string }) {
  return tools.map(
    ({ name, overview: Overview }) => Overview && <Overview key={name} space={space} />,
  )
}

type PlacesProps = { tools: readonly WebTool[]; space: string }

/** Links to the pages of each tool. */
function Places({ tools, space }: PlacesProps) {
  const w = useWords(words)
  const { language } = useReader()
  const { data } = useQuery(load('/api/spaces/{space}/containers', { path: { space } }))
  return tools.flatMap((tool) => {
    const kinds = Object.values(tool.items)
    const countOf = kinds.length === 1 ? kinds[0]!.words[language].count : w.items
    return Object.entries(tool.containers).map(([kind, { words: said }]) => {
      const all = data?.items.filter((one) => one.tool === tool.name && one.kind === kind) ?? []
      if (all.length === 0) return null
      const title = said[language].several
      return (
        <Section
          key={`${tool.name} ${kind}`}
          title={title}
          count={data?.next ? undefined : all.length}
        >
          <List label={title}>
            {all.slice(0, 8).map(({ id, name, items, unread }) => (
              <Row
                key={id}
                href={paths.container(space, tool.name, id)}
                title={name}
                unread={unread > 0}
                meta={
                  <>
                    <UnreadCount count={unread} />
                    {countOf(items)}
                  </>
                }
              />
            ))}
          </List>
        </Section>
      )
    })
  })
}

function Facets({ group }: { group: Group }) {
  const w = useWords(words)
  const g = useWords(groupWords)
  const verbs = useVerbs()
  const format = useFormat()
  const { administrator, startsOn, endsOn } = group
  const dates = [
    startsOn && w.from(format.date(startsOn)),
    endsOn && w.until(format.date(endsOn)),
  ].filter(Boolean)
  return (
    <Section title={w.people}>
      <div className={styles.faces}>
        <span className={styles.person}>
          <Avatar person={administrator} size={32} />
          <span>
            {fullName(administrator)} <span className="quiet small">{w.administrator}</span>
          </span>
        </span>
        {group.guests > 0 && (
          <span>
            <GuestBadge organization={format.list(group.guestOrganizations)} />
          </span>
        )}
        <div>
          <Button small href={paths.members(group.id)}>
            {group.members > 5 ? w.allMembers(group.members) : w.seeMembers}
          </Button>
        </div>
      </div>
      <Facts
        facts={[
          [w.access, <AccessLine key="access" group={group} />],
          dates.length > 0 && [w.dates, dates.join(' ')],
          [w.sector, group.sector],
          group.settings && [
            g.settings.defaultRights,
            capital(verbs(rightsOfLevel[group.settings.defaultRights])),
          ],
          [w.createdOn, format.date(group.createdAt)],
        ]}
      />
    </Section>
  )
}

function AccessLine({ group }: { group: Group }) {
  const says = useWords(groupWords).levels[group.accessLevel].says
  return (
    <>
      <AccessBadge level={group.accessLevel} /> <br /> {says}
    </>
  )
}

/** O7: used and allowed amounts, and the person whose plan counts. */
function Room({ group }: { group: Group }) {
  const w = useWords(words)
  const { capacity } = group
  const isGuest = useSpace(group.id)?.guest
  if (!capacity || isGuest) return null
  return (
    <Section title={w.capacity} help={w.capacityOf(fullName(capacity.planOf))}>
      <div className={styles.bars}>
        <CapacityBar label={w.membersBar} {...capacity.members} />
        <CapacityBar label={w.storageBar} {...capacity.storage} unit="bytes" />
      </div>
    </Section>
  )
}
