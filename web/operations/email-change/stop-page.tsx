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

/** The page behind the link in the mail to the old address: objecting to a change needs no signing in. */
export function StopPage() {
  const w = useWords(words).stop
  const token = useParam('token')
  const [ended, setEnded] = useState<'stopped' | 'taken-back'>()
  const link = useQuery(load('/api/email-change/{token}', { path: { token } }))
  const stop = useAct(() => send('post', '/api/email-change/{token}', { path: { token } }), {
    done: ({ state }) => setEnded(state),
  })
  useTitle(w.title)
  if (link.isPending) return <TextSkeleton />
  if (ended)
    return (
      <DoorPage title={w[ended].title} lead={w[ended].lead}>
        <div>
          <Button href={paths.forgotPassword()}>{w.newPassword}</Button>
        </div>
      </DoorPage>
    )
  if (link.isError)
    return (
      <DoorPage title={w.deadTitle} lead={w.dead}>
        <div>
          <Button href={paths.signIn()}>{w.signIn}</Button>
        </div>
      </DoorPage>
    )
  const says = w[link.data.state]
  return (
    <DoorPage title={says.title} lead={says.lead}>
      <div>
        <Button look="danger" busy={stop.isPending} onClick={() => stop.mutate()}>
          {says.verb}
        </Button>
      </div>
    </DoorPage>
  )
}
