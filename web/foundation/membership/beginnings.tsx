import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { load } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import { Note } from '../../ui/states.tsx'
import { words } from './over-time-words.ts'

/** M9: groups in which my membership starts on a later day, and all that I may know of them; on Home. */
export function Beginnings() {
  const w = useWords(words).beginnings
  const format = useFormat()
  const { data } = useQuery(load('/api/me/beginnings'))
  return (
    <section aria-label={w.title}>
      <Note icon={CalendarClock}>
        <strong>{w.title}</strong>
        <ul>
          {data?.items.map(({ id, name, starts }) => (
            <li key={id}>{w.line(name, format.date(starts))}</li>
          ))}
        </ul>
        <p>{w.says}</p>
      </Note>
    </section>
  )
}
