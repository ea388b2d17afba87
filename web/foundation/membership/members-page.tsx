import { useInfiniteQuery } from '@tanstack/react-query'
import {
  CalendarClock,
  CalendarPlus,
  Crown,
  KeyRound,
  LogOut,
  Mail,
  Shield,
  UserMinus,
  UserPlus,
  UserX,
  Users,
} from 'lucide-react'
import { useState } from 'react'
import { Reach } from '../../access/reach.tsx'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { usePresent } from '../../kernel/presence.ts'
import { useMe } from '../../kernel/session.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Badge, GuestBadge, RoleBadge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmByTyping } from '../../ui/confirm-by-typing.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { MenuEntry } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState, Note } from '../../ui/states.tsx'
import { words as uiWords } from '../../ui/words.ts'
import { GroupPage, WithGroup } from '../groups/group-frame.tsx'
import type { Group } from '../groups/group.ts'
import { AddDialog } from './add-dialog.tsx'
import { DatesDialog } from './dates-dialog.tsx'
import { words as governanceWords } from './governance-words.ts'
import { HandOverDialog } from './hand-over-dialog.tsx'
import { KeepOutDialog, KeptOut } from './keeping-out.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import type { GivenRole, Member } from './member.ts'
import { givenRoles, isComing } from './member.ts'
import styles from './membership.module.css'
import { GroupsInside, OuterGroups } from './nested-groups.tsx'
import { words as timeWords } from './over-time-words.ts'
import { SeatNotes } from './seat.tsx'
import { words } from './words.ts'

/** M7: the members of the group: their roles, since when, how and why they are in it. */
export function MembersPage() {
  return <WithGroup>{(group) => <Members group={group} />}</WithGroup>
}

type Opened =
  | { what: 'hand-over'; member?: Member }
  | { what: 'leave' }
  | { what: 'add' }
  | { what: 'keep-out'; member: Member }
  | { what: 'dates'; member: Member }
  | { what: 'remove'; member: Member }
  | { what: 'remove-all' }

function Members({ group }: { group: Group }) {
  const w = useWords(words).members
  const [search, setSearch] = useUrlState('find')
  const [opened, setOpened] = useState<Opened>()
  const [reach, setReach] = useUrlState('reach')
  const members = useMembers(group.id, search)
  const first = members.data?.pages[0]
  const reached = members.data?.pages
    .flatMap(({ items }) => items)
    .find(({ card }) => card.id === reach)
  const close = () => setOpened(undefined)
  return (
    <GroupPage
      group={group}
      title={w.title}
      primary={<Bring group={group} onOpen={setOpened} />}
      actions={<PageMenu group={group} onOpen={setOpened} />}
    >
      {group.role === null && !group.may.govern && <Note>{w.fromOutside}</Note>}
      <SeatNotes group={group} />
      <div className={styles.toolbar}>
        <SearchField label={w.search} value={search} onChange={setSearch} />
        {first && <span className="quiet small">{w.count(first.total)}</span>}
      </div>
      {members.isPending && <ListSkeleton rows={8} />}
      {members.isError && (
        <ErrorState error={members.error} onRetry={() => void members.refetch()} />
      )}
      {first?.items.length === 0 && <EmptyState>{w.nobody}</EmptyState>}
      {first && first.items.length > 0 && (
        <List
          label={w.title}
          onMore={members.hasNextPage ? () => void members.fetchNextPage() : undefined}
          busy={members.isFetchingNextPage}
        >
          {members.data?.pages.flatMap(({ items }) =>
            items.map((member) => (
              <MemberRow key={member.card.id} group={group} member={member} onOpen={setOpened} />
            )),
          )}
        </List>
      )}
      {first && <GroupsInside group={group} groups={first.groups} />}
      {first && <OuterGroups group={group} outer={first.outer} />}
      <KeptOut group={group} />
      <SidePanel
        opened={reach !== ''}
        onClose={() => setReach('')}
        title={w.reachOf(reached ? fullName(reached.card) : '')}
      >
        <Reach space={group.id} person={reach} />
      </SidePanel>
      {opened?.what === 'hand-over' && (
        <HandOverDialog group={group} first={opened.member} onClose={close} />
      )}
      {opened?.what === 'dates' && (
        <DatesDialog group={group} member={opened.member} onClose={close} />
      )}
      {opened?.what === 'add' && <AddDialog group={group} onClose={close} />}
      {opened?.what === 'keep-out' && (
        <KeepOutDialog group={group} member={opened.member} onClose={close} />
      )}
      {opened?.what === 'leave' && <LeaveDialog group={group} onClose={close} />}
      {opened?.what === 'remove' && (
        <RemoveGuest group={group} member={opened.member} onClose={close} />
      )}
      {opened?.what === 'remove-all' && <RemoveAll group={group} onClose={close} />}
    </GroupPage>
  )
}

/** People who may invite do so; people who govern add (M3, M4). */
function Bring({ group, onOpen }: PageMenuProps) {
  const w = useWords(words).members
  const g = useWords(governanceWords).add
  if (group.may.invite)
    return (
      <Button look="primary" icon={UserPlus} href={paths.invitations(group.id)}>
        {w.add}
      </Button>
    )
  if (!group.may.add) return null
  return (
    <Button look="primary" icon={UserPlus} onClick={() => onOpen({ what: 'add' })}>
      {g.open}
    </Button>
  )
}

function useMembers(group: string, search: string) {
  const path = '/api/groups/{group}/members'
  return useInfiniteQuery({
    queryKey: [...keyOf(path, { path: { group }, query: { search } }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(path, {
        path: { group },
        query: { search, limit: 100, ...(pageParam && { after: pageParam }) },
      }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
  })
}

type PageMenuProps = { group: Group; onOpen: (what: Opened) => void }

function PageMenu({ group, onOpen }: PageMenuProps) {
  const w = useWords(words).members
  const { may } = group
  return (
    <Menu
      ofPage
      entries={[
        may.answerSeat && {
          label: w.handOver,
          icon: Crown,
          run: () => onOpen({ what: 'hand-over' }),
        },
        may.leave && { label: w.leave, icon: LogOut, run: () => onOpen({ what: 'leave' }) },
        may.removeMembers &&
          group.members > 1 && {
            label: w.removeAll,
            icon: Users,
            danger: true,
            run: () => onOpen({ what: 'remove-all' }),
          },
      ]}
    />
  )
}

type MemberRowProps = { group: Group; member: Member; onOpen: (what: Opened) => void }

function MemberRow({ group, member, onOpen }: MemberRowProps) {
  const w = useWords(words).members
  const t = useWords(timeWords)
  const me = useMe()
  const { card, role } = member
  const presence = usePresent(group.id).get(card.id)?.state ?? member.presence
  const story = useStory(member)
  const mine = card.id === me.person.id
  return (
    <Row
      metaBelow
      lead={<Avatar person={card} size={32} presence={presence ?? undefined} />}
      title={
        <>
          <span>{fullName(card)}</span>
          {mine && <span className="quiet small">{w.you}</span>}
        </>
      }
      second={[card.organization, story].filter(Boolean).join(' · ')}
      meta={
        <span className={styles.badges}>
          {card.guest && <GuestBadge />}
          {isComing(member) && <Badge icon={CalendarClock}>{t.coming}</Badge>}
          {endsSoon(member) && (
            <Badge icon={CalendarClock} tone="caution">
              {t.soon}
            </Badge>
          )}
          {role !== 'member' && <RoleBadge role={role} />}
        </span>
      }
      actions={<MemberMenu group={group} member={member} onOpen={onOpen} />}
    />
  )
}

/** The end date, and when and how the person joined, or through which group. */
function useStory(member: Member): string {
  const { joinedAt, how, broughtBy, via, direct, role, sponsor } = member
  const { starts, until, nextRole, roleStarts, roleUntil } = member
  const w = useWords(words).members
  const t = useWords(timeWords)
  const roles = useWords(uiWords).roles
  const format = useFormat()
  const by = broughtBy ? fullName(broughtBy) : ''
  const said = [
    // Dates that may need action come before how the membership began: a narrow row is cut at its end.
    starts && t.from(format.date(starts)),
    until && w.until(format.date(until)),
    nextRole && roleStarts && t.roleFrom(roles[nextRole], format.date(roleStarts)),
    roleUntil && t.roleUntil(roles[nextRole ?? role], format.date(roleUntil)),
    sponsor && t.sponsor(fullName(sponsor)),
    direct && how && joinedAt && !starts && w.how[how](format.date(joinedAt), by),
    via.length > 0 && w.through(format.list(via.map(({ name }) => name))),
  ]
  return said.filter(Boolean).join(' · ')
}

/** Two weeks before, like the first reminder to the sponsor. */
function endsSoon({ until }: Member): boolean {
  return until !== null && Date.parse(until) - Date.now() < 14 * 86_400_000
}

/** Renews in one click, for the length that the policy sets (M9). */
function useRenew(group: Group) {
  const t = useWords(timeWords)
  const format = useFormat()
  return useAct(
    ({ card }: Member) =>
      send('post', '/api/groups/{group}/members/{person}/renewal', {
        path: { group: group.id, person: card.id },
      }),
    {
      refresh: [[group.id]],
      done: ({ until }, { card }) =>
        tell(t.renewed(fullName(card), until ? format.date(until) : ''), { tone: 'success' }),
    },
  )
}

function MemberMenu({ group, member, onOpen }: MemberRowProps) {
  const w = useWords(words).members
  const roles = useWords(uiWords).roles
  const me = useMe()
  const { card, role, may } = member
  const name = fullName(card)
  const [, setReach] = useUrlState('reach')
  const remove = useRemove(group)
  const setRole = useAct(
    (next: GivenRole) =>
      send('patch', '/api/groups/{group}/members/{person}', {
        path: { group: group.id, person: card.id },
        body: { role: next },
      }),
    { refresh: [[group.id]], done: (_none, next) => tell(w.roleSet(name, roles[next])) },
  )
  const t = useWords(timeWords)
  const g = useWords(governanceWords).keepOut
  const renew = useRenew(group)
  const canReturn = group.may.add && !card.guest
  const entries: MenuEntry[] = [
    card.email !== '' &&
      card.id !== me.person.id && { label: w.write, icon: Mail, href: `mailto:${card.email}` },
    group.may.enter && { label: w.reach, icon: KeyRound, run: () => setReach(card.id) },
    may.setRole && { title: w.roleTitle },
    ...givenRoles.map(
      (one): MenuEntry =>
        may.setRole && {
          label: roles[one],
          icon: Shield,
          checked: one === role,
          run: () => one !== role && setRole.mutate(one),
        },
    ),
    (may.renew || may.setDates) && 'divider',
    may.renew && { label: t.renew, icon: CalendarPlus, run: () => renew.mutate(member) },
    may.setDates && {
      label: member.sponsor ? t.dates.openGuest : t.dates.open,
      icon: CalendarClock,
      run: () => onOpen({ what: 'dates', member }),
    },
    (group.may.answerSeat || may.remove) && 'divider',
    group.may.answerSeat &&
      role !== 'administrator' &&
      !card.guest && {
        label: w.handOver,
        icon: Crown,
        run: () => onOpen({ what: 'hand-over', member }),
      },
    card.id === me.person.id &&
      group.may.leave && { label: w.leave, icon: LogOut, run: () => onOpen({ what: 'leave' }) },
    may.remove && {
      label: w.remove,
      icon: UserMinus,
      danger: true,
      run: () => (canReturn ? remove.mutate(member) : onOpen({ what: 'remove', member })),
    },
    group.may.removeMembers &&
      role !== 'administrator' &&
      card.id !== me.person.id && {
        label: g.open,
        icon: UserX,
        danger: true,
        run: () => onOpen({ what: 'keep-out', member }),
      },
  ]
  return <Menu label={w.actionsFor(name)} entries={entries} />
}

/** Removes people who can be added again immediately, with an undo (J6). */
function useRemove(group: Group, done?: () => void) {
  const w = useWords(words).members
  const path = (member: Member) => ({ group: group.id, person: member.card.id })
  const bringBack = useAct(
    ({ card, role }: Member) =>
      send('post', '/api/groups/{group}/members', {
        path: { group: group.id },
        body: {
          people: [{ person: card.id, role: role === 'administrator' ? 'member' : role }],
        },
      }),
    {
      refresh: [[group.id]],
      done: (_added, { card }) => tell(w.back(fullName(card)), { tone: 'success' }),
    },
  )
  return useAct(
    (member: Member) =>
      send('delete', '/api/groups/{group}/members/{person}', { path: path(member) }),
    {
      refresh: [[group.id]],
      done: (_none, member) => {
        done?.()
        const text = w.removed(fullName(member.card))
        const canReturn = group.may.add && !member.card.guest
        if (canReturn) tellUndo(text, () => bringBack.mutate(member))
        else tell(text)
      },
    },
  )
}

type RemoveGuestProps = { group: Group; member: Member; onClose: () => void }

/** Asks first, because only a new invitation brings this person back. */
function RemoveGuest({ group, member, onClose }: RemoveGuestProps) {
  const w = useWords(words).members
  const remove = useRemove(group, onClose)
  const name = fullName(member.card)
  const foot = (
    <>
      <Button onClick={onClose}>{w.cancel}</Button>
      <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate(member)}>
        {w.removeVerb}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.removeGuestTitle(name)} foot={foot} width="narrow">
      <p>{w.removeGuest(name)}</p>
    </Dialog>
  )
}

function RemoveAll({ group, onClose }: { group: Group; onClose: () => void }) {
  const w = useWords(words).members
  const remove = useAct(
    () => send('delete', '/api/groups/{group}/members', { path: { group: group.id } }),
    {
      refresh: [[group.id]],
      done: () => {
        tell(w.allRemoved)
        onClose()
      },
    },
  )
  return (
    <ConfirmByTyping
      opened
      onClose={onClose}
      title={w.removeAllTitle}
      name={group.name}
      verb={w.removeAllVerb}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>{w.removeAllSays(group.members - 1)}</p>
    </ConfirmByTyping>
  )
}
