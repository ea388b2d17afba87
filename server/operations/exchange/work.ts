import type { House } from '../../kernel/context.ts'
import { theTime } from '../../kernel/db.ts'
import { Rounds } from '../../kernel/rounds.ts'
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

/**
 * Makes archives of groups and groups of archives, one of each at a time, beside everything else. What is to do are rows
 * (docs/decisions/0004): a lane does one at a time, so what is under way when a round begins was left by a stop, of the
 * server or of the database, and begins again.
 */
export function startExchange(house: House, log: Log): { stop(): Promise<void> } {
  const kinds = [
    { next: exportNext, again: store.beginExportsAgain },
    { next: importNext, again: store.beginImportsAgain },
  ]
  const lanes = kinds.map(({ next, again }) => {
    const round = async (stopping: AbortSignal) => {
      await again(house.db, mostStarts, problems.interrupted)
      while (!stopping.aborted && (await next(house, stopping)));
      return minute
    }
    return new Rounds(round, (error) => log.warn(`An archive failed: ${(error as Error).message}`))
  })
  const look = () => lanes.forEach((lane) => lane.wakeIn(0))
  const sweep = () =>
    void forgetOld(house).catch((error: Error) =>
      log.warn(`Old archives stay for now: ${error.message}`),
    )
  onWake(house, look)
  const every = setInterval(sweep, minute).unref()
  sweep()
  look()
  return {
    async stop() {
      clearInterval(every)
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

/** Does all that waits, and returns when nothing does. */
export async function workOff(house: House): Promise<void> {
  const { signal } = new AbortController()
  while (await exportNext(house, signal));
  while (await importNext(house, signal));
}

/** Archives go when their days are over, and at once with the group, or with the right to them (I8, X96). */
export async function forgetOld(house: House, given?: Date): Promise<void> {
  const now = given ?? (await theTime(house.db))
  const ago = (days: number) => new Date(now.getTime() - days * day)
  const gone = await store.deleteOldExports(house.db, ago(house.config.exportDays))
  for (const file of gone) await remove(house, file)
  await store.deleteOldImports(house.db, { unconfirmed: ago(unconfirmedDays), done: ago(doneDays) })
  await removeOthers(house, await store.knownFiles(house.db), now)
}
