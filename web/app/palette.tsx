import type { KeyboardEvent } from 'react'
import { useId, useLayoutEffect, useState } from 'react'
import { useWords } from '../kernel/words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { Marked } from '../ui/marked.tsx'
import { typedEarly } from './overlays.ts'
import { useEntries, type Entry, type Part } from './palette-entries.tsx'
import { words as paletteWords } from './palette-words.ts'
import styles from './palette.module.css'
import { words } from './words.ts'

/** Ctrl-K: finds spaces, people, things and commands. */
export function Palette({ onClose }: { onClose: () => void }) {
  const w = useWords(words)
  const p = useWords(paletteWords)
  const id = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  useLayoutEffect(() => setTyped(typedEarly()), [])
  const { parts, isWaiting, isFailed } = useEntries(typed) // not deferred: Enter may follow the last letter immediately
  const entries = parts.flatMap((part) => part.entries)
  const chosen = Math.min(at, entries.length - 1)
  const open = (entry: Entry | undefined) => {
    if (!entry) return
    onClose()
    entry.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && entries.length > 0) {
      event.preventDefault()
      const next = (chosen + step + entries.length) % entries.length
      setAt(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      open(entries[chosen])
    }
  }
  return (
    <Dialog opened onClose={onClose} title={w.palette}>
      <div className={styles.palette}>
        <input
          className={styles.input}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length ? `${id}-${chosen}` : undefined}
          aria-label={w.palette}
          aria-describedby={`${id}-help`}
          autoComplete="off"
          spellCheck={false}
          autoFocus // at once, not a moment later as the dialog does: people go on typing
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div className={styles.results} role="listbox" id={`${id}-list`} aria-label={w.palette}>
          {parts.map((part, place) => (
            <Results
              key={part.title}
              part={part}
              id={id}
              first={parts
                .slice(0, place)
                .reduce((sum, { entries: { length } }) => sum + length, 0)}
              chosen={chosen}
              onPoint={setAt}
              onOpen={open}
            />
          ))}
        </div>
        <p className={styles.state} role="status">
          {isFailed ? p.failed : entries.length === 0 && (isWaiting ? p.waiting : p.empty)}
        </p>
        <p className={styles.help} id={`${id}-help`}>
          {p.help} <span className={styles.keys}>· {p.keys}</span>
        </p>
      </div>
    </Dialog>
  )
}

type ResultsProps = {
  part: Part
  id: string
  /** The place of its first entry among all. */
  first: number
  chosen: number
  onPoint: (place: number) => void
  onOpen: (entry: Entry) => void
}

function Results({ part: { title, entries }, id, first, chosen, onPoint, onOpen }: ResultsProps) {
  return (
    <div role="group" aria-label={title}>
      <div className={styles.title} aria-hidden>
        {title}
      </div>
      {entries.map((entry, nth) => {
        const place = first + nth
        return (
          <div
            key={entry.key}
            id={`${id}-${place}`}
            role="option"
            aria-selected={place === chosen}
            className={styles.option}
            // Not where the list has only moved below a resting pointer.
            onPointerMove={({ movementX, movementY }) => {
              if (movementX || movementY) onPoint(place)
            }}
            onClick={() => onOpen(entry)}
          >
            <span className={styles.icon}>{entry.icon}</span>
            <span>
              {entry.marked ? <Marked parts={entry.marked} /> : entry.label}
              {entry.passage && (
                <span className={styles.passage}>
                  <Marked parts={entry.passage} />
                </span>
              )}
            </span>
            {entry.second && <span className={styles.second}>{entry.second}</span>}
            {entry.keys && <KeyHint keys={entry.keys} />}
          </div>
        )
      })}
    </div>
  )
}
