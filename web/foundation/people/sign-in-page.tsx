import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import { useReader } from '../../kernel/language.ts'
import { useGo, useUrlState } from '../../kernel/navigation.ts'
import { paths } from '../../kernel/paths.ts'
import { enter } from '../../kernel/session.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Avatar, fullName } from '../../ui/avatar.tsx'
import { DoorPage } from '../../ui/door-page.tsx'
import { PasswordField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { ByPasskey, SecondStep, type Halfway } from '../credentials/second-step.tsx'
import { words } from './words.ts'

export function SignInPage() {
  const w = useWords(words)
  const arrive = useArrive()
  const [ended] = useUrlState('ended')
  const [halfway, setHalfway] = useState<Halfway | undefined>()
  useTitle(w.signIn.title)
  const form = useForm({
    first: { email: '', password: '' },
    check: ({ email, password }) => ({
      ...(!email.trim() && { email: w.emailMissing }),
      ...(!password && { password: w.passwordMissing }),
    }),
    send: async ({ email, password }) => {
      const body = { email: email.trim(), password }
      const { secondFactor } = await send('post', '/api/session', { body })
      if (secondFactor) setHalfway(secondFactor)
      else arrive()
    },
  })
  if (halfway)
    return <SecondStep halfway={halfway} onIn={arrive} onAgain={() => setHalfway(undefined)} />
  return (
    <DoorPage title={w.signIn.title} lead={ended ? w.signIn.ended : w.signIn.invited}>
      <Form
        form={form}
        verb={w.signIn.verb}
        foot={<a href={paths.forgotPassword()}>{w.signIn.forgotten}</a>}
      >
        <TextField {...form.text('email')} label={w.email} type="email" autoComplete="username" />
        <PasswordField
          {...form.text('password')}
          label={w.password}
          autoComplete="current-password"
        />
      </Form>
      <ByPasskey onIn={arrive} />
      <DemoPeople onEntered={arrive} />
    </DoorPage>
  )
}

/** Shown only on a demo instance. */
function DemoPeople({ onEntered }: { onEntered: () => void }) {
  const w = useWords(words)
  const { language } = useReader()
  const { data } = useQuery({ ...load('/api/demo'), retry: false })
  const come = useAct((person: string) => send('post', '/api/demo/session', { body: { person } }), {
    done: onEntered,
  })
  if (!data) return null
  return (
    <Section title={w.signIn.demoTitle} help={w.signIn.demoHelp}>
      <List label={w.signIn.demoTitle}>
        {data.people.map((person) => (
          <Row
            key={person.id}
            lead={<Avatar person={person} size={32} />}
            title={fullName(person)}
            second={person.role[language]}
            onOpen={() => come.mutate(person.id)}
          />
        ))}
      </List>
    </Section>
  )
}

/** Signs in and opens the wanted page, which must be one of ours. */
function useArrive(): () => void {
  const go = useGo()
  const [then] = useUrlState('then')
  const own = /^\/(?![/\\])/.test(then) ? then : paths.home()
  return () => void enter().then(() => go(own, { replace: true }))
}
