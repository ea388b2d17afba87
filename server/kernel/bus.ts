import type { Socket } from 'node:net'
import type pg from 'pg'
import type { Database } from './db.ts'
import { newId } from './ids.ts'

/** Ids, numbers and short words; no content, because everybody with a connection to the database can read these messages. */
export type Told = readonly (string | number | null | readonly string[])[]

/**
 * Messages between the server processes of one instance, over LISTEN and NOTIFY of their database. They are sent after the
 * commit, on a separate connection, in batches: NOTIFY inside a writing transaction would serialize all commits.
 *
 * A listener reacts to a message by querying the database, so a lost message delays an effect but never changes a right. When messages
 * may have been lost, `onGap` is called: a process then reads everything that it knows from messages again from the
 * database. While this process cannot receive (`isUp` is false), it accepts no live connection.
 */
export interface Bus {
  readonly isUp: boolean
  /** Sends to every other process of the instance, within 10 ms. Each process has one listener for a topic. */
  tell(topic: string, ...told: Told): void
  /** Listens to a topic: receives what other processes send, and which process sent it; in order for each sender. */
  hear(topic: string, act: (told: Told, process: string) => void): void
  /** Another process ended or has been silent for too long: what it said about itself no longer holds. */
  onGone(act: (process: string) => void): void
  /** Another process has just begun to listen and knows nothing of this one yet. */
  onNewcomer(act: () => void): void
  /** Messages from other processes may have been lost. */
  onGap(act: () => void): void
  /** This process no longer receives; `onGap` follows once it does again. */
  onDown(act: () => void): void
  close(): Promise<void>
}

/** For a program that is not a server process. */
export const alone: Bus = {
  isUp: true,
  tell: () => undefined,
  hear: () => undefined,
  onGone: () => undefined,
  onNewcomer: () => undefined,
  onGap: () => undefined,
  onDown: () => undefined,
  close: async () => undefined,
}

const channel = 'atelier'
/** Milliseconds in which messages are gathered into one statement. */
const batch = 10
/** Heartbeat in milliseconds: a process is considered gone after three silent beats. */
const beat = 2000
const silence = 3 * beat
/** Bytes of one notification: PostgreSQL's limit is just under 8,000. */
const mostBytes = 7900
const reconnect = { first: 100, most: 2000 }

/** Resolves after the first attempt; if the database is away, the connection is retried in the background. */
export async function openBus(db: Database, log: Log = silent): Promise<Bus> {
  const bus = new PostgresBus(db, log)
  await bus.connect()
  return bus
}

interface Log {
  warn(message: string): void
}
const silent: Log = { warn: () => undefined }

type Message = readonly [topic: string, ...told: Told]
/** The sender, the number of this batch among all that the sender has sent, and the messages. */
type Batch = readonly [process: string, number: number, messages: Message[]]

const [hello, bye] = ['hello', 'bye']

class PostgresBus implements Bus {
  readonly #db: Database
  readonly #log: Log
  readonly #process = newId()
  readonly #listeners = new Map<string, (told: Told, process: string) => void>()
  readonly #on = {
    gone: [] as ((process: string) => void)[],
    newcomer: [] as (() => void)[],
    gap: [] as (() => void)[],
    down: [] as (() => void)[],
  }
  /** The other processes: the number of the last batch of each, and when it arrived. */
  readonly #others = new Map<string, { number: number; at: number }>()
  #client: pg.Client | undefined
  #queue: Message[] = []
  #number = 0
  #sending: Promise<void> | undefined
  #timer: NodeJS.Timeout | undefined
  #beating: NodeJS.Timeout | undefined
  #heardMyself = 0
  #wasDeaf = false
  #closed = false

  constructor(db: Database, log: Log) {
    this.#db = db
    this.#log = log
  }

  get isUp(): boolean {
    return this.#client !== undefined
  }

  tell(topic: string, ...told: Told): void {
    if (this.#closed) return
    if (sizeOf([topic, ...told]) > mostBytes - 100) throw new Error(`too much to tell: ${topic}`)
    this.#queue.push([topic, ...told])
    this.#timer ??= setTimeout(() => void this.#flush(), batch)
  }

  hear(topic: string, act: (told: Told, process: string) => void): void {
    if (this.#listeners.has(topic)) throw new Error(`two listeners for ${topic}`)
    this.#listeners.set(topic, act)
  }

  onGone(act: (process: string) => void): void {
    this.#on.gone.push(act)
  }

  onNewcomer(act: () => void): void {
    this.#on.newcomer.push(act)
  }

  onGap(act: () => void): void {
    this.#on.gap.push(act)
  }

  onDown(act: () => void): void {
    this.#on.down.push(act)
  }

  async close(): Promise<void> {
    this.tell(bye)
    this.#closed = true
    clearInterval(this.#beating)
    clearTimeout(this.#timer)
    await this.#flush().catch(() => undefined)
    const client = this.#client
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  /** Tries once; a failed attempt is retried in the background. */
  async connect(wait = reconnect.first): Promise<void> {
    if (this.#closed) return
    const client = this.#db.client('atelier bus')
    client.on('error', () => this.#down(client))
    client.on('end', () => this.#down(client))
    client.on('notification', ({ payload }) => this.#hear(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch {
      end(client)
      setTimeout(() => void this.connect(Math.min(2 * wait, reconnect.most)), wait).unref()
      return
    }
    if (this.#closed) return void client.end()
    this.#client = client
    this.#heardMyself = performance.now()
    this.#beating ??= setInterval(() => this.#beat(), beat).unref()
    for (const process of this.#others.keys()) this.#forget(process)
    this.tell(hello)
    for (const act of this.#on.gap) act()
  }

  #down(client: pg.Client): void {
    if (this.#client !== client) return
    this.#client = undefined
    this.#log.warn('The connection by which server processes tell each other of changes broke.')
    for (const act of this.#on.down) act()
    end(client)
    void this.connect()
  }

  /**
   * A process receives its own messages too: on a dead connection that reports no error, they stop coming. Notifications
   * arrive in one order, so another process counts as silent only while this one still receives its own.
   */
  #beat(): void {
    const now = performance.now()
    const deaf = now - this.#heardMyself > silence
    if (this.#client && deaf && this.#wasDeaf) this.#down(this.#client)
    this.#wasDeaf = deaf
    if (now - this.#heardMyself < 2 * beat)
      for (const [process, { at }] of this.#others)
        if (now - at > silence) {
          this.#forget(process)
          for (const act of this.#on.gap) act()
        }
    void this.#flush()
  }

  #forget(process: string): void {
    if (this.#others.delete(process)) for (const act of this.#on.gone) act(process)
  }

  /** One flush after another, so that batches arrive in order. */
  #flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    return (this.#sending = (this.#sending ?? Promise.resolve()).then(() => this.#send()))
  }

  async #send(): Promise<void> {
    const messages = this.#queue
    this.#queue = []
    const batches = batchesOf(this.#process, this.#number, messages)
    const statement = {
      text: `select pg_notify('${channel}', each) from unnest($1::text[]) each`,
      values: [batches],
    }
    try {
      // Falls back to the pool when this process has no connection of its own: the others must still be told.
      if (this.#client) await this.#client.query(statement.text, statement.values)
      else await this.#db.rows(statement)
      this.#number += batches.length
    } catch {
      this.#queue = [...messages, ...this.#queue]
      if (!this.#closed && messages.length > 0)
        this.#timer ??= setTimeout(() => void this.#flush(), reconnect.first)
    }
  }

  #hear(payload: string): void {
    const [process, number, messages] = JSON.parse(payload) as Batch
    const now = performance.now()
    if (process === this.#process) return void (this.#heardMyself = now)
    const known = this.#others.get(process)
    if (known && number <= known.number) return // sent twice: its acknowledgement was lost
    this.#others.set(process, { number, at: now })
    for (const message of messages) this.#act(process, message)
    if (known && number > known.number + 1) for (const act of this.#on.gap) act()
  }

  #act(process: string, [topic, ...told]: Message): void {
    if (topic === hello) for (const act of this.#on.newcomer) act()
    else if (topic === bye) this.#forget(process)
    else this.#listeners.get(topic)?.(told, process)
  }
}

/** As few batches as the messages fit into; at least one, which is the heartbeat. */
function batchesOf(process: string, last: number, messages: Message[]): string[] {
  const batches: Message[][] = [[]]
  let bytes = 100
  for (const message of messages) {
    const size = sizeOf(message)
    if (bytes + size > mostBytes) batches.push([])
    bytes = bytes + size > mostBytes ? 100 + size : bytes + size
    batches.at(-1)!.push(message)
  }
  return batches.map((some, n) => JSON.stringify([process, last + 1 + n, some] satisfies Batch))
}

function sizeOf(message: Message): number {
  return Buffer.byteLength(JSON.stringify(message)) + 1
}

/** Works even when the other end no longer answers. */
function end(client: pg.Client): void {
  void client.end().catch(() => undefined)
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.destroy()
}
