import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { announcements } from '../kernel/announce.ts'
import { useStore } from '../kernel/store.ts'
import type { Notice } from '../kernel/undo.tsx'
import { dismiss, notices } from '../kernel/undo.tsx'
import { useWords } from '../kernel/words.ts'
import styles from './notices.module.css'
import { words } from './words.ts'

/** Messages at the foot of the page about what has just happened; they stay while the pointer or the focus is on them. */
export function Notices() {
  const w = useWords(words)
  const open = useStore(notices)
  return (
    <>
      <div className={styles.stack} role="region" aria-label={w.notices}>
        {open.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </div>
      <Announcements />
    </>
  )
}

function NoticeLine({ notice }: { notice: Notice }) {
  const w = useWords(words)
  const { id, text, detail, tone, undo, action } = notice
  const [looking, setLooking] = useState(false)
  const left = useCountdown(notice.seconds, looking, () => dismiss(id))
  const take = (run: () => unknown) => () => {
    dismiss(id)
    void run()
  }
  return (
    <div
      className={tone === 'danger' ? `${styles.notice} ${styles.danger}` : styles.notice}
      role={tone === 'danger' ? 'alert' : 'status'}
      onPointerEnter={() => setLooking(true)}
      onPointerLeave={() => setLooking(false)}
      onFocus={() => setLooking(true)}
      onBlur={() => setLooking(false)}
    >
      <div className={styles.text}>
        {text} {detail && <span className={styles.detail}>{detail}</span>}
      </div>
      {action && (
        <button type="button" onClick={take(action.run)}>
          {action.label}
        </button>
      )}
      {undo && (
        <button type="button" onClick={take(undo)}>
          {w.undo}{' '}
          <span className={styles.left} aria-hidden>
            {left}
          </span>
        </button>
      )}
      <button type="button" aria-label={w.close} onClick={() => dismiss(id)}>
        <X size={16} aria-hidden />
      </button>
    </div>
  )
}

function useCountdown(seconds: number, paused: boolean, done: () => void): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    if (paused) return undefined
    const timer = setInterval(() => setLeft((now) => now - 1), 1000)
    return () => clearInterval(timer)
  }, [paused])
  useEffect(() => {
    if (left <= 0) done()
  })
  return left
}

function Announcements() {
  const { text, turn } = useStore(announcements)
  return (
    <div className="for-readers-only" role="status" aria-live="polite">
      <span key={turn}>{text}</span>
    </div>
  )
}
