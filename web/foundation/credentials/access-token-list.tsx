import { SquareTerminal, TabletSmartphone } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { paths } from '../../kernel/paths.ts'
import { useMe } from '../../kernel/session.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Badge } from '../../ui/badges.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ConfirmByTyping } from '../../ui/confirm-by-typing.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { DateField, TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { EmptyState } from '../../ui/states.tsx'
import styles from './credentials.module.css'
import { securityQuery, type AccessToken, type Confirmed } from './security.ts'
import { words } from './words.ts'

const refresh = [securityQuery.queryKey]

type Kind = AccessToken['kind']
type AccessTokensProps = { kind: Kind; tokens: readonly AccessToken[]; confirmed: Confirmed }

/** O1: tokens and app passwords for programs; each is shown once and ended separately. */
export function AccessTokens({ kind, tokens, confirmed }: AccessTokensProps) {
  const w = useWords(words)
  const [making, setMaking] = useState(false)
  const said = saidOf(w, kind)
  const own = tokens.filter((token) => token.kind === kind)
  const make = (
    <Button small aria-label={said.make} onClick={() => confirmed(() => setMaking(true))}>
      {w.newOne}
    </Button>
  )
  return (
    <Section title={said.title} count={own.length} help={said.help} actions={make}>
      {own.length === 0 && <EmptyState>{said.none}</EmptyState>}
      {own.length > 0 && (
        <List label={said.title}>
          {own.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </List>
      )}
      {kind === 'api-token' && (
        <p>
          <a href={paths.reference()}>{w.apiReference}</a>
        </p>
      )}
      {making && <NewToken kind={kind} title={said.make} onClose={() => setMaking(false)} />}
    </Section>
  )
}

type Said = { title: string; help: string; none: string; make: string }

function saidOf(w: (typeof words)['en'], kind: Kind): Said {
  return kind === 'api-token'
    ? { title: w.apiTokens, help: w.apiTokensHelp, none: w.apiTokensNone, make: w.newApiToken }
    : {
        title: w.appPasswords,
        help: w.appPasswordsHelp,
        none: w.appPasswordsNone,
        make: w.newAppPassword,
      }
}

function TokenRow({ token }: { token: AccessToken }) {
  const w = useWords(words)
  const format = useFormat()
  const [ending, setEnding] = useState(false)
  const [now] = useState(() => Date.now())
  const { id, kind, name, scope, expiresAt, lastUsedAt } = token
  const over = expiresAt !== null && Date.parse(expiresAt) <= now
  const end = useAct(
    () =>
      send('delete', '/api/me/security/access-tokens/{accessToken}', {
        path: { accessToken: id },
      }),
    {
      refresh,
      done: () => {
        tell(w.tokenEnded(name))
        setEnding(false)
      },
    },
  )
  const Icon = kind === 'api-token' ? SquareTerminal : TabletSmartphone
  const said = [
    w.scopes[scope],
    expiresAt && !over && w.until(format.date(lastMomentOf(expiresAt))),
    lastUsedAt ? w.used(format.relative(lastUsedAt)) : w.unused,
  ]
  return (
    <>
      <Row
        lead={<Icon size={20} aria-hidden />}
        title={name}
        second={said.filter(Boolean).join(' · ')}
        meta={over && <Badge tone="caution">{w.ended}</Badge>}
        actions={
          <Button small aria-label={w.endTokenOf(name)} onClick={() => setEnding(true)}>
            {w.endToken}
          </Button>
        }
      />
      {ending && (
        <ConfirmByTyping
          opened
          onClose={() => setEnding(false)}
          title={w.endToken}
          name={name}
          verb={w.endToken}
          busy={end.isPending}
          onConfirm={() => end.mutate()}
        >
          <p>{w.endTokenSays}</p>
        </ConfirmByTyping>
      )}
    </>
  )
}

/** A token expires at midnight, so the day before is shown as its last day. */
function lastMomentOf(expiresAt: string): string {
  return new Date(Date.parse(expiresAt) - 1).toISOString()
}

type NewTokenProps = { kind: Kind; title: string; onClose: () => void }
type Scope = AccessToken['scope']

function NewToken({ kind, title, onClose }: NewTokenProps) {
  const w = useWords(words)
  const [secret, setSecret] = useState('')
  const make = useAct(
    (body: { name: string; scope: Scope; lastDay: string | null }) =>
      send('post', '/api/me/security/access-tokens', { body: { kind, ...body } }),
    { refresh, refused: () => undefined, done: (made) => setSecret(made.secret) },
  )
  const first: { name: string; scope: Scope; lastDay: string } = {
    name: '',
    scope: kind === 'api-token' ? 'read' : 'write',
    lastDay: '',
  }
  const form = useForm({
    first,
    check: ({ name }) => (name.trim() ? {} : { name: w.nameMissing }),
    send: ({ name, scope, lastDay }) =>
      make.mutateAsync({ name: name.trim(), scope, lastDay: lastDay || null }),
  })
  if (secret) return <Made kind={kind} secret={secret} onClose={onClose} />
  const scopes = (['read', 'write'] as const).map((value) => ({
    value,
    label: w.scopes[value],
    help: w.scopesSay[value],
  }))
  return (
    <Dialog opened onClose={onClose} title={title}>
      <Form form={form} verb={w.make}>
        <TextField
          {...form.text('name')}
          label={w.tokenName}
          help={w.tokenNameHelp}
          maxLength={60}
          autoComplete="off"
          data-autofocus
        />
        <Choice
          name="scope"
          label={w.scope}
          value={form.values.scope}
          options={scopes}
          onChange={(scope) => form.set({ scope })}
        />
        <DateField {...form.text('lastDay')} label={w.lastDay} help={w.lastDayHelp} optional />
      </Form>
    </Dialog>
  )
}

function Made({ kind, secret, onClose }: { kind: Kind; secret: string; onClose: () => void }) {
  const w = useWords(words)
  const { email } = useMe().person
  const foot = (
    <Button look="primary" onClick={onClose}>
      {w.done}
    </Button>
  )
  return (
    <Dialog opened onClose={onClose} title={w.madeTitle} foot={foot}>
      <p>{w.madeSays}</p>
      {kind === 'app-password' && <p>{w.madeAddress(email)}</p>}
      <div className={styles.secret}>
        <code>{secret}</code>
        <CopyButton text={secret} label={w.copy} />
      </div>
    </Dialog>
  )
}
