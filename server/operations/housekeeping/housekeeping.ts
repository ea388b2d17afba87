import { emptyTrash } from '../../foundation/items/trash.ts'
import { deleteEndedViewings } from '../../foundation/view-as/view-as.ts'
import type { House } from '../../kernel/context.ts'
import { forgetOldKeys } from '../../kernel/idempotency.ts'
import type { Log } from '../../kernel/postgres.ts'
import { asJob } from '../console/jobs.ts'
import { purgeDeletedGroups } from '../life-cycle/purging.ts'
import { purgeDeparted } from '../departures/purging.ts'
import * as store from './store.ts'

const hour = 3_600_000

/** What is done now and then without anybody asking: the trash of too long ago, sessions and links that have ended. */
export function startHousekeeping(house: House, log: Pick<Log, 'warn'>): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  const round = () => {
    running = asJob(house, 'housekeeping', hour, () => tidy(house)).catch((error: Error) =>
      log.warn(`Housekeeping will be tried again: ${error.message}`),
    )
  }
  const first = setTimeout(round, 60_000).unref()
  const every = setInterval(round, hour).unref()
  return {
    async stop() {
      clearTimeout(first)
      clearInterval(every)
      await running
    },
  }
}

/** One round, in small transactions, so that it may be interrupted anywhere. */
export async function tidy(house: House, now = new Date()): Promise<void> {
  while ((await emptyTrash(house, now)) > 0);
  await store.deleteEmptyContainers(
    house.db,
    new Date(now.getTime() - house.config.trashDays * 24 * hour),
  )
  await purgeDeletedGroups(house, now)
  await purgeDeparted(house, now)
  await store.deleteEndedSessions(house.db, now)
  await store.deleteDeadTokens(house.db, now)
  await store.deleteOldThrottles(house.db, now)
  await deleteEndedViewings(house.db, now)
  await forgetOldKeys(house.db, now)
}
