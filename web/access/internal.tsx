import { EyeOff } from 'lucide-react'
import { useAct } from '../kernel/act.ts'
import { send } from '../kernel/api.ts'
import { useSpace } from '../kernel/session.ts'
import { tellUndo } from '../kernel/undo.tsx'
import { useWords } from '../kernel/words.ts'
import { Badge } from '../ui/badges.tsx'
import { words } from './words.ts'

/** Marks an item as hidden from guests, by a word and an icon. */
export function InternalBadge() {
  const w = useWords(words)
  return <Badge icon={EyeOff}>{w.internal}</Badge>
}

type Item = {
  space: string
  id: string
  internalOnly: boolean
  may: { manage: boolean; chooseEditors: boolean }
}

/** The menu entry that hides an item from guests, or shows it again: for its author and people who manage the place (G10). */
export function useMarkInternal({ space, id: item, internalOnly, may }: Item) {
  const w = useWords(words)
  const offered = useSpace(space)?.mayMarkInternal === true
  const set = (on: boolean) =>
    send('put', '/api/spaces/{space}/items/{item}/internal-only', {
      path: { space, item },
      body: { internalOnly: on },
    })
  const back = useAct(set, { refresh: [[space]] })
  const mark = useAct(set, {
    refresh: [[space]],
    done: (_, on) => tellUndo(on ? w.markedInternal : w.unmarkedInternal, () => back.mutate(!on)),
  })
  if (!(offered || internalOnly) || !(may.manage || may.chooseEditors)) return false
  return {
    label: internalOnly ? w.unmarkInternal : w.markInternal,
    icon: EyeOff,
    run: () => mark.mutate(!internalOnly),
  }
}
