import type { Awareness as AwarenessType } from 'y-protocols/awareness'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { Closing, FromServer } from '../../../server/foundation/live-text/frames.ts'
import {
  clientFrame,
  largestEdit,
  readServerFrame,
} from '../../../server/foundation/live-text/frames.ts'
import { onLiveFrame, onLiveOpen, sayLive } from '../../kernel/live.ts'
import type { Store } from '../../kernel/store.ts'
import { createStore } from '../../kernel/store.ts'
import { endOf, ownSince, ownWords, pieces, renumbered } from './own-edits.ts'
import type { Draft, TextAddress } from './unsent.ts'
import {
  draftsAreChanged,
  draftsOf,
  forgetDraft,
  forgetDraftOf,
  isSendable,
  keepDraft,
} from './unsent.ts'

export type RoomState = {
  /** `refused`: the server refused the edits, which stay on the screen. `again`: the page must silently enter the room again. */
  phase: 'opening' | 'open' | 'refused' | 'again' | 'closed'
  reason?: Closing
  mayEdit: boolean
  /** The server has not yet acknowledged everything on the screen. */
  unsaved: boolean
  /** Unsaved edits are stored in this browser. */
  kept: boolean
  /** The refused edits. */
  draft?: Draft
}

export type Room = {
  readonly doc: Y.Doc
  readonly awareness: AwarenessType
  readonly state: Store<RoomState>
  leave(): void
}

export type Entrance = TextAddress & {
  person: string
  /** Viewing as somebody else (A8): read-only, and without presence. */
  looking?: boolean
  /** Only to send waiting drafts: without presence. */
  silent?: boolean
}

/** Milliseconds: key strokes are debounced into one edit, unsent edits stored in the browser, and failed entries retried. */
const pace = { gather: 50, keep: 250, again: 1500, atMost: 30_000 }
const server = 'server'
/** How often this tab has each text open. */
const entered = new Map<string, number>()
/** The rooms that receive frames, by the room number in the frames. */
const listening = new Map<number, OpenRoom>()
let numbers = 0

onLiveFrame((bytes) => {
  const frame = readServerFrame(bytes)
  listening.get(frame.room)?.hear(frame)
})

export const beginning: RoomState = { phase: 'opening', mayEdit: false, unsaved: false, kept: true }

/** Whether this tab has the text open; the open room then sends its waiting drafts. */
export function isEntered(text: TextAddress): boolean {
  return (entered.get(nameOf(text)) ?? 0) > 0
}

function nameOf({ space, item, field }: TextAddress): string {
  return `${space}/${item}/${field}`
}

/**
 * Opens a text in this tab; its document is kept in sync with the server. The frames are described in frames.ts. Edits
 * belong to `person`, and are kept in the browser until the server has stored them.
 */
export function enterRoom(entrance: Entrance): Room {
  return new OpenRoom(entrance)
}

class OpenRoom implements Room {
  readonly doc = new Y.Doc()
  readonly awareness = new Pointing()
  readonly state = createStore(beginning)
  readonly #entrance: Entrance
  readonly #client = this.doc.clientID
  readonly #stops: (() => void)[] = []
  readonly #timers = { send: 0, keep: 0, again: 0 }
  #number = -1
  /** The server has let this room in over the present connection. Until then it cannot know what an edit builds on. */
  #isIn = false
  #counter = 0
  /** The clock up to which the server has stored the edits of this client. */
  #stored = 0
  #dirty = false
  /** A read-only editor has normalized its copy: nobody's edit, but later edits of this client build on it. */
  #tidied = false
  /** The last edit could not be sent. */
  #away = false
  #waiting: Uint8Array[] = []
  #adopted: Draft[] = []
  #adopting: { draft: Draft; counter: number } | undefined
  #patience = pace.again

  constructor(entrance: Entrance) {
    this.#entrance = entrance
    const name = nameOf(entrance)
    entered.set(name, (entered.get(name) ?? 0) + 1)
    this.doc.on('update', (update: Uint8Array, origin: unknown) => this.#written(update, origin))
    this.awareness.on('update', (_change: unknown, origin: unknown) => this.#pointed(origin))
    this.#stops.push(
      onEvent(document, 'visibilitychange', () => this.#keep()),
      onEvent(window, 'pagehide', () => this.#keep()),
      onEvent(window, 'beforeunload', (event) => this.#closing(event)),
      onLiveOpen(() => this.#isListening && this.#open()),
    )
  }

  leave(): void {
    const name = nameOf(this.#entrance)
    this.#sendWaiting()
    this.#keep()
    for (const timer of Object.values(this.#timers)) clearTimeout(timer)
    for (const stop of this.#stops) stop()
    sayLive(clientFrame({ kind: 'close', room: this.#number }))
    listening.delete(this.#number)
    entered.set(name, (entered.get(name) ?? 1) - 1)
    this.awareness.destroy()
    this.doc.destroy()
    // The background sender sends edits that are still unsent.
    if (this.#dirty) draftsAreChanged()
  }

  get #isListening(): boolean {
    const { phase } = this.state.read()
    return phase === 'opening' || phase === 'open'
  }

  #set(change: Partial<RoomState>): void {
    const now = this.state.read()
    const isNew = Object.entries(change).some(([name, value]) => now[name as 'kept'] !== value)
    if (isNew) this.state.write({ ...now, ...change })
  }

  #open(): void {
    const { space, item, field, looking = false } = this.#entrance
    listening.delete(this.#number)
    this.#number = numbers++
    this.#isIn = false
    listening.set(this.#number, this)
    this.#adopting = undefined
    const vector = Y.encodeStateVector(this.doc)
    const text = { space, item, field }
    sayLive(clientFrame({ kind: 'open', room: this.#number, ...text, vector, looking }))
  }

  hear(frame: FromServer): void {
    if (!this.#isListening) return
    if (frame.kind === 'opened') this.#opened(frame)
    else if (frame.kind === 'edit') Y.applyUpdate(this.doc, frame.update, server)
    else if (frame.kind === 'awareness') applyAwarenessUpdate(this.awareness, frame.update, server)
    else if (frame.kind === 'kept') this.#kept(frame.counter)
    else if (frame.kind === 'mode') this.#set({ mayEdit: frame.mayEdit })
    else this.#closed(frame.reason)
  }

  #opened(frame: FromServer & { kind: 'opened' }): void {
    const { person, looking } = this.#entrance
    // Another person has signed in in this browser: nothing on this page is theirs.
    if (frame.person !== person) return location.reload()
    this.#patience = pace.again
    this.#isIn = true
    Y.applyUpdate(this.doc, frame.update, server)
    this.#stored = endOf(frame.vector, this.#client)
    if (this.#dirty && !frame.mayEdit) return this.#refuse('read-only')
    this.#adopted = looking ? [] : this.#waitingDrafts(frame.mayEdit)
    this.#set({ phase: 'open', mayEdit: frame.mayEdit, unsaved: this.#isUnsaved })
    if (this.#dirty && !this.#sayAll()) return
    this.#adoptNext()
    this.#pointed('local')
  }

  get #isUnsaved(): boolean {
    return this.#dirty || this.#adopted.length > 0
  }

  #pointed(origin: unknown): void {
    const { looking, silent } = this.#entrance
    if (origin !== 'local' || this.state.read().phase !== 'open' || looking || silent) return
    const update = encodeAwarenessUpdate(this.awareness, [this.awareness.clientID])
    sayLive(clientFrame({ kind: 'awareness', room: this.#number, update }))
  }

  #written(update: Uint8Array, origin: unknown): void {
    if (origin === server) return
    if (!this.state.read().mayEdit) {
      this.#tidied = true
      return
    }
    this.#dirty = true
    this.#waiting.push(update)
    this.#timers.send ||= window.setTimeout(() => this.#sendWaiting(), pace.gather)
    this.#timers.keep ||= window.setTimeout(() => this.#keep(), pace.keep)
    this.#set({ unsaved: true })
  }

  #sendWaiting(): void {
    clearTimeout(this.#timers.send)
    this.#timers.send = 0
    if (this.#waiting.length === 0 || !this.#isIn || this.state.read().phase !== 'open') return
    if (this.#tidied) return void this.#sayAll()
    const update = Y.mergeUpdates(this.#waiting)
    this.#waiting = []
    if (!this.#say(update)) this.#refuse('too-large')
  }

  /** Sends all unsent edits; returns false when they were too large and therefore refused. */
  #sayAll(): boolean {
    this.#waiting = []
    this.#tidied = false
    const isSaid = this.#say(this.#unsent())
    if (!isSaid) this.#refuse('too-large')
    return isSaid
  }

  /** Returns false, and sends nothing, when an edit is too large. */
  #say(update: Uint8Array): boolean {
    const all = pieces(update, largestEdit)
    if (all.some(({ length }) => length > largestEdit)) return false
    for (const each of all) {
      const counter = ++this.#counter
      this.#away = !sayLive(
        clientFrame({ kind: 'edit', room: this.#number, counter, update: each }),
      )
    }
    return true
  }

  #kept(upTo: number): void {
    const { person, item, field } = this.#entrance
    if (this.#adopting && upTo >= this.#adopting.counter) {
      forgetDraft(this.#adopting.draft)
      this.#adopting = undefined
      this.#adopted = this.#adopted.slice(1)
      this.#adoptNext()
    }
    if (upTo >= this.#counter && this.#waiting.length === 0) {
      this.#stored = Y.getState(this.doc.store, this.#client)
      this.#dirty = false
      forgetDraftOf({ person, item, field, client: this.#client })
      this.#set({ kept: true })
    }
    this.#set({ unsaved: this.#isUnsaved })
  }

  #closed(reason: Closing): void {
    if (reason === 'unavailable') this.#tryAgain()
    else if (reason === 'gone') this.#gone()
    else if (this.#adopting) this.#leaveOut(this.#adopting.draft, reason)
    else if (!this.#dirty) this.#set({ phase: 'again', mayEdit: false })
    else if (reason === 'foreign') this.#sayOtherwise()
    else this.#refuse(reason)
  }

  #tryAgain(): void {
    this.#set({ phase: 'opening' })
    this.#timers.again = window.setTimeout(() => this.#open(), this.#patience)
    this.#patience = Math.min(this.#patience * 2, pace.atMost)
  }

  #gone(): void {
    const { person, item, field } = this.#entrance
    for (const each of draftsOf(person, item, field))
      if (each.client !== this.#client && isSendable(each)) keepDraft({ ...each, refused: 'gone' })
    if (this.#dirty) this.#refuse('gone')
    this.#set({ phase: 'closed', reason: 'gone', mayEdit: false })
  }

  /** Refused edits stay on the screen and are offered to their author. */
  #refuse(reason: Closing): void {
    sayLive(clientFrame({ kind: 'close', room: this.#number }))
    const draft = this.#draft(reason)
    const kept = keepDraft(draft)
    this.#dirty = false
    this.#set({ phase: 'refused', reason, mayEdit: false, unsaved: true, kept, draft })
  }

  /** The client number now belongs to another session: the edits are renumbered, and the room is entered again. */
  #sayOtherwise(): void {
    if (!keepDraft(this.#draft('foreign'))) return this.#refuse('foreign')
    this.#dirty = false
    this.#set({ phase: 'again', mayEdit: false })
  }

  /** This room also sends drafts of tabs that are closed or have no connection. */
  #waitingDrafts(mayEdit: boolean): Draft[] {
    const { person, item, field } = this.#entrance
    const mine = draftsOf(person, item, field).filter(
      (each) => each.client !== this.#client && isSendable(each),
    )
    if (mayEdit) return mine.flatMap(underOwnNumber)
    for (const each of mine) keepDraft({ ...each, refused: 'read-only' })
    return []
  }

  #adoptNext(): void {
    const next = this.#adopted[0]
    if (!next) return
    Y.applyUpdate(this.doc, next.update, server)
    if (this.#say(next.update)) this.#adopting = { draft: next, counter: this.#counter }
    else this.#leaveOut(next, 'too-large')
  }

  /** A refused draft waits for its author; everything else continues without it. */
  #leaveOut(draft: Draft, reason: Closing): void {
    const refused = draft.renumbered && reason === 'foreign' ? 'unreadable' : reason
    const text = draft.text || ownWords(this.doc, new Map([[draft.client, firstOf(draft)]]))
    keepDraft({ ...draft, text, refused })
    this.#keep()
    if (this.#dirty && !this.state.read().kept) this.#refuse(reason)
    else this.#set({ phase: 'again', mayEdit: false })
  }

  #unsent(): Uint8Array {
    return ownSince(this.doc, this.#client, this.#stored)
  }

  #draft(refused?: Closing): Draft {
    const { person, space, item, field } = this.#entrance
    const draft = { person, space, item, field, client: this.#client, update: this.#unsent() }
    if (!refused && !this.#away) return { ...draft, text: '' }
    const text = ownWords(this.doc, new Map([[this.#client, this.#stored]]))
    return { ...draft, text, ...(refused && { refused }) }
  }

  #keep(): void {
    clearTimeout(this.#timers.keep)
    this.#timers.keep = 0
    if (this.#dirty) this.#set({ kept: keepDraft(this.#draft()) })
  }

  /** The browser asks before closing a tab whose unsaved edits could not be stored in the browser. */
  #closing(event: Event): void {
    this.#keep()
    const { unsaved, kept } = this.state.read()
    if (unsaved && !kept) event.preventDefault()
  }
}

function onEvent(on: EventTarget, name: string, act: (event: Event) => void): () => void {
  on.addEventListener(name, act)
  return () => on.removeEventListener(name, act)
}

/** Renumbers a draft that was refused because its client number belongs to another session. */
function underOwnNumber(draft: Draft): Draft[] {
  if (draft.refused !== 'foreign') return [draft]
  const { refused: _refused, ...rest } = draft
  const client = crypto.getRandomValues(new Uint32Array(1))[0]!
  const update = renumbered(draft.update, draft.client, client)
  const moved: Draft = { ...rest, client, update, renumbered: true }
  forgetDraft(draft)
  if (keepDraft(moved)) return [moved]
  keepDraft(draft)
  return []
}

function firstOf({ update, client }: Draft): number {
  return Y.parseUpdateMeta(update).from.get(client) ?? 0
}

/**
 * The cursor, under its own client number: the document’s would reveal its number to others before anything is written with it.
 * The states leave out one’s own cursor.
 */
class Pointing extends Awareness {
  constructor() {
    super(new Y.Doc())
  }

  override getStates() {
    return new Map([...super.getStates()].filter(([client]) => client !== this.clientID))
  }

  /** The browser draws one's own cursor: the editor has nothing to draw when it moves, with every key. */
  override emit(name: string, given: unknown[]): void {
    if (name !== 'change' || given[1] !== 'local') super.emit(name, given)
  }
}
