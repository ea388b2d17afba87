import type { ReactNode } from 'react'
import { useWords } from '../kernel/words.ts'
import styles from './skeleton.module.css'
import { words } from './words.ts'

const widths = [styles.w0, styles.w1, styles.w2, styles.w3]

/** The page's own shape; invisible for the first 150 ms, so that quick answers show nothing at all. */
export function ListSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <Late>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row}>
          <span className={`${styles.bone} ${styles.dot}`} />
          <span className={`${styles.bone} ${widths[row % 4]}`} />
        </div>
      ))}
    </Late>
  )
}

export function TextSkeleton({ lines = 5 }: { lines?: number }) {
  return (
    <Late>
      <span className={`${styles.bone} ${styles.title}`} />
      <div className={styles.text}>
        {Array.from({ length: lines }, (_, line) => (
          <span key={line} className={`${styles.bone} ${widths[(line + 1) % 4]}`} />
        ))}
      </div>
    </Late>
  )
}

function Late({ children }: { children: ReactNode }) {
  const w = useWords(words)
  return (
    <div className={styles.late} aria-busy="true">
      <span className="for-readers-only">{w.loading}</span>
      <div aria-hidden>{children}</div>
    </div>
  )
}
