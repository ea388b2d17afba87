import { AlarmClock } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { tellUndo } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { repeatsOf } from './moments.ts'
import { words } from './words.ts'

export type Reminder = Answer<'get', '/api/me/reminders'>['items'][number]

export const reminders = load('/api/me/reminders')
export const refresh = [reminders.queryKey]

/** An entry of the menu of an item. */
export function useRemind(run: () => void) {
  const w = useWords(words)
  return { icon: AlarmClock, label: w.remindMe, run }
}

/** The next time, and how the reminder repeats. */
export function useSaidWhen(): (reminder: Pick<Reminder, 'at' | 'rule'>) => string {
  const w = useWords(words)
  const format = useFormat()
  return ({ at, rule }) => {
    const when = `${format.weekday(at)}, ${format.time(at)}`
    const repeats = repeatsOf(rule)
    if (repeats === 'never') return when
    return `${when} · ${repeats ? w[repeats] : w.byRule}`
  }
}

/** Removes it; the undo sets it again as it was. */
export function useForget() {
  const w = useWords(words)
  const again = useAct(
    ({ item, start, zone, rule }: Reminder) =>
      send('post', '/api/spaces/{space}/items/{item}/reminders', {
        path: { space: item.space.id, item: item.id },
        body: { start, zone, ...(rule !== null && { rule }) },
      }),
    { refresh },
  )
  return useAct(
    ({ id }: Reminder) =>
      send('delete', '/api/me/reminders/{reminder}', { path: { reminder: id } }),
    {
      refresh,
      done: (_, reminder) => tellUndo(w.removed(reminder.item.title), () => again.mutate(reminder)),
    },
  )
}
