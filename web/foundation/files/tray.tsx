import { Check, CircleAlert, RotateCw, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { announce } from '../../kernel/announce.ts'
import { useFormat } from '../../kernel/format.ts'
import { useReader } from '../../kernel/language.ts'
import { sayProblem } from '../../kernel/problem-words.ts'
import { useStore } from '../../kernel/store.ts'
import { useWords } from '../../kernel/words.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import styles from './files.module.css'
import {
  cancelSending,
  decideName,
  isUnfinished,
  retrySending,
  sendings,
  type Sending,
} from './queue.ts'
import { words } from './words.ts'

/** How long finished uploads stay in the list once all are done. */
const leavesAfter = 5000

/** Uploads, shown over every page: their progress, errors, and how to continue. */
export function UploadTray() {
  const all = useStore(sendings)
  useAnnounced(all)
  useCleared(all)
  return all.length > 0 ? <Tray all={all} /> : null
}

function Tray({ all }: { all: readonly Sending[] }) {
  const w = useWords(words)
  const unfinished = all.filter(isUnfinished).length
  const failed = all.filter(({ state }) => state === 'failed').length
  const title =
    unfinished > 0 ? w.sending(unfinished) : failed > 0 ? w.notSent(failed) : w.sent(all.length)
  return (
    <section className={styles.tray} aria-label={w.tray}>
      <div className={styles.trayHead}>
        <strong>{title}</strong>
        {unfinished === 0 && (
          <IconButton small icon={X} label={w.close} onClick={() => all.forEach(cancelSending)} />
        )}
      </div>
      <Taken all={all.filter(({ state }) => state === 'taken')} />
      <ul className={styles.trayList}>
        {all.map((sending) => (
          <TrayLine key={sending.id} sending={sending} />
        ))}
      </ul>
    </section>
  )
}

function TrayLine({ sending }: { sending: Sending }) {
  const w = useWords(words)
  const { language } = useReader()
  const { file, state, problem } = sending
  return (
    <li className={styles.trayLine}>
      <div className={styles.trayText}>
        <span className={styles.trayName} title={file.name}>
          {file.name}
        </span>
        {state === 'failed' ? (
          <span className={styles.fault}>
            <CircleAlert size={14} aria-hidden />
            {problem ? sayProblem(problem, language) : w.broken}
          </span>
        ) : state === 'taken' ? (
          <NameTaken of={[sending]} />
        ) : (
          <HowFar sending={sending} />
        )}
        {state === 'failed' && (
          <Button small icon={RotateCw} onClick={() => retrySending(sending)}>
            {w.retry}
          </Button>
        )}
      </div>
      <IconButton
        small
        icon={X}
        label={isUnfinished(sending) ? w.cancelOne(file.name) : w.dismissOne(file.name)}
        onClick={() => cancelSending(sending)}
      />
    </li>
  )
}

/** One choice for all names that are taken, where there are several. */
function Taken({ all }: { all: readonly Sending[] }) {
  const w = useWords(words)
  if (all.length < 2) return null
  return (
    <div className={styles.trayLine} role="group" aria-label={w.allTaken(all.length)}>
      <NameTaken of={all} />
    </div>
  )
}

function NameTaken({ of }: { of: readonly Sending[] }) {
  const w = useWords(words)
  const one = of.length === 1
  return (
    <>
      <span className={styles.fault}>
        <CircleAlert size={14} aria-hidden />
        {one ? w.taken : w.allTaken(of.length)}
      </span>
      <span className={styles.choices}>
        <Button small onClick={() => decideName(of, 'keep-both')}>
          {one ? w.keepBoth : w.keepAll}
        </Button>
        <Button small onClick={() => decideName(of, 'new-version')}>
          {one ? w.newVersion : w.newVersions}
        </Button>
        <Button small look="quiet" onClick={() => of.forEach(cancelSending)}>
          {one ? w.skip : w.skipAll}
        </Button>
      </span>
    </>
  )
}

function HowFar({ sending: { file, state, sent } }: { sending: Sending }) {
  const w = useWords(words)
  const format = useFormat()
  if (state === 'done')
    return (
      <span className={styles.sent}>
        <Check size={14} aria-hidden /> {w.done}
      </span>
    )
  const said = state === 'waiting' ? w.waiting : state === 'away' ? w.away : undefined
  return (
    <>
      <progress
        className={styles.progress}
        aria-label={w.progress(file.name)}
        max={Math.max(file.size, 1)}
        value={Math.min(sent, file.size)}
      />
      <span className="quiet small">
        {said ?? `${format.size(Math.min(sent, file.size))} / ${format.size(file.size)}`}
      </span>
    </>
  )
}

/** Announced once for each file, when it is attached or has failed. */
function useAnnounced(all: readonly Sending[]): void {
  const w = useWords(words)
  const { language } = useReader()
  const told = useRef(new Map<number, Sending['state']>())
  useEffect(() => {
    for (const { id, file, state, problem } of all) {
      if (told.current.get(id) === state) continue
      told.current.set(id, state)
      if (state === 'taken') announce(`${file.name}: ${w.taken}`)
      if (state === 'done') announce(w.attached(file.name))
      if (state === 'failed')
        announce(`${w.failed(file.name)} ${problem ? sayProblem(problem, language) : w.broken}`)
    }
  }, [all, w, language])
}

function useCleared(all: readonly Sending[]): void {
  const done = all.length > 0 && all.every(({ state }) => state === 'done')
  useEffect(() => {
    if (!done) return undefined
    const timer = setTimeout(() => all.forEach(cancelSending), leavesAfter)
    return () => clearTimeout(timer)
  }, [done, all])
}
