import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { rightVerbs } from '../../access/levels.ts'
import { load } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { useWords } from '../../kernel/words.ts'
import { fullName } from '../../ui/avatar.tsx'
import { Note } from '../../ui/states.tsx'
import type { Settings } from './group.ts'
import { words } from './words.ts'

type Difference = Answer<'get', '/api/groups/{group}/default-rights'>

/** The people who would gain or lose rights, and where, before another default is saved (G3). */
export function DefaultDifference(props: { group: string; level: Settings['defaultRights'] }) {
  const { group, level } = props
  const w = useWords(words).settings.difference
  const format = useFormat()
  const tried = useQuery(
    load('/api/groups/{group}/default-rights', { path: { group }, query: { level } }),
  )
  if (!tried.data) return null
  const { shifts, places } = tried.data
  if (places.length === 0) return <Note>{w.nowhere}</Note>
  return (
    <Note tone={shifts.length > 0 ? 'caution' : undefined} icon={TriangleAlert}>
      <ul>
        {shifts.map((shift) => (
          <Shift key={[...shift.gains, '|', ...shift.loses].join()} shift={shift} />
        ))}
        {shifts.length === 0 && <li>{w.nobody}</li>}
        <li>{w.places(format.list(places.map(({ name }) => name)))}</li>
      </ul>
    </Note>
  )
}

function Shift({ shift }: { shift: Difference['shifts'][number] }) {
  const w = useWords(words).settings.difference
  const format = useFormat()
  const { gains, loses, total, people } = shift
  const names = people.map(fullName)
  const who =
    total > names.length ? w.more(names.join(', '), total - names.length) : format.list(names)
  const verbs = rightVerbs(useReader().language)
  const what = (rights: typeof gains) => format.list(rights.flatMap((right) => verbs[right]))
  return (
    <>
      {gains.length > 0 && <li>{w.gains(total, who, what(gains))}</li>}
      {loses.length > 0 && <li>{w.loses(total, who, what(loses))}</li>}
    </>
  )
}
