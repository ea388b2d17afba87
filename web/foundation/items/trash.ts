import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { words } from './words.ts'

type Trashed = { space: string; id: string; title: string }

/** Deletes immediately and offers an undo (S; trash 30 days). */
export function useTrashItem(done?: () => void) {
  const w = useWords(words)
  const restore = useRestoreItem()
  return useAct(
    ({ space, id: item }: Trashed) =>
      send('delete', '/api/spaces/{space}/items/{item}', { path: { space, item } }),
    {
      refresh: ({ space }) => [[space]],
      done: (_, what) => {
        tellUndo(w.trashed(what.title), () => restore.mutate(what))
        done?.()
      },
    },
  )
}

export function useRestoreItem() {
  return useAct(
    ({ space, id: item }: Trashed) =>
      send('post', '/api/spaces/{space}/items/{item}/restoring', { path: { space, item } }),
    { refresh: ({ space }) => [[space]] },
  )
}
