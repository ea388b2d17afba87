import { WebSocket, type RawData } from 'ws'
import type { Asker } from '../kernel/context.ts'
import type { ItemId, SpaceId } from '../kernel/ids.ts'
import type { LiveConnection } from '../kernel/live.ts'
import { slowFrom, type Backlog, type Reader } from './live-backlog.ts'

/** Where in a space somebody is, as their client reports it. */
export interface Place {
  space: SpaceId
  item: ItemId
}

/** Rate limits for each kind of message, as a burst and a rate per second; beyond what a person can cause by hand. */
const allowed = { text: { atOnce: 100, perSecond: 30 }, frame: { atOnce: 600, perSecond: 200 } }

export class Connection implements LiveConnection, Reader {
  readonly asker: Asker
  /** True until the database has said that the person wants to be seen. */
  hidden = true
  /** The number of the newest session check that was answered. */
  answered = 0
  readonly watches = new Set<SpaceId>()
  /** The number of watch requests so far. */
  wishes = 0
  state: 'online' | 'away' = 'online'
  place: Place | undefined
  /** Answered the last heartbeat. */
  alive = true
  readonly #socket: WebSocket
  readonly #left = { text: allowed.text.atOnce, frame: allowed.frame.atOnce }
  #counted = performance.now()
  readonly #backlog: Backlog

  constructor(socket: WebSocket, asker: Asker, backlog: Backlog) {
    this.#socket = socket
    this.asker = asker
    this.#backlog = backlog
    socket.on('close', () => backlog.leave(this))
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => (this.alive = true))
  }

  onMessage(text: (message: unknown) => void, frame: (bytes: Uint8Array) => void): void {
    this.#socket.on('message', (data: RawData, isBinary: boolean) => {
      this.alive = true
      if (!this.#mayGoOn(isBinary ? 'frame' : 'text')) return this.close(4429, 'too many messages')
      if (isBinary) frame(new Uint8Array(data as Buffer))
      else text(parsed(data as Buffer))
    })
  }

  onClose(act: () => void): void {
    this.#socket.on('close', act)
  }

  send(message: string | Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#socket.send(message, this.#written)
    if (this.unsent <= slowFrom) return
    this.#socket.pause() // back-pressure: a client that does not read gets no further answers
    this.#backlog.look(this)
  }

  get person(): string {
    return this.asker.id
  }

  get unsent(): number {
    return this.#socket.bufferedAmount
  }

  /**
   * Closes a reader that does not keep up; it reconnects and pulls. The close frame may never arrive, so the socket is
   * terminated without waiting.
   */
  letGo(): void {
    this.close(4408, 'does not keep up')
    setImmediate(() => this.#socket.terminate())
  }

  readonly #written = (): void => {
    if (this.#socket.isPaused && this.unsent <= slowFrom) this.#socket.resume()
  }

  say(message: { type: string; [name: string]: unknown }): void {
    this.send(JSON.stringify(message))
  }

  /** Terminates a dead connection and pings a live one. */
  beat(): void {
    if (!this.alive) return this.#socket.terminate()
    this.alive = false
    this.#socket.ping()
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason)
  }

  terminate(): void {
    this.#socket.terminate()
  }

  #mayGoOn(kind: 'text' | 'frame'): boolean {
    const now = performance.now()
    const seconds = (now - this.#counted) / 1000
    this.#counted = now
    for (const each of ['text', 'frame'] as const)
      this.#left[each] = Math.min(
        allowed[each].atOnce,
        this.#left[each] + seconds * allowed[each].perSecond,
      )
    this.#left[kind] -= 1
    return this.#left[kind] >= 0
  }
}

function parsed(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString())
  } catch {
    return undefined
  }
}
