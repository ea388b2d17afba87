import type { House } from '../../kernel/context.ts'
import { followChanges } from '../../kernel/followers.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import * as making from './making-store.ts'
import { pushAllDue } from './push.ts'
import { Rounds } from '../../kernel/rounds.ts'
import { nextMail, nextPush } from './sending-store.ts'
import { composeNotices, digestDue, mailDue, setDigestHours } from './sending.ts'

/** A round takes so many spaces, and so much of the log of each. */
const mostSpaces = 200
const mostChanges = 1000
/** What happens within this time is made into notices together. */
const pause = 200
const minute = 60_000
const day = 1440 * minute
/** What was read, or is in no list, is kept for half a year; what nobody read for a year. */
const readKept = 180 * day
const unreadKept = 365 * day

interface Log {
  warn(message: string): void
}

/** Follows the change log of all spaces, and tells of it, for as long as the house lives. */
export function startNotices(house: House, log: Log): { stop(): Promise<void> } {
  composeNotices(house)
  const pushing = startPushing(house, log)
  const following = new Following(house, log, () => pushing.wakeIn(0))
  return {
    stop: async () => {
      await Promise.all([following.stop(), pushing.stop()])
    },
  }
}

/** In rounds of its own: a push service that is slow keeps no notice and no mail waiting. */
function startPushing(house: House, log: Log): Rounds {
  const rounds = new Rounds(
    async (stopping) => {
      await pushAllDue(house, new Date(), stopping)
      return until(await nextPush(house.db))
    },
    warning(log, 'Pushes wait'),
  )
  rounds.wakeIn(0)
  return rounds
}

/** Turns what was written in these spaces into notices. Answers how many it took, and whether anything of them is left for another round. */
export async function follow(
  house: House,
  spaces: SpaceId[],
  now: Date,
): Promise<{ taken: number; more: boolean }> {
  let told: PersonId[] = []
  const stretches = await house.db.transaction(async (tx) => {
    const taken = await making.takeStretches(tx, spaces, mostChanges)
    if (taken.length === 0) return taken
    told = await making.makeNotices(tx, taken, now)
    await making.advance(tx, taken)
    return taken
  })
  for (const person of told) house.live.nudge(person, 'notices')
  return {
    taken: stretches.length,
    more: stretches.some(({ from, upTo }) => upTo - from >= mostChanges),
  }
}

/** All that any process has written and nobody has followed yet. What another process is about to follow is left to it. */
export async function followAll(house: House, now = new Date()): Promise<void> {
  for (;;) {
    const behind = await making.spacesBehind(house.db, mostSpaces)
    if (behind.length === 0) return
    const spaces = behind.map(({ space }) => space)
    const { taken, more } = await follow(house, spaces, now)
    if (taken === 0 || (!more && behind.length < mostSpaces)) return
  }
}

/** Writes the mails and digests whose time has come. Each step takes what is due, and so may be interrupted anywhere. */
export async function mailAllDue(house: House, now = new Date()): Promise<void> {
  while ((await mailDue(house, now)) > 0);
  await setDigestHours(house, now)
  while ((await digestDue(house, now)) > 0);
}

/** A round when something was written or is to be mailed; every five minutes all spaces are looked at. */
class Following {
  readonly #house: House
  readonly #followed: () => void
  readonly #unfollow: () => void
  readonly #sweeping: NodeJS.Timeout
  readonly #rounds: Rounds
  readonly #moved = new Set<SpaceId>()
  #all = true
  #forgotAt = -Infinity

  constructor(house: House, log: Log, followed: () => void) {
    this.#house = house
    this.#followed = followed
    const warn = warning(log, 'Notices wait')
    this.#rounds = new Rounds(
      (stopping) => this.#round(stopping),
      (error) => {
        this.#all = true
        warn(error)
      },
    )
    this.#unfollow = followChanges(house, (space) => {
      this.#moved.add(space)
      this.#rounds.wakeIn(pause)
    })
    this.#sweeping = setInterval(() => {
      this.#all = true
      this.#rounds.wakeIn(0)
    }, 5 * minute).unref()
    this.#rounds.wakeIn(0)
  }

  async stop(): Promise<void> {
    this.#unfollow()
    clearInterval(this.#sweeping)
    await this.#rounds.stop()
  }

  async #round(stopping: AbortSignal): Promise<number> {
    await this.#follow(stopping)
    this.#followed()
    await mailAllDue(this.#house)
    await this.#forgetOld()
    return until(await nextMail(this.#house.db))
  }

  async #follow(stopping: AbortSignal): Promise<void> {
    if (this.#all) {
      this.#all = false
      this.#moved.clear()
      await followAll(this.#house)
    }
    while (this.#moved.size > 0 && !stopping.aborted) {
      const spaces = [...this.#moved].slice(0, mostSpaces)
      for (const space of spaces) this.#moved.delete(space)
      const { more } = await follow(this.#house, spaces, new Date())
      if (more) for (const space of spaces) this.#moved.add(space)
    }
  }

  /** Once a day. */
  async #forgetOld(): Promise<void> {
    const now = Date.now()
    if (now - this.#forgotAt < day) return
    await making.forgetOld(this.#house.db, new Date(now - readKept), new Date(now - unreadKept))
    this.#forgotAt = now
  }
}

/** Milliseconds; no more than a minute, so that what another process has put there does not wait long. */
function until(due: Date | undefined): number {
  return due ? Math.max(1000, Math.min(due.getTime() - Date.now(), minute)) : minute
}

function warning(log: Log, what: string): (error: unknown) => void {
  return (error) => log.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`)
}
