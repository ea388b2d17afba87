import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useMe } from '../../kernel/session.ts'
import { createStore, type Store } from '../../kernel/store.ts'
import { useView } from '../../kernel/view-as.ts'
import type { Room, RoomState } from './room.ts'
import { beginning, enterRoom } from './room.ts'

const nowhere = createStore(beginning)

export type LiveRoom = {
  room: Room | undefined
  state: RoomState
  /** Enters the room again, without the refused edits. */
  again: () => void
}

/** The room of a text, entered while the page is open; without a field, the item has no such text. */
export function useRoom(space: string, item: string, field: string | undefined): LiveRoom {
  const person = useMe().person.id
  const looking = useView()?.group === space
  const [room, setRoom] = useState<Room>()
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((now) => now + 1), [])
  useEffect(() => {
    if (field === undefined) return undefined
    const entered = enterRoom({ person, space, item, field, looking })
    setRoom(entered)
    return () => {
      setRoom(undefined)
      entered.leave()
    }
  }, [person, space, item, field, looking, turn])
  const state = useCalm(room?.state ?? nowhere)
  useEffect(() => {
    if (state.phase === 'again') again()
  }, [state.phase, again])
  return { room, state, again }
}

/** Without what changes with every key while the text is open, and only `StateLine` shows: the page is not rendered for it. */
function useCalm(state: Store<RoomState>): RoomState {
  const shown = useRef(beginning)
  return useSyncExternalStore(state.listen, () => {
    const now = state.read()
    if (now.phase !== 'open' || !isSame({ ...now, unsaved: shown.current.unsaved }, shown.current))
      shown.current = now
    return shown.current
  })
}

function isSame(one: RoomState, other: RoomState): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof RoomState)[]
  return names.every((name) => one[name] === other[name])
}
