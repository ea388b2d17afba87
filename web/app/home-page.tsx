import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { load } from '../kernel/api.ts'
import { paths } from '../kernel/paths.ts'
import { useMe } from '../kernel/session.ts'
import { useTitle } from '../kernel/title.ts'
import { useWords } from '../kernel/words.ts'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { ListSkeleton } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { mayCreate } from './context-selector.tsx'
import { HomeAside } from './home-aside.tsx'
import { NewsColumn, newsQuery } from './home-news.tsx'
import { words } from './home-words.ts'
import styles from './home.module.css'
import { NewMenu } from './new-menu.tsx'

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

/** What is for me, what changed in my spaces since I was last here (G8), and beside it what is mine. */
export function HomePage() {
  const w = useWords(words)
  const me = useMe()
  const news = useQuery(newsQuery)
  useTitle(w.title)
  if (!me.spaces.some(({ kind }) => kind === 'group'))
    return (
      <Page title={w.title} width="reading" primary={<NewMenu />}>
        <Invitations />
        <EmptyState action={!me.person.guest && <Begin />}>
          {me.person.guest ? w.noGroupsGuest : w.noGroups}
        </EmptyState>
      </Page>
    )
  return (
    <Page title={w.title} primary={<NewMenu />}>
      <Invitations />
      <div className={styles.columns}>
        {news.isPending && <ListSkeleton rows={8} />}
        {news.isError && <ErrorState error={news.error} onRetry={() => void news.refetch()} />}
        {news.data && <NewsColumn news={news.data} />}
        <HomeAside />
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

/** The ways into a group: one that exists, or a new one. */
function Begin() {
  const w = useWords(words)
  const me = useMe()
  return (
    <div className={styles.begin}>
      <Button href={paths.directory()}>{w.directory}</Button>
      {mayCreate(me) && <Button href={paths.newGroup()}>{w.create}</Button>}
    </div>
  )
}
