import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { lockSpaces, record } from '../../kernel/changes.ts'
import { inContext, type Asker, type House, type PublicContext } from '../../kernel/context.ts'
import type { PersonId } from '../../kernel/ids.ts'
import type { Kinded } from '../../kernel/kinds.ts'
import type { LiveText, TextKey } from '../../kernel/tool.ts'
import { itemEdited } from './events.ts'
import * as store from './store.ts'
import { weighItem } from './weight.ts'

/** Milliseconds after which a burst of edits is put together: when it is quiet, and at the latest. */
export const pace = { quiet: 5_000, most: 30_000 }
const mostUnsettled = 200

interface Settled {
  key: TextKey
  kind: Kinded
  text: LiveText
  doc: Y.Doc
  /** Brings what another process has put together into the document. */
  catchUp: (found: store.StoredText) => Promise<void>
}

interface Work {
  ids: string[]
  authors: PersonId[]
  state: Uint8Array
  digest: unknown
  /** Nobody has it open any more. */
  last: boolean
}

/** The edits of one text that are stored beside its state; a burst of them is put together, and becomes one change in the log. */
export class Settling {
  /** Bytes of the state and of the edits beside it. */
  size: number
  readonly #house: House
  readonly #of: Settled
  /** What the database holds as the state, to notice if another process put edits together. */
  #sum: string
  /** Stored beside the state; the person, or null when the change is in the log already. */
  #unsettled = new Map<string, PersonId | null>()
  #since = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> = Promise.resolve()
  #unversioned = new Set<PersonId>()

  constructor(house: House, of: Settled, { state, updates }: store.StoredText) {
    this.#house = house
    this.#of = of
    this.#sum = sumOf(state)
    this.size = state.length + updates.reduce((sum, { bytes }) => sum + bytes.length, 0)
    for (const { id, person } of updates) this.remember(id, person)
  }

  get isDone(): boolean {
    return this.#unsettled.size === 0
  }

  has(id: string): boolean {
    return this.#unsettled.has(id)
  }

  /** An edit that was stored; the person is null when its door has recorded it. */
  remember(id: string, person: PersonId | null): void {
    const now = Date.now()
    if (this.#unsettled.size === 0) this.#since = now
    this.#unsettled.set(id, person)
    clearTimeout(this.#timer)
    const wait =
      this.#unsettled.size >= mostUnsettled
        ? 0
        : Math.min(pace.quiet, this.#since + pace.most - now)
    this.#timer = setTimeout(() => void this.settle(), wait).unref()
  }

  settle(last = false): Promise<void> {
    this.#running = this.#running.then(() => this.#settleNow(last))
    return this.#running
  }

  /** Edits that were kept are safe beside the state; members who wait for the others are told. */
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
      const state = Y.encodeStateAsUpdate(this.#of.doc)
      const authors = [...new Set(taken.values())].filter((person) => person !== null)
      const author = authors.at(-1)
      const digest = await this.#of.text.digest(author ?? 'house', state)
      const done = await inContext(this.#house, author && writer(author), (ctx) =>
        this.#write(ctx, { ids: [...taken.keys()], authors, state, digest, last }),
      )
      if (!done) await this.#catchUp()
    } catch (error) {
      this.warn(error)
      for (const [id, person] of this.#unsettled) taken.set(id, person)
      this.#unsettled = taken
      if (!last) this.#timer = setTimeout(() => void this.settle(), pace.most).unref()
    }
  }

  /** False when another process put edits together meanwhile: nothing was changed. */
  async #write(ctx: PublicContext, work: Work): Promise<boolean> {
    const { key, kind, text } = this.#of
    const { ids, state, digest } = work
    await lockSpaces(ctx, [key.space])
    const done = await store.settle(ctx, key, { before: this.#sum, state, ids })
    if (!done) return false
    if (!(await this.#log(ctx, work))) await text.settled(ctx, key, digest, undefined)
    await weighItem(ctx, key, kind)
    ctx.db.afterCommit(() => {
      this.#sum = sumOf(state)
      this.size = state.length
    })
    return true
  }

  /** False when there is nothing to log: the doors that took these edits have recorded them. */
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

  /** Another process put edits together: theirs come in here, and the next turn settles both. */
  async #catchUp(): Promise<void> {
    const found = await store.storedText(this.#house.db, this.#of.key)
    if (!found) return // it has moved or is gone for ever, and its edits with it
    await this.#of.catchUp(found)
    this.#sum = sumOf(found.state)
    for (const { id, person } of found.updates) this.remember(id, person)
  }
}

/** The log wants to know who; nothing here is decided by it, the edit was authorized when it was kept. */
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

function sumOf(state: Uint8Array): string {
  return createHash('md5').update(state).digest('hex')
}
