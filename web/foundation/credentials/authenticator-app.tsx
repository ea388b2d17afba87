import { KeyRound, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Section } from '../../ui/page.tsx'
import { Note } from '../../ui/states.tsx'
import styles from './credentials.module.css'
import { securityQuery, type Confirmed, type Security } from './security.ts'
import { SquareCode } from './square-code.tsx'
import { words } from './words.ts'

const refresh = [securityQuery.queryKey]

type SecondFactorProps = {
  security: Security
  confirmed: Confirmed
  /** New recovery codes, to be shown once. */
  onCodes: (codes: readonly string[]) => void
}

/** The authenticator app and the recovery codes; passkeys have their own section. */
export function SecondFactor({ security, confirmed, onCodes }: SecondFactorProps) {
  const w = useWords(words)
  const isOn = security.totpSince !== null || security.passkeys.length > 0
  return (
    <Section title={w.factors} help={w.factorsHelp}>
      <Note tone={isOn ? 'success' : 'caution'}>{isOn ? w.isOn : w.isOff}</Note>
      <List label={w.factors}>
        <AppRow since={security.totpSince} confirmed={confirmed} onCodes={onCodes} />
        {isOn && (
          <CodesRow left={security.recoveryCodesLeft} confirmed={confirmed} onCodes={onCodes} />
        )}
      </List>
    </Section>
  )
}

type AppRowProps = Pick<SecondFactorProps, 'confirmed' | 'onCodes'> & { since: string | null }

function AppRow({ since, confirmed, onCodes }: AppRowProps) {
  const w = useWords(words)
  const format = useFormat()
  const [removing, setRemoving] = useState(false)
  const begin = useAct(() => send('post', '/api/me/security/totp'))
  const act =
    since === null ? (
      <Button
        small
        aria-label={w.setUpApp}
        busy={begin.isPending}
        onClick={() => confirmed(() => begin.mutate())}
      >
        {w.setUp}
      </Button>
    ) : (
      <Button small aria-label={w.removeApp} onClick={() => confirmed(() => setRemoving(true))}>
        {w.remove}
      </Button>
    )
  return (
    <>
      <Row
        lead={<Smartphone size={20} aria-hidden />}
        title={w.app}
        second={since === null ? w.appOff : w.appOn(format.date(since))}
        actions={act}
      />
      {begin.data && (
        <SetUpApp begun={begin.data} onClose={() => begin.reset()} onCodes={onCodes} />
      )}
      {removing && <RemoveApp onClose={() => setRemoving(false)} />}
    </>
  )
}

type SetUpAppProps = {
  begun: { secret: string; address: string }
  onClose: () => void
  onCodes: (codes: readonly string[]) => void
}

function SetUpApp({ begun, onClose, onCodes }: SetUpAppProps) {
  const w = useWords(words)
  const confirm = useAct(
    (body: { code: string }) => send('post', '/api/me/security/totp/confirmation', { body }),
    {
      refresh,
      refused: () => undefined,
      done: ({ recoveryCodes }) => {
        onClose()
        tell(w.appAdded, { tone: 'success' })
        if (recoveryCodes) onCodes(recoveryCodes)
      },
    },
  )
  const form = useForm({
    first: { code: '' },
    check: ({ code }) => (code.trim() ? {} : { code: w.codeMissing }),
    send: ({ code }) => confirm.mutateAsync({ code }),
  })
  return (
    <Dialog opened onClose={onClose} title={w.setUpTitle}>
      <p>{w.scan}</p>
      <SquareCode text={begun.address} label={w.square} />
      <p>{w.typed}</p>
      <div className={styles.secret}>
        <code>{begun.secret.match(/.{1,4}/g)?.join(' ')}</code>
        <CopyButton text={begun.secret} />
      </div>
      <Form form={form} verb={w.switchOn}>
        <TextField
          {...form.text('code')}
          label={w.code}
          help={w.codeHelp}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          short
        />
      </Form>
    </Dialog>
  )
}

function RemoveApp({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const remove = useAct(() => send('delete', '/api/me/security/totp'), {
    refresh,
    done: () => {
      tell(w.appRemoved)
      onClose()
    },
  })
  const foot = (
    <>
      <Button onClick={onClose}>{w.cancel}</Button>
      <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
        {w.removeApp}
      </Button>
    </>
  )
  return (
    <Dialog opened onClose={onClose} title={w.removeApp} foot={foot} width="narrow">
      <p>{w.removeAppSays}</p>
    </Dialog>
  )
}

type CodesRowProps = Pick<SecondFactorProps, 'confirmed' | 'onCodes'> & { left: number }

function CodesRow({ left, confirmed, onCodes }: CodesRowProps) {
  const w = useWords(words)
  const renew = useAct(() => send('post', '/api/me/security/recovery-codes'), {
    refresh,
    done: ({ recoveryCodes }) => onCodes(recoveryCodes),
  })
  return (
    <Row
      lead={<KeyRound size={20} aria-hidden />}
      title={w.codes}
      second={w.codesLeft(left)}
      actions={
        <Button
          small
          aria-label={w.codesRenew}
          busy={renew.isPending}
          onClick={() => confirmed(() => renew.mutate())}
        >
          {w.codesNew}
        </Button>
      }
    />
  )
}
