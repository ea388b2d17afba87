import type { House } from '../../kernel/context.ts'
import { remove, removeOthers } from './folder.ts'
import { exportNext } from './exports.ts'
import { importNext } from './imports.ts'
import * as store from './jobs-store.ts'
import { onWake } from './wake.ts'
import { problems } from './words.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** An archive that was sent and never confirmed. */
const unconfirmedDays = 1
/** What an import had to say. */
const doneDays = 7
/** Whatever stops the server three times over one archive is not tried a fourth time. */
const mostStarts = 3

interface Log {
  warn(message: string): void
}

type Next = (house: House, stopping: AbortSignal) => Promise<boolean>

/**
 * Makes archives of groups and groups of archives, one of each at a time, beside everything else. What is to do are rows
 * (docs/decisions/0004): what was under way when the server stopped begins again.
 */
export function startExchange(house: House, log: Log): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const lanes = [exportNext, importNext].map((next) => new Lane(house, next, stopping.signal, log))
  const begun = store
    .beginAgain(house.db, mostStarts, problems.interrupted)
    .catch((error: Error) => log.warn(`Archives wait: ${error.message}`))
  const look = () => void begun.then(() => lanes.forEach((lane) => lane.look()))
  const sweep = () =>
    void begun
      .then(() => forgetOld(house))
      .then(look)
      .catch((error: Error) => log.warn(`Old archives stay for now: ${error.message}`))
  onWake(house, look)
  const every = setInterval(sweep, minute).unref()
  sweep()
  return {
    async stop() {
      clearInterval(every)
      stopping.abort()
      await begun
      await Promise.all(lanes.map((lane) => lane.idle()))
    },
  }
}

/** One after the other; looked for when something was asked, and once a minute. */
class Lane {
  readonly #house: House
  readonly #next: Next
  readonly #stopping: AbortSignal
  readonly #log: Log
  #running: Promise<void> | undefined
  #again = false

  constructor(house: House, next: Next, stopping: AbortSignal, log: Log) {
    this.#house = house
    this.#next = next
    this.#stopping = stopping
    this.#log = log
  }

  look(): void {
    this.#again = true
    this.#running ??= this.#work().finally(() => (this.#running = undefined))
  }

  async #work(): Promise<void> {
    while (this.#again && !this.#stopping.aborted) {
      this.#again = false
      try {
        while (!this.#stopping.aborted && (await this.#next(this.#house, this.#stopping)));
      } catch (error) {
        this.#log.warn(`An archive failed: ${(error as Error).message}`)
      }
    }
  }

  async idle(): Promise<void> {
    await this.#running
  }
}

/** Does all that waits, and returns when nothing does. */
export async function workOff(house: House): Promise<void> {
  const { signal } = new AbortController()
  while (await exportNext(house, signal));
  while (await importNext(house, signal));
}

/** Archives go when their days are over, and at once with the group, or with the right to them (I8, X96). */
export async function forgetOld(house: House, now = new Date()): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * day)
  const gone = await store.deleteOldExports(house.db, ago(house.config.exportDays))
  for (const file of gone) await remove(house, file)
  await store.deleteOldImports(house.db, { unconfirmed: ago(unconfirmedDays), done: ago(doneDays) })
  await removeOthers(house, await store.knownFiles(house.db), now)
}
