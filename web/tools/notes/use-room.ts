import { useEffect, useState } from 'react'
import { useStore, createStore } from '../../kernel/store.ts'
import type { Room, RoomState } from './room.ts'
import { enterRoom } from './room.ts'

const nowhere = createStore<RoomState>({ phase: 'opening', mayEdit: false, unsaved: false })

/** The room of a note, entered while the page is open. After a refused edit one comes in anew, without it. */
export function useRoom(space: string, note: string, onRefused: (state: RoomState) => void) {
  const [room, setRoom] = useState<Room>()
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const entered = enterRoom(space, note)
    setRoom(entered)
    return () => {
      setRoom(undefined)
      entered.leave()
    }
  }, [space, note, turn])
  const state = useStore(room?.state ?? nowhere)
  const refused = state.phase === 'closed' && state.reason !== 'gone'
  useEffect(() => {
    if (!refused) return
    onRefused(state)
    setTurn((now) => now + 1)
    // One refusal is told once.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [refused])
  return { room, state }
}
