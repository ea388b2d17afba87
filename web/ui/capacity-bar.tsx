import { useFormat } from '../kernel/format.ts'
import { useWords } from '../kernel/words.ts'
import styles from './small.module.css'
import { words } from './words.ts'

type CapacityBarProps = {
  label: string
  used: number
  /** Null: no limit. */
  allowed: number | null
  unit?: 'count' | 'bytes'
}

/** Used and allowed, wherever it matters (O7). */
export function CapacityBar({ label, used, allowed, unit = 'count' }: CapacityBarProps) {
  const w = useWords(words)
  const format = useFormat()
  const say = unit === 'bytes' ? format.size : format.number
  const share = allowed === null ? 0 : allowed === 0 ? 1 : used / allowed
  const state = share >= 1 ? w.full : share >= 0.9 ? w.almostFull : ''
  const look = share >= 1 ? styles.over : share >= 0.9 ? styles.nearly : ''
  const amount = allowed === null ? say(used) : w.capacity(say(used), say(allowed))
  return (
    <div className={styles.capacity}>
      <div className={styles.capacityHead}>
        <span>{label}</span>
        <span className={styles.amount}>{state ? `${amount} · ${state}` : amount}</span>
      </div>
      {allowed !== null && (
        <div
          className={`${styles.track} ${look}`}
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={allowed}
          aria-valuenow={Math.min(used, allowed)}
          aria-valuetext={amount}
        >
          <div style={{ width: `${Math.min(100, Math.round(share * 100))}%` }} />
        </div>
      )}
    </div>
  )
}
