import { useQuery } from '@tanstack/react-query'
import { CheckCheck, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { isFound } from '../../server/kernel/plain-text.ts'
import { useAct } from '../kernel/act.ts'
import { load, send } from '../kernel/api.ts'
import type { Answer } from '../kernel/doors.ts'
import { useFormat } from '../kernel/format.ts'
import { useReader } from '../kernel/language.ts'
import { paths } from '../kernel/paths.ts'
import type { MySpace } from '../kernel/session.ts'
import { useMe, useSpace } from '../kernel/session.ts'
import { useTitle } from '../kernel/title.ts'
import { useCounted, useVerb } from '../kernel/tools.ts'
import { useWords } from '../kernel/words.ts'
import { Avatar, fullName, SpaceMark } from '../ui/avatar.tsx'
import { UnreadCount } from '../ui/badges.tsx'
import { Button } from '../ui/button.tsx'
import { List, Row } from '../ui/list.tsx'
import { Page, Section } from '../ui/page.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { firstPageOf, mayCreate } from './context-selector.tsx'
import { words } from './home-words.ts'
import styles from './home.module.css'
import { words as shellWords } from './words.ts'

// Most visits have none: their code is loaded when they are first needed.
const PendingInvitations = lazy(() =>
  import('../foundation/invitations/pending-invitations.tsx').then((m) => ({
    default: m.PendingInvitations,
  })),
)

const AskedSuccessions = lazy(() =>
  import('../foundation/membership/succession.tsx').then((m) => ({ default: m.AskedSuccessions })),
)

const AskedConsents = lazy(() =>
  import('../foundation/membership/consent.tsx').then((m) => ({ default: m.AskedConsents })),
)

const Beginnings = lazy(() =>
  import('../foundation/membership/beginnings.tsx').then((m) => ({ default: m.Beginnings })),
)

type News = Answer<'get', '/api/home'>
type GroupNews = News['groups'][number]
type Change = GroupNews['changes'][number]

const newsQuery = { ...load('/api/home'), meta: { shows: 'lists' as const } }

/** What changed for me since I was last here, and my groups (G8). */
export function HomePage() {
  const w = useWords(words)
  const me = useMe()
  const news = useQuery(newsQuery)
  useTitle(w.title)
  const groups = me.spaces.filter(({ kind }) => kind === 'group')
  const create = mayCreate(me) && (
    <Button look="primary" icon={Plus} href={paths.newGroup()}>
      {w.create}
    </Button>
  )
  if (groups.length === 0)
    return (
      <Page title={w.title} width="reading">
        <Invitations />
        <EmptyState action={create}>{me.person.guest ? w.noGroupsGuest : w.noGroups}</EmptyState>
      </Page>
    )
  return (
    <Page title={w.title} primary={create}>
      <Invitations />
      <div className={styles.columns}>
        {news.isPending && <ListSkeleton rows={8} />}
        {news.isError && <ErrorState error={news.error} onRetry={() => void news.refetch()} />}
        {news.data && <NewsColumn news={news.data} />}
        <MyGroups groups={groups} />
      </div>
    </Page>
  )
}

function Invitations() {
  const { data } = useQuery(load('/api/me/invitations'))
  const successions = useQuery(load('/api/me/successions'))
  const beginnings = useQuery(load('/api/me/beginnings'))
  const consents = useQuery(load('/api/me/nesting-consents'))
  return (
    <Suspense>
      {!!successions.data?.items.length && <AskedSuccessions />}
      {consents.data?.items.some(({ answer }) => answer === null) && <AskedConsents />}
      {!!data?.items.length && <PendingInvitations />}
      {!!beginnings.data?.items.length && <Beginnings />}
    </Suspense>
  )
}

function NewsColumn({ news }: { news: News }) {
  const w = useWords(words)
  const markSeen = useAct(() => send('post', '/api/home/seen'), {
    refresh: [newsQuery.queryKey],
    ahead: { key: newsQuery.queryKey, change: (now: News) => ({ ...now, groups: [] }) },
  })
  const groups = news.groups.filter(({ changes }) => changes.length > 0)
  const seen = groups.length > 0 && (
    <Button look="quiet" small icon={CheckCheck} onClick={() => markSeen.mutate()}>
      {w.seen}
    </Button>
  )
  return (
    <Section
      title={w.changed}
      actions={seen}
      help={news.since && groups.length > 0 && w.since(<RelativeTime key="at" at={news.since} />)}
    >
      <div className={styles.news}>
        <ForMe news={news} />
        {groups.length === 0 && news.mentions.length === 0 && <EmptyState>{w.nothing}</EmptyState>}
        {groups.map((group) => (
          <GroupNewsPart key={group.space.id} group={group} />
        ))}
      </div>
    </Section>
  )
}

/** Requests that I have to decide, and places where I was mentioned. */
function ForMe({ news: { joinRequests, mentions } }: { news: News }) {
  const w = useWords(words)
  if (joinRequests.length + mentions.length === 0) return null
  return (
    <ul className={styles.forMe}>
      {joinRequests.map(({ group, count }) => (
        <li key={group.id} className={styles.change}>
          <SpaceMark space={group} />
          <p>
            <a href={paths.requests(group.id)}>{w.requests(count, group.name)}</a>
          </p>
        </li>
      ))}
      {mentions.map(({ item, by, at, excerpt, group }) => (
        <li key={`${item.id} ${at}`} className={styles.change}>
          <Avatar person={by} />
          <p>
            {w.mentioned(fullName(by), group)}{' '}
            <a href={paths.item(item.space.id, item.tool, item.id)}>{item.title}</a>
            {excerpt && <span className={styles.excerpt}>{excerpt}</span>}
          </p>
          <span className={styles.when}>
            <RelativeTime at={at} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function GroupNewsPart({ group: { space, changes } }: { group: GroupNews }) {
  const shell = useWords(shellWords)
  const name = space.kind === 'private' ? shell.private : space.name
  const mine = useSpace(space.id)
  return (
    <section className={styles.group} data-hue={space.hue} aria-label={name}>
      <h3 className={styles.groupHead}>
        <SpaceMark space={{ ...space, name }} size={20} />
        <a href={mine ? firstPageOf(mine) : paths.space(space.id)}>{name}</a>
      </h3>
      <ul>
        {changes.map((change) => (
          <li key={change.item?.id ?? `${change.kind} ${change.at}`} className={styles.change}>
            <ChangeLine space={space.id} change={change} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function ChangeLine({ space, change }: { space: string; change: Change }) {
  const w = useWords(words)
  const { actor, kind, count, people, at } = change
  const { language } = useReader()
  const verb = useVerb()(kind, change.item ?? change.many ?? {})
  const several = people > 1 && language === 'fr'
  const who = people > 1 ? w.andOthers(fullName(actor), people - 1) : fullName(actor)
  return (
    <>
      <Avatar person={actor} />
      <p>
        {who} {several ? verb.replace(/^a /, 'ont ') : verb}{' '}
        <Changed space={space} change={change} />
        {count > 1 && <span className="quiet"> · {w.times(count)}</span>}
      </p>
      <span className={styles.when}>
        <RelativeTime at={at} />
      </span>
    </>
  )
}

/** One item, or those of one act: “12 notes · Archive”. */
function Changed({ space, change: { item, many } }: { space: string; change: Change }) {
  const counted = useCounted()
  if (item) return <a href={paths.item(space, item.tool, item.id)}>{item.title}</a>
  if (!many) return null
  const { container, count } = many
  if (!container) return counted(count, many)
  return (
    <>
      <a href={paths.container(space, container.tool, container.id)}>{counted(count, many)}</a>
      <span className="quiet"> · {container.name}</span>
    </>
  )
}

function MyGroups({ groups }: { groups: readonly MySpace[] }) {
  const w = useWords(words)
  const [typed, setTyped] = useState('')
  const shown = groups
    .filter(({ archived, name }) => (typed.trim() === '' ? !archived : isFound(typed, name)))
    .toSorted((a, b) => Number(b.favourite) - Number(a.favourite))
  return (
    <Section title={w.groups} count={shown.length}>
      <div className={styles.mine}>
        {groups.length > 7 && (
          <SearchField label={w.find} value={typed} onChange={setTyped} pause={0} />
        )}
        {shown.length === 0 && <p className="quiet">{w.none}</p>}
        <List label={w.groups}>
          {shown.map((group) => (
            <GroupRow key={group.id} group={group} />
          ))}
        </List>
      </div>
    </Section>
  )
}

function GroupRow({ group }: { group: MySpace }) {
  const w = useWords(words)
  const format = useFormat()
  const said = [
    w.members(group.members),
    group.role === 'administrator' && w.administrator,
    group.lastActivityAt && w.active(format.relative(group.lastActivityAt)),
  ]
  return (
    <Row
      href={paths.space(group.id)}
      lead={<SpaceMark space={group} size={32} />}
      title={group.name}
      second={said.filter(Boolean).join(' · ')}
      unread={group.unread > 0}
      meta={<UnreadCount count={group.unread} />}
    />
  )
}
