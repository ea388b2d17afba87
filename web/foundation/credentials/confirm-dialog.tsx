import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { queries } from '../../kernel/queries.ts'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PasswordField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './credentials.module.css'
import { passkeysWork, showPasskey } from './passkey.ts'
import { securityQuery, type Confirmed, type Security } from './security.ts'
import { words } from './words.ts'

/** Delays a change to the ways of signing in until the person has confirmed their identity again. */
export function useConfirmation(security: Security | undefined) {
  const [waiting, setWaiting] = useState<(() => void) | undefined>()
  const confirmed: Confirmed = (then) => {
    const until = Date.parse(security?.confirmedUntil ?? '')
    // Half a minute to spare, so that the confirmation does not expire in the middle of a change.
    if (until - 30_000 > Date.now()) then()
    else setWaiting(() => then)
  }
  const goOn = () => {
    void queries.invalidateQueries({ queryKey: securityQuery.queryKey })
    setWaiting(undefined)
    waiting?.()
  }
  const dialog = waiting && security && (
    <ConfirmDialog security={security} onClose={() => setWaiting(undefined)} onConfirmed={goOn} />
  )
  return { confirmed, dialog }
}

type ConfirmDialogProps = { security: Security; onClose: () => void; onConfirmed: () => void }

function ConfirmDialog({ security, onClose, onConfirmed }: ConfirmDialogProps) {
  const w = useWords(words)
  const byPasskey = security.passkeys.length > 0 && passkeysWork()
  return (
    <Dialog opened onClose={onClose} title={w.confirmTitle} width="narrow">
      <p>{w.confirmSays}</p>
      {security.hasPassword && <ByPassword onConfirmed={onConfirmed} />}
      {byPasskey && <ByPasskey onConfirmed={onConfirmed} />}
      {!security.hasPassword && !byPasskey && <Note tone="caution">{w.noPassword}</Note>}
    </Dialog>
  )
}

function ByPassword({ onConfirmed }: { onConfirmed: () => void }) {
  const w = useWords(words)
  const form = useForm({
    first: { password: '' },
    check: ({ password }) => (password ? {} : { password: w.passwordMissing }),
    send: (body) => send('post', '/api/me/security/confirmation', { body }),
    done: onConfirmed,
  })
  return (
    <Form form={form} verb={w.confirm}>
      <PasswordField
        {...form.text('password')}
        label={w.password}
        autoComplete="current-password"
        data-autofocus
      />
    </Form>
  )
}

function ByPasskey({ onConfirmed }: { onConfirmed: () => void }) {
  const w = useWords(words)
  const confirm = useAct(
    async () => {
      const options = await send('post', '/api/me/security/confirmation/passkey-options')
      const passkey = await showPasskey(options, w.cancelled)
      await send('post', '/api/me/security/confirmation', { body: { passkey } })
    },
    { done: onConfirmed },
  )
  return (
    <div className={styles.stack}>
      <Button busy={confirm.isPending} onClick={() => confirm.mutate()}>
        {w.confirmByPasskey}
      </Button>
    </div>
  )
}
