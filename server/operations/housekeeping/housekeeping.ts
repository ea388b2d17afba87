import { scrub } from '../../foundation/files/scrub.ts'
import { scanAgain } from '../../foundation/files/scanning.ts'
import { releaseRemoved, releaseUnused } from '../../foundation/files/unused.ts'
import { forgetUploads } from '../../foundation/files/uploads.ts'
import { forgetLeftBehind } from '../../foundation/items/moving.ts'
import { emptyTrash } from '../../foundation/items/trash.ts'
import { deleteEndedViewings } from '../../foundation/view-as/view-as.ts'
import type { House } from '../../kernel/context.ts'
import { theTime } from '../../kernel/db.ts'
import { forgetOldKeys } from '../../kernel/idempotency.ts'
import { oneByOne } from '../../kernel/one-by-one.ts'
import { purgeDeletedGroups } from '../life-cycle/purging.ts'
import { purgeDeparted } from '../departures/purging.ts'
import { deleteEndedEmailChanges } from '../email-change/email-change.ts'
import * as store from './store.ts'

const hour = 3_600_000
/** Per round, to compare files with their hashes: everybody shares the disk. */
const readingMilliseconds = 60_000

/**
 * One round, in small transactions, so that it may be interrupted anywhere. Throws the errors of failed jobs at the end,
 * after all others have run.
 */
export async function tidy(house: House, now?: Date): Promise<void> {
  const at = now ?? (await theTime(house.db))
  await oneByOne(round, (work) => work(house, at))
}

const round: ((house: House, now: Date) => Promise<unknown>)[] = [
  emptyAllTrash,
  ({ db, config }, now) =>
    store.deleteEmptyContainers(db, new Date(now.getTime() - config.trashDays * 24 * hour)),
  purgeDeletedGroups,
  purgeDeparted,
  ({ db }, now) => store.deleteEndedSessions(db, now),
  ({ db }, now) => store.deleteUnknownDevices(db, now),
  ({ db }, now) => store.deleteDeadTokens(db, now),
  ({ db }, now) => store.deleteOldThrottles(db, now),
  ({ db }, now) => deleteEndedEmailChanges(db, now),
  ({ db }, now) => deleteEndedViewings(db, now),
  ({ db }, now) => forgetOldKeys(db, now),
  forgetLeftBehind,
  releaseRemoved,
  forgetUploads,
  releaseUnused,
  scanAgain,
  (house, now) => scrub(house, now, { milliseconds: readingMilliseconds }),
]

async function emptyAllTrash(house: House, now: Date): Promise<void> {
  while ((await emptyTrash(house, now)) > 0);
}
