import { useState } from 'react'
import { send } from '../../kernel/api.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { DoorPage } from '../../ui/door-page.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { words } from './words.ts'

export function ForgotPasswordPage() {
  const w = useWords(words)
  const [sentTo, setSentTo] = useState('')
  useTitle(w.forgot.title)
  const form = useForm({
    first: { email: '' },
    check: ({ email }) => (email.trim() ? {} : { email: w.emailMissing }),
    send: ({ email }) => send('post', '/api/password-reset', { body: { email: email.trim() } }),
    done: ({ email }) => setSentTo(email.trim()),
  })
  const back = <a href={paths.signIn()}>{w.forgot.back}</a>
  if (sentTo)
    return (
      <DoorPage title={w.forgot.sentTitle} lead={w.forgot.sent(sentTo)}>
        <div>
          <Button href={paths.signIn()}>{w.forgot.back}</Button>
        </div>
      </DoorPage>
    )
  return (
    <DoorPage title={w.forgot.title} lead={w.forgot.lead}>
      <Form form={form} verb={w.forgot.verb} foot={back}>
        <TextField {...form.text('email')} label={w.email} type="email" autoComplete="username" />
      </Form>
    </DoorPage>
  )
}
