import type { House } from '../../kernel/context.ts'
import { followChanges } from '../../kernel/followers.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import * as making from './making-store.ts'
import { pushDue } from './push.ts'
import { nextDue } from './sending-store.ts'
import { composeNotices, digestDue, mailDue, setDigestHours } from './sending.ts'

/** A round takes so many spaces, and so much of the log of each. */
const mostSpaces = 200
const mostChanges = 1000
/** What happens within this time is made into notices together. */
const pause = 200
const minute = 60_000
const monthsKept = 6

/** Follows the change log of all spaces, for as long as the house lives. */
export function startNotices(
  house: House,
  log: { warn(message: string): void },
): { stop(): Promise<void> } {
  composeNotices(house)
  return new Rounds(house, log)
}

/** Turns what was written in these spaces into notices. Answers whether anything of them is left for another round. */
export async function follow(house: House, spaces: SpaceId[], now: Date): Promise<boolean> {
  let told: PersonId[] = []
  const stretches = await house.db.transaction(async (tx) => {
    const taken = await making.takeStretches(tx, spaces, mostChanges)
    if (taken.length === 0) return taken
    told = await making.makeNotices(tx, taken, now)
    await making.advance(tx, taken)
    return taken
  })
  for (const person of told) house.live.nudge(person, 'notices')
  return stretches.some(({ from, upTo }) => upTo - from >= mostChanges)
}

/** All that any process has written and nobody has followed yet. */
export async function followAll(house: House, now = new Date()): Promise<void> {
  for (;;) {
    const behind = await making.spacesBehind(house.db, mostSpaces)
    if (behind.length === 0) return
    const spaces = behind.map(({ space }) => space)
    const more = await follow(house, spaces, now)
    if (!more && behind.length < mostSpaces) return
  }
}

/** Tells whom it is time to tell. Each step takes what is due, and so may be interrupted anywhere. */
export async function tell(house: House, now = new Date()): Promise<void> {
  while ((await pushDue(house, now)) > 0);
  while ((await mailDue(house, now)) > 0);
  await setDigestHours(house, now)
  while ((await digestDue(house, now)) > 0);
}

/** One round after the other, when something was written or is due; every five minutes all spaces are looked at. */
class Rounds {
  readonly #house: House
  readonly #log: { warn(message: string): void }
  readonly #unfollow: () => void
  readonly #sweeping: NodeJS.Timeout
  readonly #moved = new Set<SpaceId>()
  #timer: NodeJS.Timeout | undefined
  #at = Infinity
  #running: Promise<void> = Promise.resolve()
  #stopped = false
  #all = true

  constructor(house: House, log: { warn(message: string): void }) {
    this.#house = house
    this.#log = log
    this.#unfollow = followChanges(house, (space) => {
      this.#moved.add(space)
      this.#wakeIn(pause)
    })
    this.#sweeping = setInterval(() => {
      this.#all = true
      this.#wakeIn(0)
    }, 5 * minute).unref()
    this.#wakeIn(0)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#unfollow()
    clearInterval(this.#sweeping)
    clearTimeout(this.#timer)
    await this.#running
  }

  #wakeIn(milliseconds: number): void {
    const at = Date.now() + milliseconds
    if (this.#stopped || at >= this.#at) return
    clearTimeout(this.#timer)
    this.#at = at
    this.#timer = setTimeout(() => {
      this.#at = Infinity
      this.#running = this.#running.then(() => this.#round())
    }, milliseconds).unref()
  }

  async #round(): Promise<void> {
    if (this.#stopped) return
    try {
      await this.#follow()
      await tell(this.#house)
      const due = await nextDue(this.#house.db)
      this.#wakeIn(due ? Math.max(1000, Math.min(due.getTime() - Date.now(), minute)) : minute)
    } catch (error) {
      this.#all = true
      this.#log.warn(`Notices wait: ${error instanceof Error ? error.message : String(error)}`)
      this.#wakeIn(5000)
    }
  }

  async #follow(): Promise<void> {
    if (this.#all) {
      this.#all = false
      this.#moved.clear()
      await followAll(this.#house)
      await making.forgetOld(this.#house.db, new Date(Date.now() - monthsKept * 30 * 1440 * minute))
    }
    while (this.#moved.size > 0 && !this.#stopped) {
      const spaces = [...this.#moved].slice(0, mostSpaces)
      for (const space of spaces) this.#moved.delete(space)
      if (await follow(this.#house, spaces, new Date()))
        for (const space of spaces) this.#moved.add(space)
    }
  }
}
