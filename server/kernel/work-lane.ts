import type { House } from './context.ts'
import { theTime, type Database } from './db.ts'
import { newId, type SpaceId } from './ids.ts'
import type { Work } from './work.ts'
import { catchUp, followSpaces } from './work-following.ts'
import { fencedHouse, LeaseLost } from './work-lease.ts'
import * as store from './work-store.ts'

export interface Log {
  warn(message: string): void
}

const second = 1000
const minute = 60 * second
/** A process that does not renew its lease for this long loses its work to another. */
const leaseLasts = 30 * second
/** Wait between two attempts to take work that another process holds: doubled from `first` to `most`. */
const busy = { first: 50, most: 2 * second }
/** Back-off after a failure: doubled from `first` to `most`. */
const backOff = { first: 5 * second, most: minute }
/** Pause between two turns of work that immediately reports more to do: doubled from `first` to `most`. */
const streak = { first: 20, most: second }
/** Milliseconds in which changes are gathered, to be followed together. */
const gathered = 200
/**
 * A follower checks all spaces this often: another process may have written lines, failed to follow them, and woken nobody
 * here.
 */
const sweepEvery = 5 * minute

/** One work in one process: checks whether there is something to do, takes the lease, does it, and checks again. */
export class Lane {
  readonly work: Work
  readonly #db: Database
  readonly #house: House
  readonly #log: Log
  readonly #holder = newId()
  readonly #stopping = new AbortController()
  #lease: store.Lease | undefined
  #registered = false
  /** Spaces with new lines in their log; undefined until all spaces were checked. */
  #moved: Set<SpaceId> | undefined
  #sweptAt = -Infinity
  #woken = false
  #ring: () => void = () => undefined
  /** Consecutive attempts that found the lease taken, and consecutive turns that left more to do. */
  #refused = 0
  #again = 0
  #warned = ''

  constructor(house: House, work: Work, log: Log) {
    this.work = work
    this.#db = house.db
    this.#log = log
    this.#house = fencedHouse(house, () => this.#lease)
  }

  wake(): void {
    this.#woken = true
    this.#ring()
  }

  moved(space: SpaceId): void {
    if (!('follow' in this.work) || !this.#moved || this.#moved.has(space)) return
    this.#moved.add(space)
    if (this.#moved.size === 1) setTimeout(() => this.wake(), gathered).unref()
  }

  stop(): void {
    this.#stopping.abort()
    this.#ring()
  }

  /** Runs until it is stopped; a running turn receives the abort signal, and is waited for. */
  async run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#woken = false
      const wait = await this.#look().catch((error: unknown) => this.#failed(error))
      await this.#sleep(wait)
    }
  }

  /** Returns the milliseconds until the next look. */
  async #look(): Promise<number> {
    if (!this.#registered) await this.#register()
    const untilDue = await this.#untilDue()
    if (untilDue > 0) {
      this.#again = 0
      return untilDue
    }
    const now = await theTime(this.#db)
    const taken = await store.take(this.#db, {
      name: this.work.name,
      holder: this.#holder,
      now,
      until: new Date(now.getTime() + leaseLasts),
      onlyWhenDue: 'every' in this.work,
    })
    if (!taken) return this.#untilFree(now)
    this.#refused = 0
    await this.#turn(taken, now)
    return doubled(streak, this.#again++)
  }

  /** At the very first start housekeeping waits a little: a new instance has nothing to tidy. */
  async #register(): Promise<void> {
    const first = 'every' in this.work ? Math.min(this.work.every, minute) : undefined
    await store.register(this.#db, this.work.name, first, await theTime(this.#db))
    this.#registered = true
  }

  async #untilDue(): Promise<number> {
    if ('every' in this.work) return 0 // its row says when
    if ('next' in this.work) {
      const most = this.work.askEvery ?? minute
      return Math.min((await this.work.next(this.#house)) ?? most, most)
    }
    if (performance.now() - this.#sweptAt >= sweepEvery) this.#moved = undefined
    return this.#moved?.size === 0 ? this.#sweptAt + sweepEvery - performance.now() : 0
  }

  /** Milliseconds until the work is free: another process has it, it has failed and is backing off, or it is not due yet. */
  async #untilFree(now: Date): Promise<number> {
    const wait = await store.untilNext(this.#db, this.work.name, now, 'every' in this.work)
    if (wait > 0) this.#again = 0
    return wait > 0 ? Math.min(wait, minute) : doubled(busy, this.#refused++)
  }

  async #turn(lease: store.Lease, started: Date): Promise<void> {
    const lost = new AbortController()
    const renewing = setInterval(() => void this.#renew(lease, lost), leaseLasts / 3).unref()
    this.#lease = lease
    let error: unknown
    try {
      await this.#do(AbortSignal.any([this.#stopping.signal, lost.signal]))
      this.#warned = ''
    } catch (failure) {
      error = failure
      this.#moved = undefined // check all spaces again, so that nothing is missed
    } finally {
      clearInterval(renewing)
      this.#lease = undefined
    }
    if (error instanceof LeaseLost) return
    await this.#finish(lease, started, error)
  }

  async #do(stopping: AbortSignal): Promise<void> {
    if ('run' in this.work) return void (await this.work.run(this.#house, stopping))
    const spaces = this.#moved && [...this.#moved]
    this.#moved = new Set()
    if (spaces) return followSpaces(this.#house, this.work, spaces, stopping)
    await catchUp(this.#house, this.work, stopping)
    this.#sweptAt = performance.now()
  }

  async #finish(lease: store.Lease, started: Date, error: unknown): Promise<void> {
    const now = await theTime(this.#db)
    if (error === undefined)
      return store.finish(this.#db, lease, now, await this.#nextAfter(started, now), null)
    this.#warn(error)
    await store.finish(this.#db, lease, now, doubled(backOff, lease.failures), messageOf(error))
  }

  /** Milliseconds from now; null when there is no next time. */
  async #nextAfter(started: Date, now: Date): Promise<number | null> {
    if ('every' in this.work)
      return Math.max(0, started.getTime() + this.work.every - now.getTime())
    return ('next' in this.work && (await this.work.next(this.#house))) || null
  }

  /** Nothing is lost while the database is away: nobody else can take the lease then. */
  async #renew(lease: store.Lease, lost: AbortController): Promise<void> {
    const now = await theTime(this.#db)
    const until = new Date(now.getTime() + leaseLasts)
    if (!(await store.renew(this.#db, lease, until))) lost.abort(new LeaseLost())
  }

  /** The check itself failed: the database is away. */
  #failed(error: unknown): number {
    this.#warn(error)
    return backOff.first
  }

  /** Logs a repeated failure only once. */
  #warn(error: unknown): void {
    const said = messageOf(error)
    if (said !== this.#warned) this.#log.warn(`${this.work.title.en} will be retried: ${said}`)
    this.#warned = said
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (this.#woken || this.#stopping.signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds).unref()
      this.#ring = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function doubled({ first, most }: { first: number; most: number }, times: number): number {
  return Math.min(first * 2 ** Math.min(times, 20), most)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
