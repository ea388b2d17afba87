import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { words } from './words.ts'

type Trashed = { space: string; id: string; title: string }

/** Deletes a container with its content immediately, and offers an undo (S; trash 30 days). */
export function useTrashContainer(done?: () => void) {
  const w = useWords(words)
  const restore = useRestoreContainer()
  return useAct(
    ({ space, id: container }: Trashed) =>
      send('delete', '/api/spaces/{space}/containers/{container}', { path: { space, container } }),
    {
      refresh: ({ space }) => [[space]],
      done: (_, what) => {
        tellUndo(w.trashed(what.title), () => restore.mutate(what))
        done?.()
      },
    },
  )
}

export function useRestoreContainer() {
  return useAct(
    ({ space, id: container }: Trashed) =>
      send('post', '/api/spaces/{space}/containers/{container}/restoring', {
        path: { space, container },
      }),
    { refresh: ({ space }) => [[space]] },
  )
}
