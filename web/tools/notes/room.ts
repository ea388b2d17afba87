import type { Awareness as AwarenessType } from 'y-protocols/awareness'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Closing, FromServer } from '../../../server/tools/notes/frames.ts'
import { clientFrame, readServerFrame } from '../../../server/tools/notes/frames.ts'
import { onLiveFrame, onLiveOpen, sayLive } from '../../kernel/live.ts'
import type { Store } from '../../kernel/store.ts'
import { createStore } from '../../kernel/store.ts'
import { forgetUnsent, keepUnsent, unsentOf } from './unsent.ts'

export type RoomState = {
  phase: 'opening' | 'open' | 'closed'
  reason?: Closing
  mayEdit: boolean
  /** What was written here and is not yet known to be stored. */
  unsaved: boolean
}

export type Room = {
  doc: Y.Doc
  awareness: AwarenessType
  state: Store<RoomState>
  leave(): void
}

/** Milliseconds in which key strokes become one edit. */
const gather = 50
const server = 'server'
let numbers = 0

/** A note, open in this tab: its document follows everybody’s and is theirs. The frames are described in frames.ts. */
export function enterRoom(space: string, note: string): Room {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  const state = createStore<RoomState>({ phase: 'opening', mayEdit: false, unsaved: false })
  const set = (change: Partial<RoomState>) => state.write({ ...state.read(), ...change })
  let number = -1
  let counter = 0
  let known = new Uint8Array()
  let waiting: Uint8Array[] = []
  let timer = 0
  let again = 0

  const open = () => {
    number = numbers++
    waiting = []
    const vector = Y.encodeStateVector(doc)
    sayLive(clientFrame({ kind: 'open', room: number, space, note, vector }))
  }
  const say = (update: Uint8Array) =>
    sayLive(clientFrame({ kind: 'edit', room: number, counter: ++counter, update }))
  const sendWaiting = () => {
    timer = 0
    if (waiting.length > 0 && state.read().phase === 'open') say(Y.mergeUpdates(waiting))
    waiting = []
    keepUnsent(note, Y.encodeStateAsUpdate(doc, known))
  }
  const written = (update: Uint8Array, origin: unknown) => {
    // A reader’s editor may tidy its copy; that is nobody’s edit.
    if (origin === server || !state.read().mayEdit) return
    waiting.push(update)
    timer ||= window.setTimeout(sendWaiting, gather)
    set({ unsaved: true })
  }
  const pointed = (_change: unknown, origin: unknown) => {
    if (origin !== 'local' || state.read().phase !== 'open') return
    const update = encodeAwarenessUpdate(awareness, [doc.clientID])
    sayLive(clientFrame({ kind: 'awareness', room: number, update }))
  }

  const opened = (frame: FromServer & { kind: 'opened' }) => {
    Y.applyUpdate(doc, frame.update, server)
    known = frame.vector as Uint8Array<ArrayBuffer>
    set({ phase: 'open', mayEdit: frame.mayEdit })
    // What was written in a tab that is gone, or while there was no connection, is told now.
    const unsent = frame.mayEdit ? unsentOf(note) : undefined
    if (unsent) Y.applyUpdate(doc, unsent, server)
    if (unsent || (frame.mayEdit && state.read().unsaved)) {
      waiting = []
      set({ unsaved: true })
      say(Y.encodeStateAsUpdate(doc, known))
    }
    pointed(undefined, 'local')
  }
  const kept = (upTo: number) => {
    if (upTo < counter || waiting.length > 0) return
    known = Y.encodeStateVector(doc) as Uint8Array<ArrayBuffer>
    set({ unsaved: false })
    forgetUnsent(note)
  }
  const closed = (reason: Closing) => {
    if (reason === 'unavailable') {
      set({ phase: 'opening' })
      again = window.setTimeout(open, 1500)
      return
    }
    forgetUnsent(note)
    set({ phase: 'closed', reason, mayEdit: false, unsaved: false })
  }
  const hear = (bytes: Uint8Array) => {
    const frame = readServerFrame(bytes)
    if (frame.room !== number) return
    if (frame.kind === 'opened') opened(frame)
    else if (frame.kind === 'edit') Y.applyUpdate(doc, frame.update, server)
    else if (frame.kind === 'awareness') applyAwarenessUpdate(awareness, frame.update, server)
    else if (frame.kind === 'kept') kept(frame.counter)
    else if (frame.kind === 'mode') set({ mayEdit: frame.mayEdit })
    else closed(frame.reason)
  }

  doc.on('update', written)
  awareness.on('update', pointed)
  const stops = [onLiveFrame(hear), onLiveOpen(open)]
  return {
    doc,
    awareness,
    state,
    leave() {
      clearTimeout(timer)
      clearTimeout(again)
      if (timer) sendWaiting()
      for (const stop of stops) stop()
      sayLive(clientFrame({ kind: 'close', room: number }))
      awareness.destroy()
      doc.destroy()
    },
  }
}
