import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useMoved } from '../../foundation/items/moved.ts'
import type { RoomState } from '../../foundation/live-text/room.ts'
import { UnsavedTexts, useRefused } from '../../foundation/live-text/unsaved-texts.tsx'
import { useRoom } from '../../foundation/live-text/use-room.ts'
import { AskForAccess } from '../../access/ask-for-access.tsx'
import { load, send } from '../../kernel/api.ts'
import { useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { asProblem } from '../../kernel/problem.ts'
import { queries } from '../../kernel/queries.ts'
import { useSpace } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { notePaths } from './note-paths.ts'
import { OpenNote } from './open-note.tsx'
import { words } from './note-words.ts'

/** One note: read, edited together, discussed. It closes the moment access ends (J6). */
export function NotePage() {
  const space = useParam('space')
  const id = useParam('note')
  return <NoteOf key={id} space={space} id={id} />
}

function NoteOf({ space, id }: { space: string; id: string }) {
  const query = load('/api/spaces/{space}/notes/{note}', { path: { space, note: id } })
  const note = useQuery(query)
  const { room, state, again } = useRoom(space, id, 'text')
  useTitle(note.data?.title, useSpace(space)?.name)
  useVisit(space, id, note.isSuccess)
  // A note that I have never seen has not closed.
  const [seen, setSeen] = useState(false)
  if (note.data && !seen) setSeen(true)
  const refused = note.isError && [401, 403, 404].includes(asProblem(note.error).status)
  const gone = state.phase === 'closed' && state.reason === 'gone'
  const closed = (gone || refused) && note.data !== undefined
  useEffect(() => {
    if (!closed) return
    // Nothing of a note that I may no longer see stays in this tab.
    queries.removeQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(id) })
  }, [closed, id])
  const absent = note.isError && !note.data && asProblem(note.error).status === 404
  const isMoving = useMoved(space, id, absent)
  if ((gone && seen) || closed) return <Closed space={space} note={id} state={state} />
  if (note.isError && !note.data && !isMoving)
    return (
      <Page title="" width="reading">
        <ErrorState
          error={note.error}
          onRetry={() => void note.refetch()}
          home={paths.home()}
          ask={<AskForAccess space={space} thing={id} />}
          whole
        />
      </Page>
    )
  if (!note.data)
    return (
      <Page title="" width="reading">
        <TextSkeleton whole lines={10} />
      </Page>
    )
  return <OpenNote note={note.data} room={room} state={state} onAgain={again} />
}

type ClosedProps = { space: string; note: string; state: RoomState }

/** Nothing of the note stays on the screen, except the reader's own text that was not stored. */
function Closed({ space, note, state }: ClosedProps) {
  const w = useWords(words)
  const drafts = useRefused(note)
  const unkept = state.kept ? undefined : state.draft
  const isSafe = state.phase === 'closed' && drafts.length === 0 && !unkept
  return (
    <Page title={w.closedTitle} width="reading">
      <div role="alert">
        <EmptyState action={<Button href={notePaths.all(space)}>{w.toNotes}</Button>}>
          {w.closedGone} {isSafe && w.closedSafe}
        </EmptyState>
        <UnsavedTexts drafts={drafts} unkept={unkept} />
      </div>
    </Page>
  )
}

function useVisit(space: string, item: string, opened: boolean): void {
  useEffect(() => {
    if (opened)
      send('put', '/api/spaces/{space}/items/{item}/visit', { path: { space, item } }).catch(
        () => undefined,
      )
  }, [space, item, opened])
}
