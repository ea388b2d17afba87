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
  /** `refused`: what was written here was not taken, and stays on the screen. `again`: to be entered again, without a word. */
  phase: 'opening' | 'open' | 'refused' | 'again' | 'closed'
  reason?: Closing
  mayEdit: boolean
  /** Something on the screen is not known to be stored by the server. */
  unsaved: boolean
  /** What is unsaved is kept in this browser. */
  kept: boolean
  /** What was refused. */
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
  /** With somebody else’s eyes (A8): nothing is written, and nobody is told. */
  looking?: boolean
  /** Only to send what waits: nobody is told. */
  silent?: boolean
}

/** Milliseconds in which key strokes become one edit, in which what is unsent is kept in the browser, and between tries. */
const pace = { gather: 50, keep: 250, again: 1500, atMost: 30_000 }
const server = 'server'
/** How often this tab has each text open. */
const entered = new Map<string, number>()
/** The rooms that listen, by the number that the server answers to. */
const listening = new Map<number, OpenRoom>()
let numbers = 0

onLiveFrame((bytes) => {
  const frame = readServerFrame(bytes)
  listening.get(frame.room)?.hear(frame)
})

export const beginning: RoomState = { phase: 'opening', mayEdit: false, unsaved: false, kept: true }

/** Whether this tab has the text open: then what waits for it is sent there. */
export function isEntered(text: TextAddress): boolean {
  return (entered.get(nameOf(text)) ?? 0) > 0
}

function nameOf({ space, item, field }: TextAddress): string {
  return `${space}/${item}/${field}`
}

/**
 * A text, open in this tab: its document follows everybody’s and is theirs. The frames are described in frames.ts. What is
 * written belongs to `person`, is kept in the browser until the server has stored it, and leaves the screen in no other way.
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
  #counter = 0
  /** Up to where the server has stored what is written here. */
  #stored = 0
  #dirty = false
  /** A reader’s editor has tidied its copy: that is nobody’s edit, but what is written later follows on it. */
  #tidied = false
  /** Nothing could be sent recently. */
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
    // What is still unsent is sent without the page.
    if (this.#dirty) draftsAreChanged()
  }

  get #isListening(): boolean {
    const { phase } = this.state.read()
    return phase === 'opening' || phase === 'open'
  }

  #set(change: Partial<RoomState>): void {
    this.state.write({ ...this.state.read(), ...change })
  }

  #open(): void {
    const { space, item, field, looking = false } = this.#entrance
    listening.delete(this.#number)
    this.#number = numbers++
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
    // Somebody else has signed in in this browser: nothing of what is here is theirs.
    if (frame.person !== person) return location.reload()
    this.#patience = pace.again
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
    if (this.#waiting.length === 0 || this.state.read().phase !== 'open') return
    if (this.#tidied) return void this.#sayAll()
    const update = Y.mergeUpdates(this.#waiting)
    this.#waiting = []
    if (!this.#say(update)) this.#refuse('too-large')
  }

  /** All that is unsent; false when it was too large, and refused. */
  #sayAll(): boolean {
    this.#waiting = []
    this.#tidied = false
    const isSaid = this.#say(this.#unsent())
    if (!isSaid) this.#refuse('too-large')
    return isSaid
  }

  /** False when it is too large: then nothing of it was sent. */
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

  /** What was not taken stays where it is, and is offered to its author. */
  #refuse(reason: Closing): void {
    sayLive(clientFrame({ kind: 'close', room: this.#number }))
    const draft = this.#draft(reason)
    const kept = keepDraft(draft)
    this.#dirty = false
    this.#set({ phase: 'refused', reason, mayEdit: false, unsaved: true, kept, draft })
  }

  /** The number that it is written under is not ours any more: it is said under another, in a room that is entered again. */
  #sayOtherwise(): void {
    if (!keepDraft(this.#draft('foreign'))) return this.#refuse('foreign')
    this.#dirty = false
    this.#set({ phase: 'again', mayEdit: false })
  }

  /** What was written in tabs that are gone, or that have no connection, is told here. */
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

  /** A draft that was not taken waits for its author; everything else goes on without it. */
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

  /** What is safe nowhere but on the screen does not leave it without a question. */
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

/** What was refused because its number belongs to another session is said under a new one. */
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
 * Where the cursor is, under a number of its own: under the document’s, others would know the number before anything is written
 * with it. One’s own cursor is not among the others’.
 */
class Pointing extends Awareness {
  constructor() {
    super(new Y.Doc())
  }

  override getStates() {
    return new Map([...super.getStates()].filter(([client]) => client !== this.clientID))
  }
}
