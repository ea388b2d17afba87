import type { House } from '../../kernel/context.ts'
import type { ItemId, PersonId, SpaceId } from '../../kernel/ids.ts'
import type { TextKey } from '../../kernel/tool.ts'
import type { Rooms } from './rooms.ts'

/** The cursor of somebody in another process; without a cursor they have left. */
export interface SeenElsewhere {
  process: string
  person: PersonId
  client: number
  clock: number
  /** JSON, as their editor wrote it. */
  cursor: string | null
}

/**
 * One text may be open in several server processes, each with a room of its own. Over the bus they announce stored edits,
 * which the others then read from the table, and cursors. After a possible gap each process reads the edits and asks for the
 * cursors again.
 */
export function hearOthers({ bus }: House, rooms: Rooms): void {
  bus.hear('text-kept', (told) => void rooms.catchUp(keyOf(told)))
  bus.hear('text-seen', (told, process) => {
    const [person, client, clock, cursor] = told.slice(3)
    rooms.showElsewhere(keyOf(told), {
      process,
      person: person as PersonId,
      client: client as number,
      clock: clock as number,
      cursor: cursor as string | null,
    })
  })
  bus.hear('text-opened', (told) => void rooms.tellSeen(keyOf(told)))
  bus.onGone((process) => void rooms.outlive(process))
  bus.onGap(() => void rooms.catchUpAll())
}

function keyOf([space, item, field]: readonly unknown[]): TextKey {
  return { space: space as SpaceId, item: item as ItemId, field: field as string }
}
