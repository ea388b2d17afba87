import { useQuery } from '@tanstack/react-query'
import { load, send } from '../../kernel/api.ts'
import { useReader } from '../../kernel/language.ts'
import { useGo, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { enter } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { DoorPage } from '../../ui/door-page.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { FieldGroup, Form, SideBySide, useForm } from '../../ui/form.tsx'
import { TextSkeleton } from '../../ui/skeleton.tsx'
import { words as peopleWords } from '../people/words.ts'
import { words } from './words.ts'

/** O2: the first organization and its administrator, by a link that the first start prints. */
export function SetUpPage() {
  const w = useWords(words).setUp
  const [token] = useUrlState('token')
  const link = useQuery({
    ...load('/api/set-up/{token}', { path: { token } }),
    enabled: token !== '',
  })
  useTitle(w.title)
  if (link.isLoading) return <TextSkeleton whole />
  if (!link.isSuccess)
    return (
      <DoorPage title={w.deadTitle} lead={w.dead}>
        <div>
          <Button href={paths.signIn()}>{w.signIn}</Button>
        </div>
      </DoorPage>
    )
  return <SetUpForm token={token} />
}

function SetUpForm({ token }: { token: string }) {
  const w = useWords(words).setUp
  const p = useWords(peopleWords)
  const reader = useReader()
  const go = useGo()
  const form = useForm({
    first: { organization: '', firstName: '', lastName: '', email: '', password: '' },
    check: (values) => ({
      ...(!values.organization.trim() && { organization: w.organizationMissing }),
      ...(!values.firstName.trim() && { firstName: p.firstNameMissing }),
      ...(!values.lastName.trim() && { lastName: p.lastNameMissing }),
      ...(!values.email.trim() && { email: p.emailMissing }),
      ...(values.password.length < 10 && { password: p.passwordShort }),
    }),
    send: (values) =>
      send('post', '/api/set-up/{token}', {
        path: { token },
        body: { ...values, language: reader.language, timeZone: reader.timeZone },
      }),
    done: () => void enter().then(() => go(paths.home(), { replace: true })),
  })
  return (
    <DoorPage title={w.title} lead={w.lead}>
      <Form form={form} verb={w.verb}>
        <FieldGroup title={w.organization}>
          <TextField
            {...form.text('organization')}
            label={w.organizationName}
            help={w.organizationHelp}
            autoComplete="organization"
          />
        </FieldGroup>
        <FieldGroup title={w.you}>
          <SideBySide>
            <TextField {...form.text('firstName')} label={p.firstName} autoComplete="given-name" />
            <TextField {...form.text('lastName')} label={p.lastName} autoComplete="family-name" />
          </SideBySide>
          <TextField
            {...form.text('email')}
            label={p.email}
            help={w.emailHelp}
            type="email"
            autoComplete="username"
          />
          <PasswordField
            {...form.text('password')}
            label={p.password}
            help={p.passwordHelp}
            autoComplete="new-password"
          />
        </FieldGroup>
      </Form>
    </DoorPage>
  )
}
