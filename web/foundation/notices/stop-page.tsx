import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { DoorPage } from '../../ui/door-page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { words } from './words.ts'

/** The unsubscribe link of a mail: opening it changes nothing, the button does, without signing in (RFC 8058). */
export function StopPage() {
  const w = useWords(words).stop
  const token = useParam('token')
  const [done, setDone] = useState(false)
  useTitle(w.title)
  const link = useQuery(load('/api/unsubscribe/{token}', { path: { token } }))
  const stop = useAct(() => send('post', '/api/unsubscribe/{token}', { path: { token } }), {
    done: () => setDone(true),
  })
  if (link.isPending) return <TextSkeleton whole />
  const settings = (
    <div>
      <Button href={paths.myNotices()}>{w.settings}</Button>
    </div>
  )
  if (link.isError)
    return (
      <DoorPage title={w.deadTitle} lead={w.dead}>
        {settings}
      </DoorPage>
    )
  if (done)
    return (
      <DoorPage title={w.doneTitle} lead={w.done}>
        {settings}
      </DoorPage>
    )
  const { digest, group } = link.data
  return (
    <DoorPage title={w.title} lead={digest ? w.digest : group ? w.group(group) : w.someGroup}>
      <div>
        <Button look="primary" busy={stop.isPending} onClick={() => stop.mutate()}>
          {w.verb}
        </Button>
      </div>
    </DoorPage>
  )
}
