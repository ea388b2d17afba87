import { liveState, onLiveOpen } from '../../kernel/live.ts'
import { enterRoom, isEntered } from './room.ts'
import { draftsChanged, draftsOf, isSendable } from './unsent.ts'

/** Milliseconds to wait first, because a page that opens a text sends its drafts itself. */
const courtesy = 1000

/**
 * Sends a person's drafts of texts that are no longer open here, one text after the other. Refused drafts then wait for their
 * author and are not sent again, so this terminates. Returns a function that stops it.
 */
export function sendUnsent(person: string): () => void {
  let leave: (() => void) | undefined
  let timer = 0
  const soon = () => {
    clearTimeout(timer)
    timer = window.setTimeout(look, courtesy)
  }
  const look = () => {
    if (leave || liveState.read() !== 'open') return
    const next = draftsOf(person).find((draft) => isSendable(draft) && !isEntered(draft))
    if (!next) return
    const { space, item, field } = next
    const room = enterRoom({ person, space, item, field, silent: true })
    const stop = room.state.listen(() => {
      const { phase, unsaved } = room.state.read()
      if (phase === 'opening' || (phase === 'open' && unsaved)) return
      leave?.()
      soon()
    })
    leave = () => {
      leave = undefined
      stop()
      room.leave()
    }
  }
  const stops = [onLiveOpen(soon), draftsChanged.listen(soon)]
  return () => {
    clearTimeout(timer)
    leave?.()
    for (const stop of stops) stop()
  }
}
