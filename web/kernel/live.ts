import { everywhere, queries } from './queries.ts'
import { createStore } from './store.ts'

// One connection per tab. Apart from live texts and presence it receives no content, only “something in this space has
// changed for you” (changes.ts); the changes are then fetched through the same authorized doors as everything else.

export type LiveState = 'off' | 'connecting' | 'open' | 'waiting'
export type LiveMessage = { type: string; [name: string]: unknown }

export const liveState = createStore<LiveState>('off')

type FrameListener = (frame: Uint8Array) => void
type MessageListener = (message: LiveMessage) => void
/** `again`: there was no connection for a while. */
type OpenListener = (again: boolean) => void

const frameListeners = new Set<FrameListener>()
const messageListeners = new Map<string, Set<MessageListener>>()
const openListeners = new Set<OpenListener>()
let watched: readonly string[] = []

let socket: WebSocket | undefined
let wanted = false
let tries = 0
let timer = 0

export function connectLive(): void {
  if (wanted) return
  wanted = true
  window.addEventListener('online', reconnectNow)
  document.addEventListener('visibilitychange', reconnectWhenSeen)
  open()
}

export function disconnectLive(): void {
  wanted = false
  clearTimeout(timer)
  window.removeEventListener('online', reconnectNow)
  document.removeEventListener('visibilitychange', reconnectWhenSeen)
  socket?.close()
  socket = undefined
  liveState.write('off')
}

/** The spaces to watch; sent again each time the connection opens. */
export function watchSpaces(spaces: readonly string[]): void {
  if (spaces.join() === watched.join()) return
  watched = spaces
  sayLive({ type: 'watch', spaces })
}

/** Returns false without a connection: the sender must repeat the message when it opens. */
export function sayLive(message: LiveMessage | Uint8Array<ArrayBuffer>): boolean {
  if (socket?.readyState !== WebSocket.OPEN) return false
  socket.send(message instanceof Uint8Array ? message : JSON.stringify(message))
  return true
}

export function onLiveFrame(listener: FrameListener): () => void {
  frameListeners.add(listener)
  return () => frameListeners.delete(listener)
}

export function onLiveMessage(type: string, listener: MessageListener): () => void {
  const listeners = messageListeners.get(type) ?? new Set()
  messageListeners.set(type, listeners.add(listener))
  return () => listeners.delete(listener)
}

/** Runs each time the connection opens, including now if it is open: to send subscriptions again. */
export function onLiveOpen(listener: OpenListener): () => void {
  openListeners.add(listener)
  if (liveState.read() === 'open') listener(false)
  return () => openListeners.delete(listener)
}

function open(): void {
  clearTimeout(timer)
  if (tries === 0) liveState.write('connecting')
  const next = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/live`)
  next.binaryType = 'arraybuffer'
  socket = next
  next.onopen = () => opened()
  next.onmessage = (event: MessageEvent<string | ArrayBuffer>) => hear(event.data)
  next.onclose = (event) => closed(next, event.code)
}

function opened(): void {
  const again = tries > 0
  tries = 0
  liveState.write('open')
  for (const listener of openListeners) listener(again)
  sayLive({ type: 'watch', spaces: watched })
}

function closed(which: WebSocket, code: number): void {
  if (which !== socket) return
  socket = undefined
  if (!wanted) return
  // Shows nothing for a first failure, which is often short.
  if (tries > 0) liveState.write('waiting')
  // 4401: the session has ended. Refetches the signed-in person, which decides whether to connect again.
  if (code === 4401) askWhoIAm()
  timer = window.setTimeout(open, pause(tries++))
}

/** 0.5 s, 1 s, 2 s … 30 s, with jitter, so that tabs do not all reconnect to a restarted server at the same moment. */
function pause(tries: number): number {
  return Math.min(30_000, 500 * 2 ** tries) * (0.5 + Math.random() / 2)
}

/** If an attempt is under way and fails, the next one follows soon: it may have begun before the line was back. */
function reconnectNow(): void {
  tries = Math.min(tries, 1)
  if (wanted && !socket) open()
}

function reconnectWhenSeen(): void {
  if (document.visibilityState === 'visible') reconnectNow()
}

function hear(data: string | ArrayBuffer): void {
  if (typeof data !== 'string') {
    const frame = new Uint8Array(data)
    for (const listener of frameListeners) listener(frame)
    return
  }
  const message = JSON.parse(data) as LiveMessage
  if (message.type === 'gone') void queries.resetQueries({ queryKey: [message['space']] })
  if (message.type === 'signed-out') askWhoIAm()
  if (message.type === 'reach' || message.type === 'gone') void queries.invalidateQueries()
  for (const listener of messageListeners.get(message.type) ?? []) listener(message)
}

function askWhoIAm(): void {
  void queries.invalidateQueries({ queryKey: [everywhere, '/api/me'] })
}
