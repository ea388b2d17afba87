import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import {
  CirclePause,
  CirclePlay,
  CreditCard,
  KeyRound,
  Mail,
  Shield,
  UserMinus,
  UserPlus,
} from 'lucide-react'
import { useConfirmation } from '../credentials/confirm-dialog.tsx'
import { securityQuery } from '../credentials/security.ts'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { tell, tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { List, Row } from '../../ui/list.tsx'
import type { MenuEntry } from '../../ui/menu.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Section } from '../../ui/page.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { PendingLine, PendingLines } from '../groups/pending-lines.tsx'
import { AdminPage } from './admin-page.tsx'
import { words } from './admin-words.ts'
import { words as deletionWords } from './deletion-words.ts'
import styles from './organizations.module.css'

type Internal = Answer<'get', '/api/organization/people'>['items'][number]
type Plan = Answer<'get', '/api/organization/plans'>['items'][number]
type Pending = Answer<'get', '/api/organization/invitations'>['items'][number]

const peoplePath = '/api/organization/people'
const peopleKey = keyOf(peoplePath, {}).slice(0, 2)
const pendingQuery = load('/api/organization/invitations')

/** O4, O6, O9: the people of the organization, with their roles and plans. */
export function AdminPeoplePage() {
  const w = useWords(words).people
  const administers = useMe().organization?.may.administer === true
  const invite = administers && (
    <Button look="primary" icon={UserPlus} href={paths.adminInvite()}>
      {w.invite}
    </Button>
  )
  return (
    <AdminPage title={w.title} primary={invite}>
      <PeopleList administers={administers} />
      {administers && <PendingColleagues />}
    </AdminPage>
  )
}

function PeopleList({ administers }: { administers: boolean }) {
  const w = useWords(words).people
  const [search, setSearch] = useUrlState('find')
  const people = usePeople(search)
  const plans = useQuery(load('/api/organization/plans')).data?.items ?? []
  const first = people.data?.pages[0]
  const items = people.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <div className={styles.toolbar}>
        <SearchField label={w.search} value={search} onChange={setSearch} />
        {first && <span className="quiet small">{w.count(first.total)}</span>}
      </div>
      {people.isPending && <ListSkeleton rows={8} />}
      {people.isError && <ErrorState error={people.error} onRetry={() => void people.refetch()} />}
      {first && items.length === 0 && <EmptyState>{w.none}</EmptyState>}
      {items.length > 0 && (
        <List
          label={w.title}
          onMore={people.hasNextPage ? () => void people.fetchNextPage() : undefined}
          busy={people.isFetchingNextPage}
        >
          {items.map((internal) => (
            <PersonRow
              key={internal.card.id}
              internal={internal}
              plans={plans}
              administers={administers}
            />
          ))}
        </List>
      )}
    </>
  )
}

function usePeople(search: string) {
  return useInfiniteQuery({
    queryKey: [...keyOf(peoplePath, { query: { search } }), 'pages'],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      load(peoplePath, {
        query: { search, limit: 100, ...(pageParam && { after: pageParam }) },
      }).queryFn({ signal }),
    getNextPageParam: ({ next }) => next,
  })
}

type PersonRowProps = { internal: Internal; plans: readonly Plan[]; administers: boolean }

function PersonRow({ internal, plans, administers }: PersonRowProps) {
  const w = useWords(words)
  const format = useFormat()
  const d = useWords(deletionWords)
  const { card, orgRole, plan, groupsAdministered, createdAt, deactivatedAt } = internal
  const due = internal.deletionDueAt
  const said = [
    due && d.dueOn(format.date(due)),
    due && deactivatedAt && w.people.isStopped,
    card.email,
    plan?.name,
    groupsAdministered ? w.people.groups(groupsAdministered) : '',
    w.people.since(format.date(createdAt)),
  ]
  return (
    <Row
      lead={<Avatar person={card} size={32} />}
      title={fullName(card)}
      second={said.filter(Boolean).join(' · ')}
      metaBelow
      meta={
        <>
          {due && <Badge tone="danger">{d.due}</Badge>}
          {deactivatedAt && !due && <Badge tone="danger">{w.people.isStopped}</Badge>}
          {internal.secondFactor && <Badge icon={KeyRound}>{w.people.hasSecondFactor}</Badge>}
          {orgRole !== 'member' && <Badge icon={Shield}>{w.roles[orgRole]}</Badge>}
        </>
      }
      actions={<PersonMenu internal={internal} plans={plans} administers={administers} />}
    />
  )
}

const orgRoles = ['member', 'manager', 'admin'] as const
type GivenRole = (typeof orgRoles)[number]

function PersonMenu({ internal, plans, administers }: PersonRowProps) {
  const w = useWords(words)
  const me = useMe().person.id
  const { card, orgRole, plan, deactivatedAt } = internal
  const name = fullName(card)
  const path = { person: card.id }
  const refresh = [peopleKey]
  const change = useAct(
    (body: { orgRole?: GivenRole; plan?: string }) =>
      send('patch', '/api/organization/people/{person}', { path, body }),
    {
      refresh,
      done: (_none, body) => {
        const newPlan = plans.find(({ id }) => id === body.plan)
        if (body.orgRole) tell(w.people.roleSet(name, w.roles[body.orgRole]))
        if (newPlan) tell(w.people.planSet(name, newPlan.name))
      },
    },
  )
  const restart = useAct(
    () => send('delete', '/api/organization/people/{person}/deactivation', { path }),
    { refresh, done: () => tell(w.people.restarted(name), { tone: 'success' }) },
  )
  const stop = useAct(
    () => send('post', '/api/organization/people/{person}/deactivation', { path }),
    { refresh, done: () => tellUndo(w.people.stopped(name), () => restart.mutate()) },
  )
  const deletion = useDeletion(internal)
  const removeFactors = useAct(
    () => send('delete', '/api/organization/people/{person}/second-factor', { path }),
    { refresh, done: () => tell(w.people.factorsRemoved(name), { tone: 'success' }) },
  )
  const offersFactors = internal.secondFactor === true && card.id !== me
  const security = useQuery({ ...securityQuery, enabled: offersFactors })
  const { confirmed, dialog } = useConfirmation(security.data)
  const write: MenuEntry = card.email !== '' && {
    label: card.email,
    icon: Mail,
    href: `mailto:${card.email}`,
  }
  if (!administers) return <Menu label={w.people.actionsFor(name)} entries={[write]} />
  return (
    <>
      <Menu
        label={w.people.actionsFor(name)}
        entries={[
          write,
          { title: w.people.role },
          ...orgRoles.map((role) => ({
            label: w.roles[role],
            second: w.rolesSay[role],
            icon: Shield,
            checked: role === orgRole,
            run: () => role !== orgRole && change.mutate({ orgRole: role }),
          })),
          { title: w.people.plan },
          ...plans.map(({ id, name: planName }) => ({
            label: planName,
            icon: CreditCard,
            checked: id === plan?.id,
            run: () => id !== plan?.id && change.mutate({ plan: id }),
          })),
          'divider',
          offersFactors && {
            label: w.people.removeFactors,
            second: w.people.removeFactorsSays,
            icon: KeyRound,
            run: () => confirmed(() => removeFactors.mutate()),
          },
          deactivatedAt !== null &&
            internal.deletionDueAt === null && {
              label: w.people.restart,
              icon: CirclePlay,
              run: () => restart.mutate(),
            },
          deactivatedAt === null &&
            card.id !== me && {
              label: w.people.stop,
              icon: CirclePause,
              danger: true,
              run: () => stop.mutate(),
            },
          card.id !== me && deletion,
        ]}
      />
      {dialog}
    </>
  )
}

/** O9: deletes an account; this can be cancelled until the day of the deletion. */
function useDeletion({ card, deletionDueAt }: Internal): MenuEntry {
  const d = useWords(deletionWords)
  const format = useFormat()
  const name = fullName(card)
  const path = { person: card.id }
  const refresh = [peopleKey]
  const keep = useAct(
    () => send('delete', '/api/organization/people/{person}/deletion', { path }),
    { refresh, done: () => tell(d.kept(name), { tone: 'success' }) },
  )
  const ask = useAct(() => send('post', '/api/organization/people/{person}/deletion', { path }), {
    refresh,
    done: ({ dueAt }) => tellUndo(d.deleted(name, format.date(dueAt)), () => keep.mutate()),
  })
  return deletionDueAt
    ? { label: d.keep, second: d.keepSays, icon: CirclePlay, run: () => keep.mutate() }
    : {
        label: d.delete,
        second: d.deleteSays,
        icon: UserMinus,
        danger: true,
        run: () => ask.mutate(),
      }
}

function PendingColleagues() {
  const w = useWords(words).people
  const pending = useQuery(pendingQuery)
  const items = pending.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={w.pending} count={items.length}>
      <PendingLines label={w.pending}>
        {items.map((one) => (
          <PendingRow key={one.id} pending={one} />
        ))}
      </PendingLines>
    </Section>
  )
}

function PendingRow({ pending }: { pending: Pending }) {
  const w = useWords(words)
  const format = useFormat()
  const { id, email, orgRole, groups, invitedBy, timesSent, expiresAt } = pending
  const path = { invitation: id }
  const refresh = [pendingQuery.queryKey]
  const resend = useAct(
    () => send('post', '/api/organization/invitations/{invitation}/resending', { path }),
    { refresh, done: () => tell(w.people.resent(email), { tone: 'success' }) },
  )
  const withdraw = useAct(
    () => send('delete', '/api/organization/invitations/{invitation}', { path }),
    { refresh, done: () => tell(w.people.withdrawn(email)) },
  )
  const said = [
    groups.length > 0 && format.list(groups.map(({ name }) => name)),
    `${w.people.sent(timesSent)} ${w.people.by(fullName(invitedBy))}`,
    w.people.until(format.date(expiresAt)),
  ]
  return (
    <PendingLine
      email={email}
      story={said.filter(Boolean).join(' · ')}
      badges={orgRole !== 'member' && <Badge icon={Shield}>{w.roles[orgRole]}</Badge>}
      resend={resend}
      withdraw={withdraw}
    />
  )
}
