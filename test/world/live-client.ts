import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import {
  clientFrame,
  readServerFrame,
  type Closing,
  type FromServer,
} from '../../server/foundation/live-text/frames.ts'

/** A live connection as a browser has one: text messages, and notes that are open on it. */
export interface LiveClient {
  say(message: object): void
  sendFrame(bytes: Uint8Array): void
  /** The next message of this type that was not read yet. */
  next<Message = Record<string, unknown>>(type: string, within?: number): Promise<Message>
  /** Received messages of this type that were not read. */
  waiting(type: string): number
  /** With a document, like a tab that reconnects; the field is that of notes by default. */
  open(
    space: string,
    item: string,
    doc?: Y.Doc,
    looking?: boolean,
    field?: string,
  ): Promise<OpenNote>
  /** Resolves with the code when the other end has closed. */
  readonly closed: Promise<number>
  close(): void
  terminate(): void
}

/** A note that is open, with its document. */
export interface OpenNote {
  readonly doc: Y.Doc
  readonly mayEdit: boolean
  /** Inserts a paragraph at the end; resolves once the server has stored it. */
  write(text: string): Promise<void>
  /** Edits of this client that the server has not acknowledged. */
  readonly unkept: number
  /** All text, a line per paragraph. */
  text(): string
  /** Resolves when the text satisfies the condition. */
  until(condition: (text: string) => boolean, within?: number): Promise<string>
  point(cursor: object | null): void
  readonly others: Map<number, { user: { id: string; name: string }; cursor: unknown }>
  /** Sends any bytes as an edit. */
  push(update: Uint8Array): void
  /** The same; resolves once the server has stored it. */
  resend(update: Uint8Array): Promise<void>
  readonly closed: Promise<Closing>
  close(): void
}

const patience = 60_000

/** Connects with the session of this cookie header. Rejects with the HTTP status when refused. */
export async function liveClient(
  address: string,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<LiveClient> {
  const socket = new WebSocket(`${address.replace(/^http/, 'ws')}/api/live`, {
    headers: { ...(cookie && { cookie }), ...headers },
    perMessageDeflate: false,
  })
  socket.binaryType = 'nodebuffer'
  const messages: { type: string }[] = []
  const waiters: { type: string; take: (message: never) => void }[] = []
  const rooms = new Map<number, (frame: FromServer) => void>()
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('message', (data: Buffer, isBinary: boolean) => {
    if (isBinary) {
      const frame = readServerFrame(new Uint8Array(data))
      rooms.get(frame.room)?.(frame)
      return
    }
    const message = JSON.parse(data.toString()) as { type: string }
    const waiter = waiters.findIndex(({ type }) => type === message.type)
    if (waiter < 0) messages.push(message)
    else waiters.splice(waiter, 1)[0]!.take(message as never)
  })
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve)
    socket.on('unexpected-response', (_request, response) =>
      reject(Object.assign(new Error('refused'), { status: response.statusCode })),
    )
    socket.on('error', reject)
  })
  socket.on('error', () => socket.terminate())
  let numbers = 0
  return {
    closed,
    say: (message) => socket.send(JSON.stringify(message)),
    sendFrame: (bytes) => socket.send(bytes),
    close: () => socket.close(),
    terminate: () => socket.terminate(),
    waiting: (type) => messages.filter((message) => message.type === type).length,
    next: (type, within = patience) => {
      const there = messages.findIndex((message) => message.type === type)
      if (there >= 0) return Promise.resolve(messages.splice(there, 1)[0] as never)
      return soon(
        new Promise((resolve) => waiters.push({ type, take: resolve })),
        within,
        `a message ${type}`,
      )
    },
    open: (space, item, doc = new Y.Doc(), looking = false, field = 'text') => {
      const number = numbers++
      const { opened, hear } = openNote(number, doc, (bytes) => socket.send(bytes))
      rooms.set(number, hear)
      const vector = Y.encodeStateVector(doc)
      socket.send(clientFrame({ kind: 'open', room: number, space, item, field, vector, looking }))
      return soon(opened, patience, 'the note to open')
    },
  }
}

function openNote(room: number, doc: Y.Doc, send: (bytes: Uint8Array) => void) {
  const kept = new Map<number, () => void>()
  const others: OpenNote['others'] = new Map()
  const watchers = new Set<() => void>()
  let counter = 0
  let mayEdit = false
  let clock = 0
  let ended: (reason: Closing) => void
  const closed = new Promise<Closing>((resolve) => (ended = resolve))
  let ready: (note: OpenNote) => void
  let refused: (error: Error) => void
  const opened = new Promise<OpenNote>((resolve, reject) => ([ready, refused] = [resolve, reject]))
  doc.on('update', () => watchers.forEach((watcher) => watcher()))
  const push = (update: Uint8Array): number => {
    send(clientFrame({ kind: 'edit', room, counter: ++counter, update }))
    return counter
  }
  const sent = (update: Uint8Array, what: string): Promise<void> => {
    const number = push(update)
    const stored = new Promise<void>((resolve) => kept.set(number, resolve))
    return soon(stored, patience, `“${what}” to be kept`)
  }
  const note: OpenNote = {
    doc,
    closed,
    others,
    get mayEdit() {
      return mayEdit
    },
    get unkept() {
      return kept.size
    },
    write: (text) => {
      const before = Y.encodeStateVector(doc)
      doc.transact(() => append(doc, text))
      return sent(Y.encodeStateAsUpdate(doc, before), text)
    },
    resend: (update) => sent(update, 'what is sent again'),
    text: () => textOf(doc),
    until: (condition, within = patience) => {
      if (condition(textOf(doc))) return Promise.resolve(textOf(doc))
      let watcher: () => void
      const satisfied = new Promise<string>((resolve) => {
        watcher = () => condition(textOf(doc)) && resolve(textOf(doc))
        watchers.add(watcher)
      })
      return soon(satisfied, within, 'the text to change').finally(() => watchers.delete(watcher))
    },
    point: (cursor) =>
      send(
        clientFrame({
          kind: 'awareness',
          room,
          update: encoding.encode((encoder) => {
            encoding.writeVarUint(encoder, 1)
            encoding.writeVarUint(encoder, doc.clientID)
            encoding.writeVarUint(encoder, ++clock)
            encoding.writeVarString(
              encoder,
              JSON.stringify(cursor && { user: { name: 'Somebody else' }, cursor }),
            )
          }),
        }),
      ),
    push,
    close: () => send(clientFrame({ kind: 'close', room })),
  }
  const hear = (frame: FromServer): void => {
    if (frame.kind === 'opened') {
      mayEdit = frame.mayEdit
      Y.applyUpdate(doc, frame.update)
      ready(note)
    } else if (frame.kind === 'edit') Y.applyUpdate(doc, frame.update)
    else if (frame.kind === 'mode') mayEdit = frame.mayEdit
    else if (frame.kind === 'awareness') look(frame.update, others)
    else if (frame.kind === 'kept') {
      for (const [number, resolve] of kept)
        if (number <= frame.counter && kept.delete(number)) resolve()
    } else {
      refused(Object.assign(new Error(frame.reason), { reason: frame.reason }))
      ended(frame.reason)
    }
    watchers.forEach((watcher) => watcher())
  }
  opened.catch(() => undefined)
  return { opened, hear }
}

function append(doc: Y.Doc, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  const fragment = doc.getXmlFragment('default')
  fragment.insert(fragment.length, [paragraph])
}

function textOf(doc: Y.Doc): string {
  const lines = doc.getXmlFragment('default').toArray() as Y.XmlElement[]
  return lines
    .map((line) =>
      line
        .toArray()
        .map((inner) => (inner instanceof Y.XmlText ? inner.toString() : ''))
        .join(''),
    )
    .join('\n')
}

/** Awareness as y-protocols writes it: a client, its clock, its state as JSON. */
function look(update: Uint8Array, others: OpenNote['others']): void {
  const decoder = decoding.createDecoder(update)
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder)
    decoding.readVarUint(decoder)
    const state = JSON.parse(decoding.readVarString(decoder)) as ReturnType<typeof others.get>
    if (state) others.set(client, state)
    else others.delete(client)
  }
}

function soon<T>(promise: Promise<T>, within: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${within} ms for ${what}`)), within)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
