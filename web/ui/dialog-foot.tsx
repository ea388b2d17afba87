import type { LucideIcon } from 'lucide-react'
import { useWords } from '../kernel/words.ts'
import { Button } from './button.tsx'
import { words } from './words.ts'

/** Closes a dialog and changes nothing. */
export function CancelButton({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  return (
    <Button look="quiet" onClick={onClose}>
      {w.cancel}
    </Button>
  )
}

type DialogFootProps = {
  onClose: () => void
  /** The label of the button that acts: “Move it here”. */
  verb: string
  icon?: LucideIcon
  busy: boolean
  /** Why it cannot act now. */
  reason?: string | undefined
  onAct: () => void
}

/** The buttons of a dialog without a form. */
export function DialogFoot({ onClose, verb, icon, busy, reason, onAct }: DialogFootProps) {
  return (
    <>
      <CancelButton onClose={onClose} />
      <Button look="primary" {...(icon && { icon })} busy={busy} reason={reason} onClick={onAct}>
        {verb}
      </Button>
    </>
  )
}
