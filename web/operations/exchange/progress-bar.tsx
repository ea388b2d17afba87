import { useFormat } from '../../kernel/format.ts'
import styles from './exchange.module.css'

type ProgressBarProps = {
  label: string
  done: number
  /** Null while it is unknown. */
  total: number | null
  say: (done: string, total: string) => string
  unit?: 'count' | 'bytes'
}

/** The progress of a longer task. */
export function ProgressBar({ label, done, total, say, unit = 'count' }: ProgressBarProps) {
  const format = useFormat()
  const amount = unit === 'bytes' ? format.size : format.number
  const known = total !== null && total > 0
  const share = known ? Math.min(100, Math.round((done / total) * 100)) : 0
  return (
    <div className={styles.progress}>
      <div className={styles.progressHead}>
        <span>{label}</span>
        {known && <span className={styles.amount}>{say(amount(done), amount(total))}</span>}
      </div>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={known ? share : undefined}
      >
        <div style={{ width: `${share}%` }} />
      </div>
    </div>
  )
}
