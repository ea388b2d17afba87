import { Fingerprint, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAct } from '../../kernel/act.ts'
import { send } from '../../kernel/api.ts'
import { useFormat } from '../../kernel/format.ts'
import { tell } from '../../kernel/undo.tsx'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmByTyping } from '../../ui/confirm-by-typing.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { Form, useForm } from '../../ui/form.tsx'
import { List, Row } from '../../ui/list.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Section } from '../../ui/page.tsx'
import { EmptyState, Note } from '../../ui/states.tsx'
import { makePasskey, passkeysWork } from './passkey.ts'
import { securityQuery, type Confirmed, type Passkey } from './security.ts'
import { words } from './words.ts'

const refresh = [securityQuery.queryKey]

type PasskeysProps = {
  passkeys: readonly Passkey[]
  confirmed: Confirmed
  onCodes: (codes: readonly string[]) => void
}

/** O1: passkeys with their names and last use; each can be renamed and removed. */
export function Passkeys({ passkeys, confirmed, onCodes }: PasskeysProps) {
  const w = useWords(words)
  const [adding, setAdding] = useState(false)
  const add = passkeysWork() && (
    <Button small onClick={() => confirmed(() => setAdding(true))}>
      {w.addPasskey}
    </Button>
  )
  return (
    <Section title={w.passkeys} count={passkeys.length} help={w.passkeysHelp} actions={add}>
      {!passkeysWork() && <Note>{w.passkeysAway}</Note>}
      {passkeys.length === 0 && passkeysWork() && <EmptyState>{w.passkeysNone}</EmptyState>}
      {passkeys.length > 0 && (
        <List label={w.passkeys}>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} confirmed={confirmed} />
          ))}
        </List>
      )}
      {adding && <AddPasskey onClose={() => setAdding(false)} onCodes={onCodes} />}
    </Section>
  )
}

function PasskeyRow({ passkey, confirmed }: { passkey: Passkey; confirmed: Confirmed }) {
  const w = useWords(words)
  const format = useFormat()
  const [open, setOpen] = useState<'rename' | 'remove' | undefined>()
  const { name, createdAt, lastUsedAt } = passkey
  const used = lastUsedAt ? w.used(format.relative(lastUsedAt)) : w.unused
  const close = () => setOpen(undefined)
  return (
    <>
      <Row
        lead={<Fingerprint size={20} aria-hidden />}
        title={name}
        second={`${w.added(format.date(createdAt))} · ${used}`}
        actions={
          <Menu
            label={w.actionsFor(name)}
            entries={[
              { label: w.rename, icon: Pencil, run: () => setOpen('rename') },
              {
                label: w.remove,
                icon: Trash2,
                danger: true,
                run: () => confirmed(() => setOpen('remove')),
              },
            ]}
          />
        }
      />
      {open === 'rename' && <RenamePasskey passkey={passkey} onClose={close} />}
      {open === 'remove' && <RemovePasskey passkey={passkey} onClose={close} />}
    </>
  )
}

function AddPasskey({
  onClose,
  onCodes,
}: { onClose: () => void } & Pick<PasskeysProps, 'onCodes'>) {
  const w = useWords(words)
  const add = useAct(
    async (name: string) => {
      const options = await send('post', '/api/me/security/passkey-options')
      const passkey = await makePasskey(options, w.cancelled)
      return send('post', '/api/me/security/passkeys', { body: { name, passkey } })
    },
    {
      refresh,
      refused: () => undefined,
      done: ({ recoveryCodes }, name) => {
        onClose()
        tell(w.passkeyAdded(name), { tone: 'success' })
        if (recoveryCodes) onCodes(recoveryCodes)
      },
    },
  )
  const form = useForm({
    first: { name: '' },
    check: ({ name }) => (name.trim() ? {} : { name: w.nameMissing }),
    send: ({ name }) => add.mutateAsync(name.trim()),
  })
  return (
    <Dialog opened onClose={onClose} title={w.addPasskey} width="narrow">
      <Form form={form} verb={w.makePasskey}>
        <TextField
          {...form.text('name')}
          label={w.passkeyName}
          help={w.passkeyNameHelp}
          maxLength={60}
          autoComplete="off"
          data-autofocus
        />
      </Form>
    </Dialog>
  )
}

type OfOne = { passkey: Passkey; onClose: () => void }

function RenamePasskey({ passkey, onClose }: OfOne) {
  const w = useWords(words)
  const rename = useAct(
    (name: string) =>
      send('patch', '/api/me/security/passkeys/{passkey}', {
        path: { passkey: passkey.id },
        body: { name },
      }),
    {
      refresh,
      refused: () => undefined,
      done: () => {
        tell(w.renamed)
        onClose()
      },
    },
  )
  const form = useForm({
    first: { name: passkey.name },
    check: ({ name }) => (name.trim() ? {} : { name: w.nameMissing }),
    send: ({ name }) => rename.mutateAsync(name.trim()),
  })
  return (
    <Dialog opened onClose={onClose} title={w.rename} width="narrow">
      <Form form={form} verb={w.rename}>
        <TextField {...form.text('name')} label={w.passkeyName} maxLength={60} data-autofocus />
      </Form>
    </Dialog>
  )
}

function RemovePasskey({ passkey, onClose }: OfOne) {
  const w = useWords(words)
  const remove = useAct(
    () => send('delete', '/api/me/security/passkeys/{passkey}', { path: { passkey: passkey.id } }),
    {
      refresh,
      done: () => {
        tell(w.passkeyRemoved(passkey.name))
        onClose()
      },
    },
  )
  return (
    <ConfirmByTyping
      opened
      onClose={onClose}
      title={w.removePasskey}
      name={passkey.name}
      verb={w.removePasskey}
      busy={remove.isPending}
      onConfirm={() => remove.mutate()}
    >
      <p>{w.removePasskeySays}</p>
    </ConfirmByTyping>
  )
}
