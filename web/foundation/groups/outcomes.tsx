import { CircleAlert, CircleCheck } from 'lucide-react'
import { useWords } from '../../kernel/words.ts'
import type { Outcome } from './bring.ts'
import styles from './groups.module.css'
import { words } from './words.ts'

const good = ['added', 'invited', 'already-member', 'already-invited', 'waiting']

/** The outcome for each picked person. */
export function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  const w = useWords(words).people
  return (
    <div role="status">
      <ul className={styles.outcomes}>
        {outcomes.map((outcome) => {
          const well = 'status' in outcome && good.includes(outcome.status)
          const Icon = well ? CircleCheck : CircleAlert
          return (
            <li key={outcome.who.key}>
              <Icon size={18} aria-hidden className={well ? styles.good : styles.bad} />
              <span>
                <strong>{outcome.who.label}</strong>{' '}
                {'status' in outcome ? w.outcomes[outcome.status] : w.refused(outcome.refused)}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
