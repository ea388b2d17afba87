import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { AskForAccess } from '../../access/ask-for-access.tsx'
import { send } from '../../kernel/api.ts'
import type { NounWords } from '../../kernel/nouns.ts'
import { useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { asProblem } from '../../kernel/problem.ts'
import { queries } from '../../kernel/queries.ts'
import { useSpace } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useNoun } from '../../kernel/tools.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { refreshCounts } from '../spaces/read-marks.ts'
import type { RoomState } from '../live-text/room.ts'
import { UnsavedTexts, useRefused } from '../live-text/unsaved-texts.tsx'
import { useRoom } from '../live-text/use-room.ts'
import type { Item, ItemPageOf } from './item.ts'
import { words } from './item-words.ts'
import { useMoved } from './moved.ts'
import { OpenItem } from './open-item.tsx'

type ItemPageProps<I extends Item> = { of: ItemPageOf<I> }

/** The page of one item of any tool: its content, and all that can be done with it. It closes the moment access ends (J6). */
export function ItemPage<I extends Item>({ of }: ItemPageProps<I>) {
  const [space, id] = [useParam('space'), useParam('item')]
  return <ItemIn key={id} {...{ of, space, id }} />
}

type ItemInProps<I extends Item> = ItemPageProps<I> & { space: string; id: string }

function ItemIn<I extends Item>({ of, space, id }: ItemInProps<I>) {
  const item = useQuery(of.load(space, id))
  const live = useRoom(space, id, of.text)
  const { state } = live
  useTitle(item.data?.title, useSpace(space)?.name)
  useVisit(space, id, item.isSuccess)
  // An item that I have never seen has not closed.
  const [seen, setSeen] = useState(false)
  if (item.data && !seen) setSeen(true)
  const refused = item.isError && [401, 403, 404].includes(asProblem(item.error).status)
  const gone = state.phase === 'closed' && state.reason === 'gone'
  const closed = (gone || refused) && seen
  const isShown = item.data !== undefined
  // It stays closed while its data is removed below, and opens again once it can be read again.
  const [wasClosed, setWasClosed] = useState(false)
  const isOpenAgain = item.isSuccess && !gone
  if (wasClosed ? isOpenAgain : closed) setWasClosed(!wasClosed)
  useEffect(() => {
    if (!closed || !isShown) return
    // Nothing of an item that I may no longer see stays in this tab.
    queries.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(id) })
  }, [closed, isShown, id])
  const absent = item.isError && !item.data && asProblem(item.error).status === 404
  const isMoving = useMoved(space, id, absent)
  const its = useNoun(of.tool, of.kind)
  if (closed || wasClosed)
    return <Closed id={id} its={its} all={paths.tool(space, of.tool)} state={state} />
  if (item.isError && !item.data && !isMoving)
    return (
      <Page title="" width="reading">
        <ErrorState
          error={item.error}
          onRetry={() => void item.refetch()}
          home={paths.home()}
          ask={<AskForAccess space={space} thing={id} />}
          whole
        />
      </Page>
    )
  if (!item.data)
    return (
      <Page title="" width="reading">
        <TextSkeleton whole lines={10} />
      </Page>
    )
  return <OpenItem of={of} item={item.data} live={live} />
}

type ClosedProps = { id: string; its: NounWords; all: string; state: RoomState }

/** Nothing of the item stays on the screen, except the reader's own text that was not stored. */
function Closed({ id, its, all, state }: ClosedProps) {
  const w = useWords(words)
  const drafts = useRefused(id)
  const unkept = state.kept ? undefined : state.draft
  const isSafe = state.phase === 'closed' && drafts.length === 0 && !unkept
  return (
    <Page title={its.closed} width="reading">
      <div role="alert">
        <EmptyState action={<Button href={all}>{its.goToAll}</Button>}>
          {w.gone} {isSafe && its.safe}
        </EmptyState>
        <UnsavedTexts drafts={drafts} unkept={unkept} />
      </div>
    </Page>
  )
}

function useVisit(space: string, item: string, opened: boolean): void {
  useEffect(() => {
    if (opened)
      send('put', '/api/spaces/{space}/items/{item}/visit', { path: { space, item } }).then(
        () => refreshCounts(space),
        () => undefined,
      )
  }, [space, item, opened])
}
