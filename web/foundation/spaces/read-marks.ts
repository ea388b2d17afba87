import { CheckCheck } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { everywhere, queries } from '../../kernel/queries.ts'
import { sessionQuery, useSpace, type Me, type MySpace } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import type { Container } from './containers.ts'
import { words } from './words.ts'

const all = '/api/spaces/{space}/containers'
const ofTools = '/api/spaces/{space}/unread'

/** The keys of the answers that count what is unread: trees and lists of this space, its tools, the group bar and Home. */
function countsOf(space: string) {
  return [
    [space, all],
    [space, `${all}/{container}`],
    [space, ofTools],
    [everywhere, '/api/me'],
  ]
}

/** How many items of each tool of a space are unread. With a single tool, they are those of the space. */
export function useUnreadOfTools(space: MySpace | undefined): (tool: string) => number {
  const { id = '', tools = [], unread = 0 } = space ?? {}
  const several = tools.length > 1
  const counts = load(ofTools, { path: { space: id } })
  const { data } = useQuery({ ...counts, enabled: several, meta: { shows: 'lists' } })
  if (!several) return () => unread
  return (name) => data?.items.find(({ tool }) => tool === name)?.unread ?? 0
}

/** After an item of the space was read. */
export function refreshCounts(space: string): void {
  const me = queries.getQueryData<Me | null>(sessionQuery.queryKey)
  if (me?.spaces.find(({ id }) => id === space)?.unread === 0) return
  for (const queryKey of countsOf(space)) void queries.invalidateQueries({ queryKey })
}

/** The menu entry that marks a container with its items as read; absent if nothing in it is unread. */
export function useMarkContainerRead(container: Container | undefined) {
  const w = useWords(words)
  const { space = '', id = '', name = '', unread = 0 } = container ?? {}
  const path = { space, container: id }
  const mark = useAct(() => send('put', `${all}/{container}/seen`, { path, body: {} }), {
    refresh: countsOf(space),
    done: () => void tell(w.markedRead(name)),
  })
  return unread > 0 && { label: w.markRead, icon: CheckCheck, run: () => mark.mutate() }
}

/** The menu entry that marks everything in a space as read. */
export function useMarkSpaceRead(id: string | undefined) {
  const w = useWords(words)
  const space = useSpace(id)
  const path = { space: id ?? '' }
  const mark = useAct(() => send('put', '/api/spaces/{space}/seen', { path, body: {} }), {
    refresh: countsOf(path.space),
    done: () => void tell(w.markedAllRead),
  })
  const isUnread = space !== undefined && space.unread > 0
  return isUnread && { label: w.markAllRead, icon: CheckCheck, run: () => mark.mutate() }
}
