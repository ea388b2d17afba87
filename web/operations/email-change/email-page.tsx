import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { securityQuery } from '../../foundation/credentials/security.ts'
import { useConfirmation } from '../../foundation/credentials/confirm-dialog.tsx'
import { MeTabs } from '../../foundation/people/me-tabs.tsx'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { queries } from '../../kernel/queries.ts'
import { useMe } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import { words } from './words.ts'

const query = load('/api/me/email-change')

/** O3: changes the e-mail address for signing in, and shows the new one that is not confirmed yet. */
export function EmailPage() {
  const w = useWords(words)
  const { email } = useMe().person
  const underWay = useQuery(query)
  const security = useQuery(securityQuery)
  const { confirmed, dialog } = useConfirmation(security.data)
  const [asking, setAsking] = useState(false)
  useTitle(w.title)
  return (
    <Page title={w.title} lead={w.lead(email)} width="reading" toolbar={<MeTabs />}>
      {underWay.data?.change && <UnderWay {...underWay.data.change} />}
      <div>
        <Button
          look="primary"
          busy={security.isPending}
          onClick={() => confirmed(() => setAsking(true))}
        >
          {w.change}
        </Button>
      </div>
      {dialog}
      {asking && <Ask onClose={() => setAsking(false)} />}
    </Page>
  )
}

function UnderWay({ email, expiresAt }: { email: string; expiresAt: string }) {
  const w = useWords(words)
  const format = useFormat()
  const forget = useAct(() => send('delete', '/api/me/email-change'), {
    refresh: [query.queryKey],
    done: () => tell(w.forgotten),
  })
  return (
    <Section title={w.waits}>
      <Note>{w.sent(email, format.time(expiresAt))}</Note>
      <div>
        <Button busy={forget.isPending} onClick={() => forget.mutate()}>
          {w.forget}
        </Button>
      </div>
    </Section>
  )
}

function Ask({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const form = useForm({
    first: { email: '' },
    check: ({ email }) => (email.trim() ? {} : { email: w.missing }),
    send: (body) => send('post', '/api/me/email-change', { body }),
    done: () => {
      void queries.invalidateQueries({ queryKey: query.queryKey })
      tell(w.asked, { tone: 'success' })
      onClose()
    },
  })
  return (
    <Dialog opened onClose={onClose} title={w.askTitle}>
      <Form form={form} verb={w.verb}>
        <TextField
          {...form.text('email')}
          type="email"
          label={w.newEmail}
          help={w.newEmailHelp}
          autoComplete="email"
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}
