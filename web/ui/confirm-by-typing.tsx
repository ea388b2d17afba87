import type { ReactNode } from 'react'
import { useState } from 'react'
import { folded } from '../../server/kernel/plain-text.ts'
import { useWords } from '../kernel/words.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './field.tsx'
import { words } from './words.ts'

type ConfirmByTypingProps = {
  opened: boolean
  onClose: () => void
  title: string
  /** What will be deleted for good. */
  children: ReactNode
  name: string
  verb: string
  busy?: boolean
  onConfirm: () => void
}

/** Only for actions that cannot be undone; all others happen immediately and offer *Undo*. */
export function ConfirmByTyping(props: ConfirmByTypingProps) {
  const { opened, onClose, title, children, name, verb, busy, onConfirm } = props
  const w = useWords(words)
  const [typed, setTyped] = useState('')
  const same = folded(typed) === folded(name)
  const foot = (
    <>
      <Button onClick={onClose}>{w.cancel}</Button>
      <Button
        look="danger"
        busy={busy ?? false}
        reason={same ? undefined : w.typeToConfirm(name)}
        onClick={onConfirm}
      >
        {verb}
      </Button>
    </>
  )
  return (
    <Dialog opened={opened} onClose={onClose} title={title} foot={foot} width="narrow">
      {children}
      <TextField
        name="confirm"
        label={w.typeToConfirm(name)}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
      />
    </Dialog>
  )
}
