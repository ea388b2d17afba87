import * as Y from 'yjs'
import type { House } from '../../kernel/context.ts'
import { newId } from '../../kernel/ids.ts'
import type { Kinded } from '../../kernel/kinds.ts'
import type { LiveText, TextKey } from '../../kernel/tool.ts'
import { awarenessOf, readCursor, type Seen } from './awareness.ts'
import { together, type Edit, type Taken } from './edits.ts'
import { serverFrame, type Closing, type FromServer } from './frames.ts'
import { isSameSession, writerOf, type Member } from './member.ts'
import { Settling } from './settling.ts'
import * as store from './store.ts'
import { isEmptyUpdate, refusalOfUpdate } from './updates.ts'
import { Writers } from './writers.ts'

interface Beginning {
  kind: Kinded
  text: LiveText
  stored: store.StoredText
  writers: ReadonlyMap<number, store.Writer>
  /** Called when nobody is in the room any more and everything is settled. */
  empty: () => void
}

/**
 * A text that is open: its document in memory, and everybody who has it before them. Each edit is stored, under the rights of
 * that moment, before anybody hears of it.
 */
export class Room {
  readonly key: TextKey
  readonly members = new Set<Member>()
  readonly #house: House
  readonly #text: LiveText
  readonly #doc: Y.Doc
  readonly #empty: () => void
  readonly #writers: Writers
  readonly #settling: Settling
  #edits: Edit[] = []
  #keeping: Promise<void> | undefined

  constructor(house: House, key: TextKey, { kind, text, stored, writers, empty }: Beginning) {
    this.#house = house
    this.key = key
    this.#text = text
    this.#empty = empty
    this.#writers = new Writers(writers)
    this.#doc = documentFrom(stored)
    const catchUp = (found: store.StoredText) => this.#catchUp(found)
    this.#settling = new Settling(house, { key, kind, text, doc: this.#doc, catchUp }, stored)
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
  hold(member: Member, turn: number): void {
    member.turn = turn
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
    if (!this.#settling.has(id)) {
      Y.applyUpdate(this.#doc, bytes)
      this.#settling.size += bytes.length
      for (const member of this.members) this.#tell(member, bytes)
    }
    this.#settling.remember(id, null)
  }

  get isSettled(): boolean {
    return this.#settling.isDone && this.#keeping === undefined
  }

  /** Everything that is said is stored, and put together. */
  async rest(): Promise<void> {
    await this.#keeping
    await this.#settling.settle(true)
  }

  settle(): Promise<void> {
    return this.#settling.settle()
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
    if (this.#settling.size + update.length > this.#text.most.bytes) return 'too-large'
    const reason = refusalOfUpdate(this.#doc, update, this.#text)
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
      .catch((error: unknown) => this.#settling.warn(error))
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
    this.#settling.size += row.bytes.length
    this.#writers.learn(row.claims, writerOf(row.member))
    this.#settling.remember(row.id, row.person)
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

  /** What another process has put together comes in here. */
  async #catchUp(found: store.StoredText): Promise<void> {
    this.#writers.renew(await store.writersOf(this.#house.db, this.key))
    const before = Y.encodeStateVector(this.#doc)
    for (const bytes of [found.state, ...found.updates.map((update) => update.bytes)])
      Y.applyUpdate(this.#doc, bytes)
    const news = Y.encodeStateAsUpdate(this.#doc, before)
    for (const member of this.members) this.#tell(member, news)
  }
}

function documentFrom({ state, updates }: store.StoredText): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const bytes of [state, ...updates.map((update) => update.bytes)]) Y.applyUpdate(doc, bytes)
  })
  return doc
}
