import packageFacts from '../../../package.json' with { type: 'json' }
import type { House } from '../../kernel/context.ts'
import { pendingMigrations } from '../../kernel/migrate.ts'
import { clocksApart, disk, leastFree, mailTrouble, mostApart } from '../checks.ts'
import * as store from './store.ts'

/** How the house is: the same that doctor looks at, while it runs (V1). */
export async function health(house: House) {
  const { config, db } = house
  const asked = performance.now()
  const database = await store.databaseVersion(db)
  const answeredIn = Math.round((performance.now() - asked) * 10) / 10
  const space = disk(config.dataDir)
  const apart = await clocksApart(db)
  const mail = await mailTrouble(db)
  const pending = await pendingMigrations(db)
  return {
    version: packageFacts.version,
    node: process.versions.node,
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    database: { version: database, answeredIn, pending: pending.length },
    disk: { ...space, low: space.free < leastFree },
    clocks: { apart: Math.round(apart * 10) / 10, differ: apart >= mostApart },
    mail: { configured: config.smtpUrl !== null, failed: mail.failed, late: mail.late },
  }
}
