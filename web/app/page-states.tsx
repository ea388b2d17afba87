import { useOnceConnected } from '../kernel/connection.ts'
import { useTitle } from '../kernel/title.ts'
import { paths } from '../kernel/paths.ts'
import { asProblem } from '../kernel/problem.ts'
import { useWords } from '../kernel/words.ts'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { TextSkeleton } from '../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../ui/states.tsx'
import { reloadOnceAnswered } from './releases.ts'
import { words } from './words.ts'

export function PageNotFound() {
  const w = useWords(words)
  useTitle(w.notFoundTitle)
  return (
    <Page title={w.notFoundTitle} width="reading">
      <EmptyState action={<Button href={paths.home()}>{w.home}</Button>}>
        {w.notFoundText}
      </EmptyState>
    </Page>
  )
}

export function PageProblem({ error, reset }: { error: unknown; reset: () => void }) {
  // Code that could not be loaded is fetched only by a new page.
  const retry = asProblem(error).isOffline ? () => void reloadOnceAnswered() : reset
  useOnceConnected(retry)
  return (
    <Page width="reading">
      <ErrorState error={error} onRetry={retry} home={paths.home()} whole />
    </Page>
  )
}

export function PageWaiting() {
  return (
    <Page width="reading">
      <TextSkeleton whole />
    </Page>
  )
}

/** Shown until the session is known: the landmark is there from the first moment (Z2). */
export function AppWaiting() {
  return (
    <main id="content" aria-busy="true">
      <PageWaiting />
    </main>
  )
}
