import { useQuery } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { useAct } from '../../kernel/act.ts'
import { load, send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useFormat } from '../../kernel/format.ts'
import { useTitle } from '../../kernel/title.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { PasswordField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { ListSkeleton } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { MeTabs } from './me-tabs.tsx'
import { browserOf } from './user-agent.ts'
import { words } from './words.ts'

const sessionsQuery = load('/api/me/sessions')
type Session = Answer<'get', '/api/me/sessions'>['items'][number]

/** O1: sessions are listed and can be ended; the password can be changed. */
export function SessionsPage() {
  const w = useWords(words).sessions
  useTitle(w.title)
  return (
    <Page title={w.title} width="reading" toolbar={<MeTabs />}>
      <OpenSessions />
      <Section title={w.password} help={w.passwordHelp}>
        <PasswordForm />
      </Section>
    </Page>
  )
}

function OpenSessions() {
  const w = useWords(words).sessions
  const sessions = useQuery(sessionsQuery)
  const endOthers = useAct(() => send('delete', '/api/me/sessions'), {
    refresh: [sessionsQuery.queryKey],
    done: () => tell(w.endedOthers),
  })
  const items = sessions.data?.items ?? []
  const others = items.length > 1 && (
    <Button look="quiet" small busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
      {w.endOthers}
    </Button>
  )
  return (
    <Section title={w.open} count={sessions.data?.items.length} help={w.help} actions={others}>
      {sessions.isPending && <ListSkeleton rows={3} />}
      {sessions.isError && (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data && (
        <List label={w.open}>
          {items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </List>
      )}
    </Section>
  )
}

function SessionRow({ session }: { session: Session }) {
  const w = useWords(words).sessions
  const format = useFormat()
  const { browser, system, handheld } = browserOf(session.userAgent)
  const name = browser ? w.on(browser, system) : w.unknown
  const Icon = handheld ? Smartphone : Monitor
  const end = useAct(
    () => send('delete', '/api/me/sessions/{session}', { path: { session: session.id } }),
    { refresh: [sessionsQuery.queryKey], done: () => tell(w.ended) },
  )
  return (
    <Row
      lead={<Icon size={20} aria-hidden />}
      title={name}
      second={[
        session.how !== 'other' && w.how[session.how],
        session.address,
        w.seen(format.relative(session.lastSeenAt)),
      ]
        .filter(Boolean)
        .join(' · ')}
      meta={session.current && <Badge tone="accent">{w.current}</Badge>}
      actions={
        !session.current && (
          <Button
            small
            busy={end.isPending}
            aria-label={`${w.end}: ${name}`}
            onClick={() => end.mutate()}
          >
            {w.end}
          </Button>
        )
      }
    />
  )
}

function PasswordForm() {
  const p = useWords(words)
  const w = p.sessions
  const form = useForm({
    first: { current: '', password: '' },
    check: ({ current, password }) => ({
      ...(!current && { current: p.passwordMissing }),
      ...(password.length < 10 && { password: p.passwordShort }),
    }),
    send: (body) => send('post', '/api/me/password', { body }),
    done: () => {
      form.reset({ current: '', password: '' })
      tell(w.changed)
    },
  })
  return (
    <Form form={form} verb={w.verb}>
      <PasswordField
        {...form.text('current')}
        label={w.currentPassword}
        autoComplete="current-password"
      />
      <PasswordField
        {...form.text('password')}
        label={p.newPassword}
        help={p.passwordHelp}
        autoComplete="new-password"
      />
    </Form>
  )
}
