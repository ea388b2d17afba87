import type { LucideIcon } from 'lucide-react'
import { CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useEffect, useRef } from 'react'
import { useReader } from '../kernel/language.ts'
import { asProblem, type Problem } from '../kernel/problem.ts'
import { sayProblem } from '../kernel/problem-words.ts'
import { createStore, useStore } from '../kernel/store.ts'
import { useWords } from '../kernel/words.ts'
import type { Tone } from './badges.tsx'
import { Button } from './button.tsx'
import { CopyButton } from './copy-button.tsx'
import styles from './states.module.css'
import { words } from './words.ts'

/** One sentence that says what belongs here and who can add it; one action. */
export function EmptyState({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{children}</p>
      {action}
    </div>
  )
}

type ErrorStateProps = {
  error: unknown
  onRetry?: (() => void) | undefined
  home?: string
  /** It fills the page: its heading is the page’s. */
  whole?: boolean
  /** A further action, such as asking for access. */
  ask?: ReactNode
}

/** What happened, what is safe, what to do, and a reference to copy. */
export function ErrorState({ error, onRetry, home, whole, ask }: ErrorStateProps) {
  const w = useWords(words)
  const { language } = useReader()
  const problem = asProblem(error)
  const hidden = problem.status === 404
  const said = useStore(saidOffline) && problem.isOffline
  const wasSaid = useRef(said)
  useEffect(() => {
    if (wasSaid.current && !said) onRetry?.() // the connection is back
    wasSaid.current = said
  }, [said, onRetry])
  const Heading = whole ? 'h1' : 'h2'
  return (
    <div className={`${styles.empty} ${styles.problem}`} role="alert">
      <Heading>{w[titleOf(problem, said)]}</Heading>
      {!said && <p>{hidden ? w.notFoundText : `${sayProblem(problem, language)} ${w.safe}`}</p>}
      {(onRetry || home) && (
        <div className={styles.actions}>
          {hidden && ask}
          {onRetry && !hidden && <Button onClick={onRetry}>{w.tryAgain}</Button>}
          {home && <Button href={home}>{w.goHome}</Button>}
        </div>
      )}
      {problem.reference && !hidden && (
        <div className={styles.reference}>
          {w.reference} <code>{problem.reference}</code>
          <CopyButton text={problem.reference} />
        </div>
      )}
    </div>
  )
}

function titleOf({ status, isOffline }: Problem, said: boolean) {
  if (status === 404) return 'notFoundTitle'
  if (said) return 'notLoaded'
  return isOffline ? 'offlineTitle' : 'problemTitle'
}

/** Whether the line is shown: nothing else on the page says it again. */
const saidOffline = createStore(false)

export function OfflineLine() {
  const w = useWords(words)
  useEffect(() => {
    saidOffline.write(true)
    return () => saidOffline.write(false)
  }, [])
  return (
    <div className={styles.offline} role="status">
      <CloudOff size={16} aria-hidden />
      <span>
        <strong>{w.offlineTitle}.</strong> {w.offlineText}
      </span>
    </div>
  )
}

type NoteProps = { tone?: Tone; icon?: LucideIcon; children: ReactNode }

/** A remark in the flow of the page: a limit reached, guests inside, what a setting does. */
export function Note({ tone = 'plain', icon: Icon, children }: NoteProps) {
  return (
    <div className={tone === 'plain' ? styles.note : `${styles.note} ${styles[tone]}`}>
      {Icon && <Icon size={16} aria-hidden />}
      <div>{children}</div>
    </div>
  )
}
