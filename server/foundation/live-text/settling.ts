import * as Y from 'yjs'
import { lockSpaces, record } from '../../kernel/changes.ts'
import { inContext, type Asker, type House, type PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Kinded } from '../../kernel/kinds.ts'
import type { LiveText, TextKey } from '../../kernel/tool.ts'
import { itemEdited } from './events.ts'
import * as store from './store.ts'
import { weighItem } from './weight.ts'

/** Milliseconds until a burst of edits is merged: after the last edit, and at the latest after the first. */
export const pace = { quiet: 5_000, most: 30_000 }
const mostUnsettled = 200

interface Settled {
  key: TextKey
  kind: Kinded
  text: LiveText
  doc: Y.Doc
  /** Brings the edits that other processes have stored into the document. */
  catchUp: () => Promise<void>
}

interface Work {
  ids: string[]
  authors: PersonId[]
  /** The merge count of the state that this one is made from. */
  before: number
  state: Uint8Array
  digest: unknown
  /** Nobody has the text open any more. */
  last: boolean
}

/**
 * The edits of one text that are stored beside its state. A burst of them is merged into the state and becomes one change in
 * the log. Each server process merges the edits that it has stored itself; edits of other processes are in its document, but
 * those merge them.
 */
export class Settling {
  /** Bytes of the state and of the edits beside it. */
  size: number
  readonly #house: House
  readonly #of: Settled
  /** How often the state was merged, to detect a merge by another process. */
  #settled: number
  /** Stored beside the state, with the person; null when the change is already in the log. */
  #unsettled = new Map<string, PersonId | null>()
  /** Stored beside the state by other processes. */
  readonly #elsewhere = new Map<string, PersonId>()
  #since = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #unversioned = new Set<PersonId>()

  constructor(house: House, of: Settled, { state, settled, updates }: store.StoredText) {
    this.#house = house
    this.#of = of
    this.#settled = settled
    this.size = state.length + updates.reduce((sum, { bytes }) => sum + bytes.length, 0)
    for (const { id, person } of updates) this.#elsewhere.set(id, person)
  }

  get isDone(): boolean {
    return this.#unsettled.size === 0
  }

  has(id: string): boolean {
    return this.#unsettled.has(id)
  }

  /** Takes over edits that a process left beside the state when it ended. */
  adopt(): void {
    for (const [id, person] of this.#elsewhere) this.remember(id, person)
    this.#elsewhere.clear()
  }

  /**
   * Returns stored edits that this process does not know; undefined when the text was moved or purged, together with its
   * edits.
   */
  async news(): Promise<store.News | undefined> {
    const known = [...this.#unsettled.keys(), ...this.#elsewhere.keys()]
    const settled = this.#settled
    const found = await store.newsOf(this.#house.db, this.#of.key, { settled, known })
    const gone = known.filter((id) => !found?.present.has(id))
    for (const id of gone) [this.#unsettled, this.#elsewhere].forEach((ids) => ids.delete(id))
    return found
  }

  /** Brings news into the document. Only from then on may this process write its state over the merges of others. */
  accept({ state, settled, updates }: store.News): void {
    if (state) Y.applyUpdate(this.#of.doc, state)
    for (const { id, person, bytes } of updates) {
      Y.applyUpdate(this.#of.doc, bytes)
      this.#elsewhere.set(id, person)
    }
    this.#settled = settled
    this.size = updates.reduce((sum, { bytes }) => sum + bytes.length, state?.length ?? this.size)
  }

  /** Records an edit that was stored; the person is null when its door has logged it. */
  remember(id: string, person: PersonId | null): void {
    const now = Date.now()
    if (this.#unsettled.size === 0) this.#since = now
    this.#unsettled.set(id, person)
    const isFull = this.#unsettled.size >= mostUnsettled
    this.#settleIn(isFull ? 0 : Math.min(pace.quiet, this.#since + pace.most - now))
  }

  settle(last = false): Promise<void> {
    this.#running = this.#running.then(() => this.#settleNow(last))
    return this.#running
  }

  /**
   * Logs the error. Stored edits are safe beside the state; the caller closes the room for members whose edits were not
   * stored.
   */
  warn(error: unknown): undefined {
    if (this.#house.config.logLevel === 'silent') return
    const { item, field } = this.#of.key
    console.warn(`! Text ${field} of ${item}: ${(error as Error).message}`)
  }

  async #settleNow(last: boolean): Promise<void> {
    clearTimeout(this.#timer)
    const taken = this.#unsettled
    if (taken.size === 0) return
    this.#unsettled = new Map()
    try {
      // Both are read together: the state may only replace the one that the document was made from.
      const [state, before] = [Y.encodeStateAsUpdate(this.#of.doc), this.#settled]
      const authors = [...new Set(taken.values())].filter((person) => person !== null)
      const author = authors.at(-1)
      const digest = await this.#of.text.digest(author ?? 'house', state)
      const done = await inContext(this.#house, author && writer(author), (ctx) =>
        this.#write(ctx, { ids: [...taken.keys()], authors, before, state, digest, last }),
      )
      if (!done) await this.#settleAgain(taken, last)
    } catch (error) {
      this.warn(error)
      this.#putBack(taken)
      if (!last) this.#settleIn(pace.most)
    }
  }

  #putBack(taken: Map<string, PersonId | null>): void {
    this.#unsettled = new Map([...taken, ...this.#unsettled])
  }

  /** Another process has merged edits meanwhile: brings them in, so that the next attempt merges both. */
  async #settleAgain(taken: Map<string, PersonId | null>, last: boolean): Promise<void> {
    this.#putBack(taken)
    await this.#of.catchUp()
    if (last) await this.#settleNow(last)
    else this.#settleIn(0)
  }

  #settleIn(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.settle(), milliseconds).unref()
  }

  /** Returns false, and changes nothing, when another process has merged edits meanwhile. */
  async #write(ctx: PublicContext, work: Work): Promise<boolean> {
    const { key, kind, text } = this.#of
    const { ids, before, state, digest } = work
    await lockSpaces(ctx, [key.space])
    const done = await store.settle(ctx, key, { before, state, ids })
    if (!done) return false
    if (!(await this.#log(ctx, work))) await text.settled(ctx, key, digest, undefined)
    await weighItem(ctx, key, kind)
    ctx.db.afterCommit(() => {
      this.#settled = before + 1
      this.size = state.length
    })
    return true
  }

  /** Returns false when there is nothing to log, because doors have logged these edits. */
  async #log(ctx: PublicContext, { authors, digest, last }: Work): Promise<boolean> {
    const { key, text } = this.#of
    const author = authors.at(-1)
    const item = author && (await store.touchItem(ctx, key, author))
    if (!item) return false
    await record(ctx, key.space, itemEdited, {
      container: item.container,
      item: key.item,
      detail: { authors },
    })
    for (const each of authors) this.#unversioned.add(each)
    const since = [...this.#unversioned]
    const isVersion = await text.settled(ctx, key, digest, {
      title: item.title,
      authors,
      since,
      last,
    })
    if (isVersion) ctx.db.afterCommit(() => since.forEach((each) => this.#unversioned.delete(each)))
    return true
  }
}

/** The log needs a person. This decides no right: the edit was authorized when it was stored. */
function writer(id: PersonId): Asker {
  return {
    id,
    organizationId: null,
    orgRole: null,
    language: 'en',
    timeZone: 'UTC',
    privateSpace: '' as Asker['privateSpace'],
    sessionId: '',
  }
}
