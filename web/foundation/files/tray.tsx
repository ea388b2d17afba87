import { Check, CircleAlert, RotateCw, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
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
  const shown = mostUrgent(all)
  const unfinished = all.filter(isUnfinished).length
  const failed = all.filter(({ state }) => state === 'failed').length
  const title =
    unfinished > 0 ? w.sending(unfinished) : failed > 0 ? w.notSent(failed) : w.sent(all.length)
  return (
    <section className={styles.tray} aria-label={w.tray}>
      <div className={styles.trayHead}>
        <div>
          <strong>{title}</strong>
          <Rate all={all} />
        </div>
        {unfinished === 0 && (
          <IconButton small icon={X} label={w.close} onClick={() => all.forEach(cancelSending)} />
        )}
      </div>
      <Taken all={all.filter(({ state }) => state === 'taken')} />
      <ul className={styles.trayList}>
        {shown.map((sending) => (
          <TrayLine key={sending.id} sending={sending} />
        ))}
      </ul>
      {all.length > shown.length && (
        <p className="quiet small">{w.others(all.length - shown.length)}</p>
      )}
    </section>
  )
}

/** Lines of the tray, in the order of what needs its reader first. */
const mostShown = 40
const urgency: Record<Sending['state'], number> = {
  ...{ taken: 0, failed: 1, away: 2, sending: 3, waiting: 4, done: 5 },
}

function mostUrgent(all: readonly Sending[]): readonly Sending[] {
  if (all.length <= mostShown) return all
  return all.toSorted((a, b) => urgency[a.state] - urgency[b.state]).slice(0, mostShown)
}

/** How much of everything has been sent, how fast, and how long it will take; once there is something to say. */
function Rate({ all }: { all: readonly Sending[] }) {
  const w = useWords(words)
  const format = useFormat()
  const size = all.reduce((sum, { file }) => sum + file.size, 0)
  const sent = all.reduce((sum, { file, sent: part }) => sum + Math.min(part, file.size), 0)
  const rate = useRate(sent)
  const isSending = all.some(({ state }) => state === 'sending')
  if (!isSending || rate === undefined || size < worthSaying) return null
  const seconds = Math.ceil((size - sent) / rate)
  const left =
    seconds < 60
      ? w.secondsLeft(seconds)
      : seconds < 3600
        ? w.minutesLeft(Math.ceil(seconds / 60))
        : w.hoursLeft(Math.ceil(seconds / 3600))
  return (
    <p className="quiet small">
      {w.rate(format.size(sent), format.size(size), format.size(rate))} · {left}
    </p>
  )
}

/** Smaller uploads are over before their rate is read. Bytes. */
const worthSaying = 5_000_000
/** Milliseconds over which the rate is measured, and before it is said. */
const measured = { over: 10_000, first: 1000 }

/** Bytes a second over the last ten seconds; undefined while there is too little to tell. */
function useRate(sent: number): number | undefined {
  const [seen, setSeen] = useState<readonly { at: number; sent: number }[]>([])
  useEffect(() => {
    const at = Date.now()
    setSeen((before) => [
      ...before.filter((each) => at - each.at < measured.over && each.sent <= sent),
      { at, sent },
    ])
  }, [sent])
  const [first, last] = [seen[0], seen.at(-1)]
  if (!first || !last || last.at - first.at < measured.first) return undefined
  const rate = ((last.sent - first.sent) / (last.at - first.at)) * 1000
  return rate > 0 ? rate : undefined
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
    <div className={styles.trayLine}>
      <div className={styles.trayText} role="group" aria-label={w.allTaken(all.length)}>
        <NameTaken of={all} />
      </div>
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

/** More files than these are announced together, once all are sent. */
const announcedEach = 5

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
      if (state === 'done' && all.length <= announcedEach) announce(w.attached(file.name))
      if (state === 'failed')
        announce(`${w.failed(file.name)} ${problem ? sayProblem(problem, language) : w.broken}`)
    }
    const isDone = all.length > announcedEach && all.every(({ state }) => state === 'done')
    if (isDone) announce(w.sent(all.length))
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
