import * as Y from 'yjs'
import type { House } from '../../kernel/context.ts'
import { newId, type PersonId } from '../../kernel/ids.ts'
import type { Kinded } from '../../kernel/kinds.ts'
import type { LiveText, TextKey } from '../../kernel/tool.ts'
import { awarenessOf, readCursor, type Seen } from './awareness.ts'
import { together, type Edit, type Taken } from './edits.ts'
import { serverFrame, type Closing, type FromServer } from './frames.ts'
import { isSameSession, writerOf, type Member } from './member.ts'
import { Settling } from './settling.ts'
import * as store from './store.ts'
import { isEmptyUpdate, numbersOf, refusalOfUpdate } from './updates.ts'
import { Writers } from './writers.ts'

interface Beginning {
  kind: Kinded
  text: LiveText
  stored: store.StoredText
  writers: ReadonlyMap<number, store.Writer>
  /** Called when the room is empty and everything is settled. */
  empty: () => void
  /** Holds back all frames to the members until their rights have been read again. */
  recheck: (room: Room) => Promise<void>
}

/**
 * An open text: its document in memory, and everybody who has it open. Each edit is stored, under the rights of that moment,
 * before it is sent to anybody else.
 */
export class Room {
  readonly key: TextKey
  readonly members = new Set<Member>()
  readonly #house: House
  readonly #text: LiveText
  readonly #doc: Y.Doc
  readonly #empty: () => void
  readonly #recheck: (room: Room) => Promise<void>
  /** Cursors of people who have the text open in another process, by client number. */
  readonly #elsewhere = new Map<number, { process: string; person: PersonId; seen: Seen }>()
  readonly #writers: Writers
  readonly #settling: Settling
  #edits: Edit[] = []
  #keeping: Promise<void> | undefined
  #catchingUp: Promise<void> = Promise.resolve()

  constructor(house: House, key: TextKey, beginning: Beginning) {
    const { kind, text, stored, writers } = beginning
    this.#house = house
    this.key = key
    this.#text = text
    this.#empty = beginning.empty
    this.#recheck = beginning.recheck
    this.#writers = new Writers(writers)
    this.#doc = documentFrom(stored)
    const catchUp = () => this.catchUp()
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
    const others = [...this.members, ...this.#elsewhere.values()].flatMap(({ seen }) => seen ?? [])
    if (others.length > 0)
      this.#send(member, { kind: 'awareness', room: member.number, update: awarenessOf(others) })
  }

  leave(member: Member): void {
    if (!this.members.delete(member)) return
    if (member.seen?.state) this.#show(member, { ...member.seen, state: undefined })
    if (this.members.size > 0) return
    this.#elsewhere.clear()
    void this.rest().then(() => this.#empty())
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

  /** Holds back all frames to this member until their rights have been read again. */
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

  /** Takes in an edit that a door has stored and logged. */
  absorb({ id, bytes }: store.Edit): void {
    if (!this.#settling.has(id)) {
      Y.applyUpdate(this.#doc, bytes)
      this.#settling.size += bytes.length
      for (const member of this.members) this.#tell(member, bytes)
    }
    this.#settling.remember(id, null)
    this.#tellKept()
  }

  get isSettled(): boolean {
    return this.#settling.isDone && this.#keeping === undefined
  }

  /** Waits until every edit that was sent is stored, then merges them into the state. */
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

  /** Returns the client numbers that the edit claims; undefined when it was refused. */
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

  /** Whether another session that is here has announced this number as its own. */
  #isAnnounced(number: number, member: Member): boolean {
    const elsewhere = this.#elsewhere.get(number)
    if (elsewhere) return elsewhere.person !== member.connection.asker.id
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
    if (!outcomes) return rows.forEach(({ member }) => this.close(member, 'unavailable'))
    if (outcomes.size > 0) this.#tellKept()
    const refused = worth.filter(({ id }) => outcomes.get(id) !== 'kept')
    for (const row of rows) {
      if (outcomes.get(row.id) === 'kept') this.#spread(row)
      else if (!refused.includes(row)) this.#acknowledge(row)
    }
    // For people who may no longer view the text it is gone, which tells them more than that they may not edit it.
    if (refused.some(({ id }) => !outcomes.has(id))) await this.#recheck(this)
    for (const { member, id } of refused)
      this.close(member, outcomes.has(id) ? 'foreign' : 'read-only')
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
    this.#tellSeen(member, seen)
    this.#spreadSeen(seen, member)
  }

  #spreadSeen(seen: Seen, by?: Member): void {
    const update = awarenessOf([seen.state ? seen : { ...seen, clock: seen.clock + 1 }])
    for (const other of this.members)
      if (other !== by) this.#send(other, { kind: 'awareness', room: other.number, update })
  }

  #send(member: Member, frame: FromServer): void {
    const bytes = serverFrame(frame)
    if (member.held) member.held.push(bytes)
    else member.connection.send(bytes)
  }

  /**
   * Brings in edits that other processes have stored, and sends them to members who may still view the text. Runs one at a
   * time, each with its own check of rights, so a busy process elsewhere blocks nobody here.
   */
  catchUp(): Promise<void> {
    this.#catchingUp = this.#catchingUp.catch(() => undefined).then(() => this.#catchUpNow())
    return this.#catchingUp
  }

  async #catchUpNow(): Promise<void> {
    const news = await this.#settling.news()
    if (!news || (!news.state && news.updates.length === 0)) return
    const all = [...(news.state ? [news.state] : []), ...news.updates.map(({ bytes }) => bytes)]
    const numbers = all.flatMap((bytes) => numbersOf(this.#doc, bytes))
    if (numbers.some((number) => !this.#writers.knows(number)))
      this.#writers.renew(await store.writersOf(this.#house.db, this.key))
    const rechecked = this.#recheck(this)
    const before = Y.encodeStateVector(this.#doc)
    this.#settling.accept(news)
    const bytes = news.state ? Y.encodeStateAsUpdate(this.#doc, before) : Y.mergeUpdates(all)
    for (const member of this.members) this.#tell(member, bytes)
    await rechecked
  }

  /** Takes over edits that a process left beside the state when it ended. */
  adopt(): void {
    this.#settling.adopt()
  }

  /** Shows the cursor of somebody in another process. */
  showElsewhere(process: string, person: PersonId, seen: Seen): void {
    if (this.#isTaken(seen.client, person)) return
    if (seen.state) this.#elsewhere.set(seen.client, { process, person, seen })
    else if (!this.#elsewhere.delete(seen.client)) return
    this.#spreadSeen(seen)
  }

  #isTaken(number: number, person: PersonId): boolean {
    const here = [...this.members].find(({ seen }) => seen?.client === number)
    const isOthers = here && here.connection.asker.id !== person
    return isOthers || this.#writers.isSomebodyElses(number, person)
  }

  /** Removes the cursors of everybody in a process that has ended. */
  forgetElsewhere(process: string): void {
    for (const [client, { process: its, seen }] of this.#elsewhere)
      if (its === process && this.#elsewhere.delete(client))
        this.#spreadSeen({ ...seen, state: undefined })
  }

  /** Sends the cursors of everybody here to the other processes. */
  tellSeen(): void {
    for (const member of this.members) if (member.seen) this.#tellSeen(member, member.seen)
  }

  #tellSeen(member: Member, { client, clock, state }: Seen): void {
    const { space, item, field } = this.key
    const cursor = state ? JSON.stringify(state.cursor ?? null) : null
    const { id } = member.connection.asker
    this.#house.bus.tell('text-seen', space, item, field, id, client, clock, cursor)
  }

  #tellKept(): void {
    const { space, item, field } = this.key
    this.#house.bus.tell('text-kept', space, item, field)
  }
}

function documentFrom({ state, updates }: store.StoredText): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const bytes of [state, ...updates.map((update) => update.bytes)]) Y.applyUpdate(doc, bytes)
  })
  return doc
}
