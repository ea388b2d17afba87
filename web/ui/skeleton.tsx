import type { ReactNode } from 'react'
import { useWords } from '../kernel/words.ts'
import styles from './skeleton.module.css'
import { words } from './words.ts'

const widths = [styles.w0, styles.w1, styles.w2, styles.w3]

/** The outline of the page; invisible for the first 150 ms, so that fast answers show no skeleton. */
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

/** `whole`: it fills the page, and contains the page’s heading. */
export function TextSkeleton({ lines = 5, whole }: { lines?: number; whole?: boolean }) {
  return (
    <Late whole={whole}>
      <span className={`${styles.bone} ${styles.title}`} />
      <div className={styles.text}>
        {Array.from({ length: lines }, (_, line) => (
          <span key={line} className={`${styles.bone} ${widths[(line + 1) % 4]}`} />
        ))}
      </div>
    </Late>
  )
}

function Late({ children, whole }: { children: ReactNode; whole?: boolean | undefined }) {
  const w = useWords(words)
  const Said = whole ? 'h1' : 'span'
  return (
    <div className={styles.late} aria-busy="true" data-no-print>
      <Said className="for-readers-only">{w.loading}</Said>
      <div aria-hidden>{children}</div>
    </div>
  )
}
