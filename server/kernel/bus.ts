import type { Socket } from 'node:net'
import type pg from 'pg'
import type { Database } from './db.ts'
import { newId } from './ids.ts'

/** Ids, numbers and short words; no content, which everybody with a connection to the database could read here. */
export type Told = readonly (string | number | null | readonly string[])[]

/**
 * What the server processes of one house tell each other, over LISTEN and NOTIFY of their database. Told after the commit, on a
 * connection of its own, in batches: never in the transaction that writes, whose commits it would serialize.
 *
 * A listener acts on what it hears by asking the database, so that a message that is lost costs time and no right. When
 * messages may have been lost, `onGap` says so: whatever a process knows from them is then asked of the database again.
 * While this process cannot hear (`isUp` is false), it accepts no live connection.
 */
export interface Bus {
  readonly isUp: boolean
  /** Tells every other process of the house, within 10 ms. One topic has one listener in each of them. */
  tell(topic: string, ...told: Told): void
  /** What other processes tell under this topic, and which of them did; in the order in which each told it. */
  hear(topic: string, act: (told: Told, process: string) => void): void
  /** Another process ended, or was not heard for a while: what it told of itself is no longer so. */
  onGone(act: (process: string) => void): void
  /** Another process has just begun to listen: it knows nothing of this one. */
  onNewcomer(act: () => void): void
  /** Something that others told may not have arrived. */
  onGap(act: () => void): void
  /** This process has ceased to hear; `onGap` follows once it hears again. */
  onDown(act: () => void): void
  close(): Promise<void>
}

/** For a program that is no server process. */
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
/** Milliseconds within which everything is told in one statement. */
const batch = 10
/** A process that has nothing to tell says so this often, and is taken for gone after three times of silence. */
const beat = 2000
const silence = 3 * beat
/** Bytes of one notification: PostgreSQL takes fewer than 8,000. */
const mostBytes = 7900
const reconnect = { first: 100, most: 2000 }

/** Resolves once it was tried: a database that is away is tried again. */
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
/** Who says it, its number among all that this process has said, and what. */
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
  /** The other processes: the number of the last batch of each, and when it was. */
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

  /** Tries once; what fails is tried again in the background. */
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
   * What is said comes back: a connection that is dead without saying so does not bring it. And because notifications come in
   * one order, another process is silent only if this one hears itself meanwhile.
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

  /** One flush after the other, so that batches arrive in their order. */
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
      // Without a connection of its own by the pool: others have to hear, also when this process does not.
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
    if (known && number <= known.number) return // said twice: its answer was lost
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

/** As few as hold all of it; one also when there is nothing to say. */
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

/** Also when the other end does not answer any more. */
function end(client: pg.Client): void {
  void client.end().catch(() => undefined)
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.destroy()
}
