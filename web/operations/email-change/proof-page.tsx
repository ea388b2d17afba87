import { useQuery } from '@tanstack/react-query'
import { useConfirmation } from '../../foundation/credentials/confirm-dialog.tsx'
import { securityQuery } from '../../foundation/credentials/security.ts'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useGo, useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { sessionQuery } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { words } from './words.ts'

/** The page behind the link in the mail to the new address: opening it changes nothing, the button does. */
export function ProofPage() {
  const w = useWords(words).proof
  const token = useParam('token')
  const go = useGo()
  const link = useQuery(load('/api/me/email-change/{token}', { path: { token } }))
  const security = useQuery(securityQuery)
  const { confirmed, dialog } = useConfirmation(security.data)
  useTitle(w.title)
  const change = useAct(() => send('post', '/api/me/email-change/{token}', { path: { token } }), {
    refresh: [sessionQuery.queryKey],
    done: ({ email }) => {
      tell(w.done(email), { tone: 'success' })
      go(paths.me(), { replace: true })
    },
  })
  if (link.isPending) return <TextSkeleton />
  if (link.isError)
    return (
      <Page title={w.deadTitle} lead={w.dead} width="reading">
        <div>
          <Button href={paths.myEmail()}>{w.again}</Button>
        </div>
      </Page>
    )
  return (
    <Page title={w.title} lead={w.lead(link.data.email)} width="reading">
      <div>
        <Button
          look="primary"
          busy={change.isPending || security.isPending}
          onClick={() => confirmed(() => change.mutate())}
        >
          {w.verb}
        </Button>
      </div>
      {dialog}
    </Page>
  )
}
