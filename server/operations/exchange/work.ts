import type { House } from '../../kernel/context.ts'
import { theTime, type Querier } from '../../kernel/db.ts'
import type { Work } from '../../kernel/work.ts'
import { exportNext } from './exports.ts'
import { importNext } from './imports.ts'
import * as store from './jobs-store.ts'
import { remove, removeOthers } from './shelf.ts'
import { problems } from './words.ts'

const minute = 60_000
const day = 24 * 60 * minute
/** Days for which an archive that was sent and never confirmed is kept. */
const unconfirmedDays = 1
/** Days for which the result of an import is kept. */
const doneDays = 7
/** A job that stops the server three times over one archive is not tried a fourth time. */
const mostStarts = 3

type Next = (house: House, stopping: AbortSignal) => Promise<boolean>
type Again = (db: Querier, mostStarts: number, problem: store.Problem) => Promise<void>

/**
 * Makes exports of groups and groups of exports, one of each at a time. The queue is rows (docs/decisions/0004): the process
 * with the lease does one at a time, so a job that is already marked as running when the process takes over was interrupted
 * by a stop of the server or the database, and starts again.
 */
export const work: Work[] = [
  {
    name: 'exports',
    title: { en: 'Exports of groups', fr: 'Exports de groupes' },
    next: async ({ db }) => ((await store.exportsWait(db)) ? 0 : undefined),
    run: oneAfterTheOther(exportNext, store.beginExportsAgain),
  },
  {
    name: 'imports',
    title: { en: 'Imports of groups', fr: 'Imports de groupes' },
    next: async ({ db }) => ((await store.importsWait(db)) ? 0 : undefined),
    run: oneAfterTheOther(importNext, store.beginImportsAgain),
  },
  {
    name: 'old-exports',
    title: { en: 'Deleting old exports', fr: 'Suppression des anciens exports' },
    every: minute,
    run: (house) => forgetOld(house),
  },
]

function oneAfterTheOther(next: Next, again: Again) {
  return async (house: House, stopping: AbortSignal) => {
    await again(house.db, mostStarts, problems.interrupted)
    while (!stopping.aborted && (await next(house, stopping)));
  }
}

/** Does all waiting jobs, then returns. */
export async function workOff(house: House): Promise<void> {
  const { signal } = new AbortController()
  while (await exportNext(house, signal));
  while (await importNext(house, signal));
}

/**
 * Deletes archives when their days are over, and earlier when the group is deleted or the person no longer administers it
 * (I8, X96).
 */
export async function forgetOld(house: House, given?: Date): Promise<void> {
  const now = given ?? (await theTime(house.db))
  const ago = (days: number) => new Date(now.getTime() - days * day)
  const gone = await store.deleteOldExports(house.db, ago(house.config.exportDays))
  for (const file of gone) await remove(house, file)
  await store.deleteOldImports(house.db, { unconfirmed: ago(unconfirmedDays), done: ago(doneDays) })
  await removeOthers(house, await store.knownFiles(house.db), now)
}
