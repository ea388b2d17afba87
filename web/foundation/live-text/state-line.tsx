import { CloudCheck, CloudOff, LoaderCircle } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useIsOffline } from '../../kernel/connection.ts'
import { useFormat } from '../../kernel/format.ts'
import { useWords } from '../../kernel/words.ts'
import styles from './live-text.module.css'
import { useOthers } from './others.ts'
import type { Room, RoomState } from './room.ts'
import { words } from './words.ts'

type StateLineProps = {
  room: Room | undefined
  state: RoomState
  mayEdit: boolean
  /** Whether the text of the room is on the screen. */
  isShown: boolean
}

/** One line: saved, being saved, or kept in this browser, and the other people in the text. */
export function StateLine({ room, state, mayEdit, isShown }: StateLineProps) {
  const w = useWords(words)
  const format = useFormat()
  const others = useOthers(room)
  const unsaved = useUnsaved(room)
  const how = howSaved({ ...state, unsaved }, useIsOffline(), isShown, mayEdit)
  const Icon = how === 'saved' ? CloudCheck : isAway(how) ? CloudOff : LoaderCircle
  return (
    <p className={styles.state} role="status" data-away={isAway(how) || undefined}>
      {how !== 'readOnly' && <Icon size={14} aria-hidden />}
      <span>{w[how]}</span>
      {others.length > 0 && (
        <span className={styles.others}>
          <span aria-hidden>·</span> {w.withOthers(format.list(others), others.length)}
        </span>
      )}
    </p>
  )
}

/** Milliseconds for which *Saving* stays once all is saved: while somebody writes, the line does not change with every key. */
const calm = 250

function useUnsaved(room: Room | undefined): boolean {
  const [unsaved, setUnsaved] = useState(false)
  useEffect(() => {
    if (!room) return undefined
    let timer = 0
    const look = () => {
      clearTimeout(timer)
      if (room.state.read().unsaved) setUnsaved(true)
      else timer = window.setTimeout(() => setUnsaved(false), calm)
    }
    look()
    const stop = room.state.listen(look)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [room])
  return unsaved
}

type HowSaved = 'notSaved' | 'notKept' | 'offline' | 'opening' | 'readOnly' | 'saving' | 'saved'

/** *Saved* is shown only when the text is on the screen and all of it is stored. */
function howSaved(
  { phase, unsaved, kept }: RoomState,
  offline: boolean,
  isShown: boolean,
  mayEdit: boolean,
): HowSaved {
  const isOpening = phase === 'opening' || !isShown
  if (unsaved && !kept) return 'notKept'
  if (phase === 'refused') return 'notSaved'
  if (offline && (unsaved || isOpening)) return 'offline'
  if (isOpening) return 'opening'
  if (unsaved) return 'saving'
  return mayEdit ? 'saved' : 'readOnly'
}

function isAway(how: HowSaved): boolean {
  return ['notSaved', 'notKept', 'offline'].includes(how)
}
