import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import type { Answer } from '../../kernel/doors.ts'
import { useTitle } from '../../kernel/title.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { DoorPage } from '../../ui/door-page.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import styles from './credentials.module.css'
import { passkeysWork, showPasskey } from './passkey.ts'
import { words } from './words.ts'

export type Halfway = NonNullable<Answer<'post', '/api/session'>['secondFactor']>

type SecondStepProps = { halfway: Halfway; onIn: () => void; onAgain: () => void }

/** The step after the password: a code of the app, a passkey, or a recovery code. */
export function SecondStep({ halfway, onIn, onAgain }: SecondStepProps) {
  const { ticket, factors } = halfway
  const w = useWords(words).step
  useTitle(w.title)
  const byApp = factors.includes('totp')
  const [recovering, setRecovering] = useState(!byApp && !factors.includes('passkey'))
  const byCode = recovering || byApp
  return (
    <DoorPage title={w.title} lead={w.lead}>
      {byCode && <CodeForm key={String(recovering)} {...{ ticket, recovering, onIn }} />}
      <div className={styles.stack}>
        {factors.includes('passkey') && <ByPasskey ticket={ticket} onIn={onIn} main={!byCode} />}
        {!recovering && factors.includes('recovery-code') && (
          <Button look="quiet" onClick={() => setRecovering(true)}>
            {w.useRecovery}
          </Button>
        )}
        {recovering && byApp && (
          <Button look="quiet" onClick={() => setRecovering(false)}>
            {w.useApp}
          </Button>
        )}
        <Button look="quiet" onClick={onAgain}>
          {w.again}
        </Button>
        <p className="quiet small">{w.lost}</p>
      </div>
    </DoorPage>
  )
}

type CodeFormProps = { ticket: string; recovering: boolean; onIn: () => void }

function CodeForm({ ticket, recovering, onIn }: CodeFormProps) {
  const w = useWords(words)
  const form = useForm({
    first: { code: '' },
    check: ({ code }) => (code.trim().length < 6 ? { code: w.codeMissing } : {}),
    send: ({ code }) =>
      send('post', '/api/session/second-factor', { body: { ticket, code: code.trim() } }),
    done: onIn,
  })
  const field = recovering
    ? { label: w.step.recovery, help: w.step.recoveryHelp, autoComplete: 'off', maxLength: 40 }
    : {
        label: w.step.code,
        help: w.codeHelp,
        autoComplete: 'one-time-code',
        inputMode: 'numeric' as const,
        maxLength: 10,
      }
  return (
    <Form form={form} verb={w.step.verb}>
      <TextField {...form.text('code')} {...field} autoFocus spellCheck={false} />
    </Form>
  )
}

type ByPasskeyProps = { ticket?: string; onIn: () => void; main?: boolean }

/** With a ticket, the passkey is the second step; without one, it is the whole sign-in. */
export function ByPasskey({ ticket, onIn, main }: ByPasskeyProps) {
  const w = useWords(words)
  const come = useAct(
    async () => {
      const known = ticket === undefined ? {} : { ticket }
      const options = await send('post', '/api/session/passkey-options', { body: known })
      const passkey = await showPasskey(options, w.cancelled)
      await send('post', '/api/session/passkey', { body: { ...known, passkey } })
    },
    { done: onIn },
  )
  if (!passkeysWork()) return null
  return (
    <Button look={main ? 'primary' : 'plain'} busy={come.isPending} onClick={() => come.mutate()}>
      {ticket === undefined ? w.signInByPasskey : w.step.usePasskey}
    </Button>
  )
}
