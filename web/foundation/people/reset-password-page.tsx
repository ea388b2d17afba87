import { useQuery } from '@tanstack/react-query'
import { load, send } from '../../kernel/api.ts'
import { useGo, useParam } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { DoorPage } from '../../ui/door-page.tsx'
import { PasswordField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { words } from './words.ts'

export function ResetPasswordPage() {
  const w = useWords(words)
  const token = useParam('token')
  const link = useQuery(load('/api/password-reset/{token}', { path: { token } }))
  useTitle(w.reset.title)
  if (link.isPending) return <TextSkeleton whole />
  if (link.isError)
    return (
      <DoorPage title={w.reset.deadTitle} lead={w.reset.dead}>
        <div>
          <Button href={paths.forgotPassword()}>{w.reset.again}</Button>
        </div>
      </DoorPage>
    )
  return <ChoosePassword token={token} />
}

function ChoosePassword({ token }: { token: string }) {
  const w = useWords(words)
  const go = useGo()
  const form = useForm({
    first: { password: '' },
    check: ({ password }) => (password.length < 10 ? { password: w.passwordShort } : {}),
    send: ({ password }) =>
      send('post', '/api/password-reset/{token}', { path: { token }, body: { password } }),
    done: () => {
      tell(w.reset.done)
      go(paths.signIn(), { replace: true })
    },
  })
  return (
    <DoorPage title={w.reset.title} lead={w.reset.lead}>
      <Form form={form} verb={w.reset.verb}>
        <PasswordField
          {...form.text('password')}
          label={w.newPassword}
          help={w.passwordHelp}
          autoComplete="new-password"
        />
      </Form>
    </DoorPage>
  )
}
