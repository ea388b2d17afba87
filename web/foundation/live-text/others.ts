import { useEffect, useState } from 'react'
import { useMe } from '../../kernel/session.ts'
import type { Room } from './room.ts'

type Shown = { id?: string; name?: string }

/** The names, given by the server, of the other people who have the text open. */
export function useOthers(room: Room | undefined): readonly string[] {
  const me = useMe().person.id
  const [names, setNames] = useState<readonly string[]>([])
  useEffect(() => {
    if (!room) return undefined
    const { awareness } = room
    const look = () => {
      const users = [...awareness.getStates().values()].map(
        (state) => (state as { user?: Shown }).user,
      )
      const others = users.flatMap((user) => (user?.name && user.id !== me ? [user.name] : []))
      setNames((now) => {
        const next = [...new Set(others)].toSorted()
        return next.join() === now.join() ? now : next
      })
    }
    look()
    awareness.on('change', look)
    return () => awareness.off('change', look)
  }, [room, me])
  return names
}
