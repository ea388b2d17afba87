import { authorizeItem } from '../../access/authorize.ts'
import { bit } from '../../access/rights.ts'
import { cardOf } from '../people/cards.ts'
import type { Context, House } from '../../kernel/context.ts'
import { isId, type ItemId, type PersonId, type SpaceId } from '../../kernel/ids.ts'
import type { LiveConnection } from '../../kernel/live.ts'
import { liveText, type Kinded } from '../../kernel/kinds.ts'
import type { TextKey } from '../../kernel/tool.ts'
import { colorOf, type Shown } from './awareness.ts'
import { readClientFrame, serverFrame, type Closing, type FromClient } from './frames.ts'
import type { Member } from './member.ts'
import { hearOthers, type SeenElsewhere } from './processes.ts'
import { Room } from './room.ts'
import * as store from './store.ts'

const mostOpen = 60

interface Opened {
  room: Room
  member: Member
}

/** A person and the item whose text they have open. */
interface Visit {
  person: PersonId
  space: SpaceId
  item: ItemId
}

interface Question extends Visit {
  isOld: boolean
}

/** All texts that are open in this process. See frames.ts for the frames. */
export class Rooms {
  readonly #house: House
  readonly #rooms = new Map<string, Promise<Room | undefined>>()
  /** The open texts of each connection, by room number; undefined while one is being opened. */
  readonly #open = new Map<LiveConnection, Map<number, Opened | undefined>>()
  readonly #onTheWay = new Map<string, number>()
  /** Open questions about the rights of people who are coming in. One whose access may have ended meanwhile is asked again. */
  readonly #questions = new Set<Question>()
  /** Numbers the rechecks: the newest one about a member decides. */
  #turns = 0
  #closing = false
  #showing: Promise<void> = Promise.resolve()

  constructor(house: House) {
    this.#house = house
    hearOthers(house, this)
  }

  hear(connection: LiveConnection, bytes: Uint8Array): void {
    const frame = read(bytes)
    if (!frame) return
    if (frame.kind === 'open') return void this.#enter(connection, frame)
    const opened = this.#open.get(connection)?.get(frame.room)
    if (frame.kind === 'close') this.#forget(connection, frame.room)
    if (!opened) return
    if (frame.kind === 'edit') opened.room.edit(opened.member, frame.counter, frame.update)
    else if (frame.kind === 'awareness') opened.room.point(opened.member, frame.update)
    else opened.room.leave(opened.member)
  }

  leave(connection: LiveConnection): void {
    const mine = this.#open.get(connection)
    this.#open.delete(connection)
    for (const opened of mine?.values() ?? []) opened?.room.leave(opened.member)
  }

  recheck(person: PersonId): void {
    this.#recheckWhere((each) => each.person === person)
  }

  recheckSpace(space: SpaceId): void {
    this.#recheckWhere((each) => each.space === space)
  }

  recheckItem(space: SpaceId, item: ItemId): void {
    this.#recheckWhere((each) => each.item === item && each.space === space)
  }

  #recheckWhere(isConcerned: (each: Visit) => boolean): void {
    for (const question of this.#questions) if (isConcerned(question)) question.isOld = true
    const all = [...this.#open.values()].flatMap((mine) => [...mine.values()])
    const opened = all.filter((each) => each !== undefined)
    void this.#recheck(opened.filter((each) => isConcerned(visitOf(each))))
  }

  /** Shows an edit that a door has stored to everybody who has the text open. */
  async absorb(key: TextKey, kind: Kinded, edit: store.Edit): Promise<void> {
    const room = await this.#roomOf(key, kind)
    room?.absorb(edit)
    if (room?.members.size === 0) this.#rest(room)
  }

  /** Merges what this process has stored of a text, so that it becomes a line in the log. */
  async settle(key: TextKey): Promise<void> {
    await (await this.#loaded(key))?.settle()
  }

  /**
   * Another process has stored edits of this text. If they cannot be read the room closes; its members come back and read
   * them.
   */
  async catchUp(key: TextKey): Promise<void> {
    const room = await this.#loaded(key)
    await room?.catchUp().catch(() => this.#endRoom(room))
  }

  /** Called when messages of other processes may have been missed. */
  async catchUpAll(): Promise<void> {
    for (const loading of this.#rooms.values()) {
      const room = await loading.catch(() => undefined)
      if (!room) continue
      await this.catchUp(room.key)
      this.#askWhoPoints(room.key)
    }
  }

  /** Runs one at a time, so that nobody appears after they have left. */
  showElsewhere(key: TextKey, seen: SeenElsewhere): void {
    this.#showing = this.#showing.then(() => this.#showElsewhere(key, seen)).catch(() => undefined)
  }

  async tellSeen(key: TextKey): Promise<void> {
    const room = await this.#loaded(key)
    room?.tellSeen()
  }

  /** A process has ended: removes its cursors, and takes over the edits that it left beside a state. */
  async outlive(process: string): Promise<void> {
    for (const loading of this.#rooms.values())
      (await loading.catch(() => undefined))?.forgetElsewhere(process)
    await this.tidy().catch(() => undefined)
  }

  /** Merges edits that a crash left beside a state. */
  async tidy(): Promise<void> {
    for (const left of await store.leftovers(this.#house.db)) {
      if (this.#closing) return
      const room = await this.#roomOf(left, left)
      room?.adopt()
      if (room?.members.size === 0) await room.settle()
      if (room?.members.size === 0) this.#rest(room)
    }
  }

  async close(): Promise<void> {
    this.#closing = true
    const rooms = await Promise.all(this.#rooms.values())
    for (const room of rooms) await room?.rest()
  }

  async #enter(connection: LiveConnection, frame: FromClient & { kind: 'open' }): Promise<void> {
    const mine = this.#open.get(connection) ?? new Map<number, Opened | undefined>()
    if (mine.has(frame.room)) return
    if (mine.size >= mostOpen || this.#closing) return refuse(connection, frame.room, 'unavailable')
    this.#open.set(connection, mine.set(frame.room, undefined))
    const reason = await this.#authorizeAndJoin(connection, frame).catch(
      () => 'unavailable' as const,
    )
    if (!reason) return
    this.#forget(connection, frame.room)
    refuse(connection, frame.room, reason)
  }

  async #authorizeAndJoin(
    connection: LiveConnection,
    { room: number, space, item, field, vector, looking = false }: FromClient & { kind: 'open' },
  ): Promise<Closing | undefined> {
    if (!isId(space) || !isId(item)) return 'gone'
    const key = { space: space as SpaceId, item: item as ItemId, field }
    const ctx = this.#reading(connection)
    const found = await viewed(ctx, key)
    if (!found) return 'gone'
    const shown = await this.#shown(connection, connection.asker.id)
    return this.#entering(key, found, async (room) => {
      const rights = await this.#rightsNow(connection.asker.id, key)
      if (!(rights & bit.view)) return 'gone'
      const mine = this.#open.get(connection)
      if (!mine?.has(number)) return undefined // closed in the meantime
      const mayEdit = (rights & bit.edit) !== 0 && !looking
      const member = { connection, number, shown, looking, mayEdit }
      mine.set(number, { room, member: { ...member, ...newcomer } })
      if (room.members.size === 0) this.#askWhoPoints(key)
      room.join(mine.get(number)!.member, vector)
      return undefined
    })
  }

  /** Keeps the room in memory while somebody is coming in. */
  async #entering(
    key: TextKey,
    kind: Kinded,
    enter: (room: Room) => Promise<Closing | undefined>,
  ): Promise<Closing | undefined> {
    const name = nameOf(key)
    this.#onTheWay.set(name, (this.#onTheWay.get(name) ?? 0) + 1)
    const isOpen = this.#rooms.has(name)
    const room = await this.#roomOf(key, kind).catch(() => undefined)
    try {
      // They may come from another process, whose stored edits they already have.
      if (isOpen) await room?.catchUp()
      return room ? await enter(room) : 'gone'
    } finally {
      const left = this.#onTheWay.get(name)! - 1
      if (left > 0) this.#onTheWay.set(name, left)
      else this.#onTheWay.delete(name)
      if (room) this.#drop(room)
    }
  }

  /** Asks again if access may have ended between the answer and the join. */
  async #rightsNow(person: PersonId, key: TextKey): Promise<number> {
    for (;;) {
      const question = { person, space: key.space, item: key.item, isOld: false }
      this.#questions.add(question)
      const [found] = await store
        .rightsNow(this.#house.db, [question])
        .finally(() => this.#questions.delete(question))
      if (!question.isOld) return found?.rights ?? 0
    }
  }

  async #recheck(opened: Opened[]): Promise<void> {
    if (opened.length === 0) return
    const turn = ++this.#turns
    for (const { room, member } of opened) room.hold(member, turn)
    const rows = await store.rightsNow(this.#house.db, opened.map(visitOf)).catch(() => undefined)
    const rights = new Map(rows?.map((row) => [`${row.person}/${row.item}`, row.rights]))
    for (const { room, member } of opened) {
      if (member.turn !== turn) continue
      const now = rights.get(`${member.connection.asker.id}/${room.key.item}`) ?? 0
      if (!rows) this.#end(room, member, 'unavailable')
      else if (!(now & bit.view)) this.#end(room, member, 'gone')
      else room.release(member, (now & bit.edit) !== 0)
    }
  }

  #end(room: Room, member: Member, reason: Closing): void {
    room.close(member, reason)
    this.#forget(member.connection, member.number)
  }

  #recheckRoom(room: Room): Promise<void> {
    const all = [...this.#open.values()].flatMap((mine) => [...mine.values()])
    return this.#recheck(
      all.filter((each) => each !== undefined).filter((each) => each.room === room),
    )
  }

  #endRoom(room: Room): void {
    for (const member of room.members) this.#end(room, member, 'unavailable')
  }

  #loaded(key: TextKey): Promise<Room | undefined> {
    const loading = this.#rooms.get(nameOf(key)) ?? Promise.resolve(undefined)
    return loading.catch(() => undefined)
  }

  #askWhoPoints({ space, item, field }: TextKey): void {
    this.#house.bus.tell('text-opened', space, item, field)
  }

  async #showElsewhere(key: TextKey, seen: SeenElsewhere): Promise<void> {
    const room = await this.#loaded(key)
    const [member] = room?.members ?? []
    if (!room || !member) return
    const { process, person, client, clock, cursor } = seen
    const user = cursor === null ? undefined : await this.#shown(member.connection, person)
    const state = user && { user, cursor: JSON.parse(cursor!) as unknown }
    room.showElsewhere(process, person, { client, clock, state })
  }

  /** From the person's card, never from the client. */
  async #shown(connection: LiveConnection, person: PersonId): Promise<Shown> {
    const { firstName, lastName } = await cardOf(this.#reading(connection), person)
    return { id: person, name: `${firstName} ${lastName}`, color: colorOf(person) }
  }

  #forget(connection: LiveConnection, number: number): void {
    const mine = this.#open.get(connection)
    mine?.delete(number)
    if (mine?.size === 0) this.#open.delete(connection)
  }

  #roomOf(key: TextKey, kind: Kinded): Promise<Room | undefined> {
    const name = nameOf(key)
    const known = this.#rooms.get(name)
    if (known) return known
    const loading = this.#load(key, kind).then(
      (room) => {
        if (!room) this.#rooms.delete(name)
        return room
      },
      (error: unknown) => {
        this.#rooms.delete(name)
        throw error
      },
    )
    this.#rooms.set(name, loading)
    return loading
  }

  async #load(key: TextKey, kind: Kinded): Promise<Room | undefined> {
    const text = liveText(this.#house.tools, kind, key.field)
    const stored = text && (await store.storedText(this.#house.db, key))
    if (!stored) return undefined
    const writers = await store.writersOf(this.#house.db, key)
    const empty = () => this.#drop(room)
    const recheck = () => this.#recheckRoom(room)
    const room: Room = new Room(this.#house, key, { kind, text, stored, writers, empty, recheck })
    return room
  }

  #rest(room: Room): void {
    void room.rest().then(() => this.#drop(room))
  }

  /** Drops the room from memory, unless somebody is in it or coming in, or edits are unsettled. */
  #drop(room: Room): void {
    const name = nameOf(room.key)
    if (room.members.size === 0 && room.isSettled && !this.#onTheWay.has(name))
      this.#rooms.delete(name)
  }

  #reading({ asker }: LiveConnection): Context {
    const db = { ...this.#house.db, afterCommit: refuseToWrite }
    return {
      person: asker,
      db,
      now: new Date(),
      language: asker.language,
      house: this.#house,
      address: '',
      userAgent: '',
    }
  }
}

const newcomer: Pick<Member, 'held' | 'turn' | 'seen' | 'isEnded'> = {
  held: undefined,
  turn: 0,
  seen: undefined,
  isEnded: false,
}

function visitOf({ room: { key }, member }: Opened): Visit {
  return { person: member.connection.asker.id, space: key.space, item: key.item }
}

function nameOf({ space, item, field }: TextKey): string {
  return `${space}/${item}/${field}`
}

function refuseToWrite(): never {
  throw new Error('a read changes nothing')
}

/** Returns the item of a text, if the asker may view it. */
async function viewed(ctx: Context, { space, item }: TextKey): Promise<Kinded | undefined> {
  return authorizeItem(ctx, 'view', space, item).catch((error: { kind?: string }) => {
    if (error.kind === 'not-found' || error.kind === 'forbidden') return undefined
    throw error
  })
}

function refuse(connection: LiveConnection, room: number, reason: Closing): void {
  connection.send(serverFrame({ kind: 'closed', room, reason }))
}

function read(bytes: Uint8Array): FromClient | undefined {
  try {
    return readClientFrame(bytes)
  } catch {
    return undefined
  }
}

const opened = new WeakMap<House, Rooms>()

export function openRooms(house: House): Rooms {
  const rooms = new Rooms(house)
  opened.set(house, rooms)
  setImmediate(() => void rooms.tidy().catch(() => undefined)) // not urgent: nothing is lost
  return rooms
}

export function roomsOf(house: House): Rooms {
  return opened.get(house)!
}
