import { AtSign } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '../../kernel/words.ts'
import { Button } from '../../ui/button.tsx'
import styles from './groups.module.css'
import { words } from './words.ts'

type Gesture = { isPending: boolean; mutate: () => void }

type PendingLineProps = {
  email: string
  story: string
  badges: ReactNode
  resend: Gesture
  withdraw: Gesture
}

/** Invitations that wait for an answer, into a group or into the organization. */
export function PendingLines({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.pending} aria-label={label}>
      {children}
    </ul>
  )
}

export function PendingLine({ email, story, badges, resend, withdraw }: PendingLineProps) {
  const w = useWords(words).pending
  return (
    <li>
      <AtSign size={20} aria-hidden />
      <div>
        <strong>{email}</strong> {badges}
        <p className="quiet small">{story}</p>
      </div>
      <div className={styles.pendingActs}>
        <Button small busy={resend.isPending} onClick={() => resend.mutate()}>
          {w.resend} <span className="for-readers-only">{email}</span>
        </Button>
        <Button
          small
          look="dangerQuiet"
          busy={withdraw.isPending}
          onClick={() => withdraw.mutate()}
        >
          {w.withdraw} <span className="for-readers-only">{email}</span>
        </Button>
      </div>
    </li>
  )
}
