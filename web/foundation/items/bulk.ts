import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { tellUndo } from '../../kernel/undo.tsx'

type Act = {
  run: () => Promise<Answer<'post', '/api/spaces/{space}/bulk/moving'>>
  /** “3 items in the trash.” */
  says: string
  done?: () => void
}

/** One act on many items of a space, with one undo. */
export function useBulk(space: string) {
  const refresh = [[space]]
  const undo = useAct(
    (token: string) =>
      send('post', '/api/spaces/{space}/bulk/undoing', { path: { space }, body: { undo: token } }),
    { refresh },
  )
  const { mutate, isPending } = useAct(({ run }: Act) => run(), {
    refresh,
    done: ({ undo: token }, { says, done }) => {
      tellUndo(says, () => undo.mutate(token))
      done?.()
    },
  })
  return { act: mutate, isPending }
}
