import { useCallback, useEffect, useState } from 'react'
import { useMe } from '../../kernel/session.ts'
import { createStore, useStore } from '../../kernel/store.ts'
import { useView } from '../../kernel/view-as.ts'
import type { Room } from './room.ts'
import { beginning, enterRoom } from './room.ts'

const nowhere = createStore(beginning)

/** The room of a text, entered while the page is open; `again` enters it again without the refused edits. */
export function useRoom(space: string, item: string, field: string) {
  const person = useMe().person.id
  const looking = useView()?.group === space
  const [room, setRoom] = useState<Room>()
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((now) => now + 1), [])
  useEffect(() => {
    const entered = enterRoom({ person, space, item, field, looking })
    setRoom(entered)
    return () => {
      setRoom(undefined)
      entered.leave()
    }
  }, [person, space, item, field, looking, turn])
  const state = useStore(room?.state ?? nowhere)
  useEffect(() => {
    if (state.phase === 'again') again()
  }, [state.phase, again])
  return { room, state, again }
}
