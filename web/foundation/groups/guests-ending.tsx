import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { Note } from '../../ui/states.tsx'
import type { Group } from './group.ts'
import { words } from './guests-ending-words.ts'

/** O5: the organization no longer allows guests; shows the decision about those who are members. */
export function GuestsEnding({ group: { guestsEnding } }: { group: Group }) {
  const w = useWords(words)
  const format = useFormat()
  if (!guestsEnding) return null
  const { inside, on } = guestsEnding
  return (
    <Note tone="caution">{inside === 'leave' && on ? w.leave(format.date(on)) : w.readOnly}</Note>
  )
}
