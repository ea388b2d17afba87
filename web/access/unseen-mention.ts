import { useCallback } from 'react'
import { useAct } from '../kernel/act.ts'
import { send } from '../kernel/api.ts'
import { tell } from '../kernel/undo.tsx'
import { useWords } from '../kernel/words.ts'
import { findPrincipals, principalName, type Principal } from './principal.tsx'
import { words } from './words.ts'

type Item = { space: string; id: string }

/**
 * Tells the writer that somebody whom they have just mentioned cannot see the item, and offers to let this person alone read
 * it, where the writer may. The person mentioned learns nothing of it.
 */
export function useUnseenMention({ space, id }: Item): (who: Principal) => void {
  const w = useWords(words)
  const { mutate: letRead } = useAct(
    (who: Principal) =>
      send('post', '/api/spaces/{space}/items/{item}/readers', {
        path: { space, item: id },
        body: { principals: [{ kind: 'person', id: who.id }] },
      }),
    {
      refresh: [[space]],
      done: (_, who) => void tell(w.nowReads(principalName(who)), { tone: 'success' }),
    },
  )
  return useCallback(
    (who) => {
      if (who.kind !== 'person' || who.sees !== false) return
      const action = { label: w.letRead, run: () => letRead(who) }
      tell(w.mentionUnseen(principalName(who)), { seconds: 15, ...(who.openable && { action }) })
    },
    [w, letRead],
  )
}

/** The person or group that a pasted mention names; undefined outside the space. */
export async function mentionedAs(
  { space, id: item }: Item,
  { id, label }: { id: string; label: string },
): Promise<Principal | undefined> {
  const found = await findPrincipals({ space, item }, label).catch(() => [])
  return found.find((who) => who.id === id)
}
