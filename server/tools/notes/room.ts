import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { mentionIn } from '../../foundation/comments/comments.ts'
import { weighItem } from '../../foundation/items/weight.ts'
import { record, lockSpaces } from '../../kernel/changes.ts'
import {
  inContext,
  type Asker,
  type Context,
  type House,
  type PublicContext,
} from '../../kernel/context.ts'
import { isId, newId, type PersonId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { awarenessOf, readCursor, type Seen } from './awareness.ts'
import { convert } from './convert.ts'
import { documentFrom } from './conversion.ts'
import { together, type Edit, type Taken } from './edits.ts'
import { serverFrame, type Closing, type FromServer } from './frames.ts'
import type { ContentJson } from './jobs.ts'
import { isSameSession, writerOf, type Member } from './member.ts'
import { limits, type Reading } from './note.ts'
import * as store from './store.ts'
import * as versionStore from './versions-store.ts'
import { isEmptyUpdate, refusalOfUpdate } from './updates.ts'
import { Writers } from './writers.ts'
import { itemEdited } from '../../foundation/items/events.ts'

interface Beginning {
  stored: store.Stored
  writers: ReadonlyMap<number, store.Writer>
  /** Called when nobody is in the room any more and everything is settled. */
  empty: () => void
}

/** Milliseconds after which a burst of edits is put together: when it is quiet, and at the latest. */
export const pace = { quiet: 5_000, most: 30_000 }
const mostUnsettled = 200
const versionEvery = 10 * 60_000

/**
 * A note that is open: its document in memory, and everybody who has it before them. Each edit is stored, under the rights of
 * that moment, before anybody hears of it; a burst of edits becomes one change in the log.
 */
export class Room {
  readonly key: ItemKey
  readonly members = new Set<Member>()
  readonly #house: House
  readonly #doc: Y.Doc
  readonly #empty: () => void
  readonly #writers: Writers
  /** What the database holds as the state, to notice if another process put edits together. */
  #sum: string
  #size: number
  #edits: Edit[] = []
  #keeping: Promise<void> | undefined
  /** Stored beside the state; the person, or null when the change is in the log already. */
  #unsettled = new Map<string, PersonId | null>()
  #since = 0
  #timer: NodeJS.Timeout | undefined
  #settling: Promise<void> = Promise.resolve()
  #unversioned = new Set<PersonId>()

  constructor(house: House, key: ItemKey, { stored, writers, empty }: Beginning) {
    const { state, updates } = stored
    this.#house = house
    this.key = key
    this.#empty = empty
    this.#writers = new Writers(writers)
    this.#doc = documentFrom(
      state,
      updates.map(({ bytes }) => bytes),
    )
    this.#sum = sumOf(state)
    this.#size = state.length + updates.reduce((sum, { bytes }) => sum + bytes.length, 0)
    for (const { id, person } of updates) this.#remember(id, person)
  }

  join(member: Member, vector: Uint8Array): void {
    this.members.add(member)
    this.#send(member, {
      kind: 'opened',
      room: member.number,
      mayEdit: member.mayEdit,
      update: Y.encodeStateAsUpdate(this.#doc, vector.length > 0 ? vector : undefined),
      vector: Y.encodeStateVector(this.#doc),
      person: member.connection.asker.id,
    })
    const others = [...this.members].flatMap(({ seen }) => seen ?? [])
    if (others.length > 0)
      this.#send(member, { kind: 'awareness', room: member.number, update: awarenessOf(others) })
  }

  leave(member: Member): void {
    if (!this.members.delete(member)) return
    if (member.seen?.state) this.#show(member, { ...member.seen, state: undefined })
    if (this.members.size === 0) void this.rest().then(() => this.#empty())
  }

  close(member: Member, reason: Closing): void {
    if (member.isEnded) return
    member.isEnded = true
    member.held = undefined
    this.#send(member, { kind: 'closed', room: member.number, reason })
    this.leave(member)
  }

  edit(member: Member, counter: number, update: Uint8Array): void {
    this.#edits.push({ member, counter, update })
    this.#keeping ??= this.#keep().finally(() => (this.#keeping = undefined))
  }

  point(member: Member, update: Uint8Array): void {
    const cursor = readCursor(update)
    if (!cursor || member.connection.hidden || member.looking) return
    const person = member.connection.asker.id
    const taken =
      this.#isAnnounced(cursor.client, member) ||
      this.#writers.isSomebodyElses(cursor.client, person)
    if (taken || (member.seen && member.seen.client !== cursor.client)) return
    const { client, clock } = cursor
    const state = cursor.gone ? undefined : { user: member.shown, cursor: cursor.cursor }
    this.#show(member, { client, clock, state })
  }

  /** Nothing goes out to them until their rights are known anew. */
  hold(member: Member): void {
    member.held ??= []
  }

  release(member: Member, hasRight: boolean): void {
    const mayEdit = hasRight && !member.looking
    const held = member.held ?? []
    member.held = undefined
    for (const frame of held) member.connection.send(frame)
    if (member.mayEdit === mayEdit) return
    member.mayEdit = mayEdit
    this.#send(member, { kind: 'mode', room: member.number, mayEdit })
  }

  /** An edit that a door has stored and written into the log. */
  absorb({ id, bytes }: store.Edit): void {
    if (!this.#unsettled.has(id)) {
      Y.applyUpdate(this.#doc, bytes)
      this.#size += bytes.length
      for (const member of this.members) this.#tell(member, bytes)
    }
    this.#remember(id, null)
  }

  get isSettled(): boolean {
    return this.#unsettled.size === 0 && this.#keeping === undefined
  }

  /** Everything that is said is stored, and put together. */
  async rest(): Promise<void> {
    await this.#keeping
    await this.settle(true)
  }

  settle(last = false): Promise<void> {
    this.#settling = this.#settling.then(() => this.#settleNow(last))
    return this.#settling
  }

  async #keep(): Promise<void> {
    while (this.#edits.length > 0) {
      const edits: Taken[] = []
      const { now, later } = together(this.#edits)
      this.#edits = later
      for (const edit of now) {
        const claims = this.#accept(edit, edits)
        if (claims) edits.push({ ...edit, claims })
      }
      if (edits.length > 0) await this.#keepTogether(edits)
    }
  }

  /** The client numbers that the edit claims; undefined when it was refused. */
  #accept(edit: Edit, before: Taken[]): number[] | undefined {
    if (edit.member.isEnded) return undefined
    const claims = this.#claimsOf(edit, before)
    if (typeof claims !== 'string') return claims
    this.close(edit.member, claims)
    return undefined
  }

  #claimsOf({ member, update }: Edit, before: Taken[]): number[] | Closing {
    if (member.looking) return 'read-only'
    if (this.#size + update.length > limits.state) return 'too-large'
    const reason = refusalOfUpdate(this.#doc, update)
    if (reason) return reason
    const others = before.filter((edit) => !isSameSession(edit.member, member))
    const isTaken = (number: number) =>
      this.#isAnnounced(number, member) || others.some(({ claims }) => claims.includes(number))
    const claims = this.#writers.claimsOf(this.#doc, update, writerOf(member))
    return !claims || claims.some(isTaken) ? 'foreign' : claims
  }

  /** Somebody else who is here said that this number is theirs. */
  #isAnnounced(number: number, member: Member): boolean {
    return [...this.members].some(
      (other) => other !== member && !isSameSession(other, member) && other.seen?.client === number,
    )
  }

  async #keepTogether(edits: Taken[]): Promise<void> {
    const rows = edits.map((edit) => ({
      ...edit,
      ...writerOf(edit.member),
      id: newId(),
      bytes: edit.update,
    }))
    const worth = rows.filter(({ bytes }) => !isEmptyUpdate(bytes))
    const outcomes = await store
      .keepEdits(this.#house.db, this.key, worth)
      .catch((error: unknown) => this.#warn(error))
    for (const row of rows) {
      const outcome = outcomes?.get(row.id)
      if (!outcomes) this.close(row.member, 'unavailable')
      else if (outcome === 'kept') this.#spread(row)
      else if (worth.includes(row)) this.close(row.member, outcome ?? 'read-only')
      else this.#acknowledge(row)
    }
  }

  #spread(row: Taken & store.WrittenEdit): void {
    Y.applyUpdate(this.#doc, row.bytes)
    this.#size += row.bytes.length
    this.#writers.learn(row.claims, writerOf(row.member))
    this.#remember(row.id, row.person)
    this.#unversioned.add(row.person)
    this.#acknowledge(row)
    for (const member of this.members) if (member !== row.member) this.#tell(member, row.bytes)
  }

  #acknowledge({ member, counter }: Edit): void {
    if (this.members.has(member)) this.#send(member, { kind: 'kept', room: member.number, counter })
  }

  #tell(member: Member, update: Uint8Array): void {
    this.#send(member, { kind: 'edit', room: member.number, update })
  }

  #show(member: Member, seen: Seen): void {
    member.seen = seen.state ? seen : undefined
    const update = awarenessOf([seen.state ? seen : { ...seen, clock: seen.clock + 1 }])
    for (const other of this.members)
      if (other !== member) this.#send(other, { kind: 'awareness', room: other.number, update })
  }

  #send(member: Member, frame: FromServer): void {
    const bytes = serverFrame(frame)
    if (member.held) member.held.push(bytes)
    else member.connection.send(bytes)
  }

  #remember(id: string, person: PersonId | null): void {
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

  async #settleNow(last: boolean): Promise<void> {
    clearTimeout(this.#timer)
    const taken = this.#unsettled
    if (taken.size === 0) return
    this.#unsettled = new Map()
    try {
      const state = Y.encodeStateAsUpdate(this.#doc)
      const authors = [...new Set(taken.values())].filter((person) => person !== null)
      const owner = authors.at(-1) ?? 'house'
      const { content, reading } = await convert({ owner }, 'digest', state)
      await inContext(this.#house, authors.at(-1) && writer(authors.at(-1)!), (ctx) =>
        this.#write(ctx, { ids: [...taken.keys()], authors, state, content, reading, last }),
      )
    } catch (error) {
      this.#warn(error)
      for (const [id, person] of this.#unsettled) taken.set(id, person)
      this.#unsettled = taken
      if (!last) this.#timer = setTimeout(() => void this.settle(), pace.most).unref()
    }
  }

  /** Edits that were kept are safe beside the state; whoever waits for the others is told. */
  #warn(error: unknown): undefined {
    if (this.#house.config.logLevel === 'silent') return
    console.warn(`! Note ${this.key.item}: ${(error as Error).message}`)
  }

  async #write(ctx: PublicContext, work: Work): Promise<void> {
    await lockSpaces(ctx, [this.key.space])
    const { ids, authors, state, reading } = work
    const done = await store.settle(ctx, this.key, { before: this.#sum, state, ids, reading })
    if (!done) return this.#catchUp()
    const author = authors.at(-1)
    if (author !== undefined) await this.#log(ctx, author, work)
    await weighItem(ctx, this.key, await store.weight(ctx, this.key))
    ctx.db.afterCommit(() => {
      this.#sum = sumOf(state)
      this.#size = state.length
    })
  }

  /** Another process put edits together: theirs come in here, and the next turn settles both. */
  async #catchUp(): Promise<void> {
    const found = await store.stored(this.#house.db, this.key)
    if (!found) return // it has moved or is gone for ever, and its edits with it
    this.#writers.renew(await store.writersOf(this.#house.db, this.key))
    const before = Y.encodeStateVector(this.#doc)
    for (const bytes of [found.state, ...found.updates.map((update) => update.bytes)])
      Y.applyUpdate(this.#doc, bytes)
    const news = Y.encodeStateAsUpdate(this.#doc, before)
    for (const member of this.members) this.#tell(member, news)
    this.#sum = sumOf(found.state)
    for (const { id, person } of found.updates) this.#remember(id, person)
  }

  async #log(ctx: PublicContext, author: PersonId, work: Work): Promise<void> {
    const item = await store.touchEdited(ctx, this.key, author)
    if (!item) return
    const mentioned = work.reading.mentions.filter(isId)
    await mentionIn(ctx as Context, { space: this.key.space, id: this.key.item }, mentioned)
    await record(ctx, this.key.space, itemEdited, {
      container: item.container,
      item: this.key.item,
      detail: { authors: work.authors },
    })
    await this.#version(ctx, item.title, work)
  }

  /** Who comes to the text anew, ten minutes, and the end of a session each leave a version behind. */
  async #version(ctx: PublicContext, title: string, work: Work): Promise<void> {
    const newest = await versionStore.newestVersion(ctx, this.key)
    const since = new Set([...this.#unversioned, ...work.authors])
    const somebodyNew = !newest || [...since].some((author) => !newest.authors.includes(author))
    const longAgo = newest && ctx.now.getTime() - Date.parse(newest.at) >= versionEvery
    if (!somebodyNew && !longAgo && !work.last) return
    await versionStore.insertVersion(ctx, this.key, {
      authors: [...since],
      title,
      content: work.content,
      text: work.reading.text,
      label: null,
      why: 'edited',
    })
    await versionStore.thinOut(ctx, this.key)
    ctx.db.afterCommit(() => this.#unversioned.clear())
  }
}

interface Work {
  ids: string[]
  authors: PersonId[]
  state: Uint8Array
  content: ContentJson
  reading: Reading
  /** Nobody has it open any more. */
  last: boolean
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
