import { useQuery } from '@tanstack/react-query'
import { Clock, MessageSquareX } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { keyOf, load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import { words } from './directory-words.ts'

type Mine = Answer<'get', '/api/me/join-requests'>['items'][number]

const path = '/api/me/join-requests'

/** J3: my requests to join, which I can always withdraw; declined ones with the reason. */
export function MyRequests() {
  const w = useWords(words).requests
  const requests = useQuery(load(path))
  if (!requests.data?.items.length) return null
  return (
    <Section title={w.title}>
      {requests.data.items.map((request) => (
        <Line key={request.id} request={request} />
      ))}
    </Section>
  )
}

function Line({ request: { id, name, createdAt, declinedAt, reason } }: { request: Mine }) {
  const w = useWords(words).requests
  const format = useFormat()
  const withdraw = useAct(
    () => send('delete', '/api/me/join-requests/{request}', { path: { request: id } }),
    { refresh: [keyOf(path, {}).slice(0, 2)], done: () => tell(w.withdrawn(name)) },
  )
  if (declinedAt)
    return (
      <Note icon={MessageSquareX}>
        <strong>{name}</strong> · {w.declined(format.relative(declinedAt))}
        <p>{reason ? `${w.reason} ${reason}` : w.noReason}</p>
      </Note>
    )
  return (
    <Note tone="accent" icon={Clock}>
      <strong>{name}</strong> · {w.waits(format.relative(createdAt))}
      <p>
        <Button small busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {w.withdraw} <span className="for-readers-only">{name}</span>
        </Button>
      </p>
    </Note>
  )
}
