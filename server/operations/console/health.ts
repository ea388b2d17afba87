import packageFacts from '../../../package.json' with { type: 'json' }
import type { Context, House } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import { pendingMigrations } from '../../kernel/migrate.ts'
import { allWork } from '../../kernel/work-store.ts'
import { scanCounts } from '../../foundation/files/scanning.ts'
import { damagedFiles } from '../../foundation/files/scrub.ts'
import { clocksApart, disk, leastFree, mailTrouble, mostApart } from '../checks.ts'
import * as store from './store.ts'

/**
 * The health of the running instance: the checks of doctor (V1). The figures cover every organization on the instance, so an
 * admin can read them only where theirs is the only one; elsewhere the operator runs doctor (O2).
 */
export async function health(house: House) {
  return { instance: (await store.holdsOneOrganization(house.db)) ? await figures(house) : null }
}

/** Background jobs. An error message is shown only where there is one organization: it may name things of another one. */
export async function backgroundWork({ house, db, language }: Context) {
  const one = await store.holdsOneOrganization(db)
  const titles = new Map(house.work.all.map(({ name, title }) => [name, title[language]]))
  return (await allWork(db))
    .map(({ error, failures, ...row }) => ({
      ...row,
      title: titles.get(row.name) ?? row.name,
      failed: failures > 0,
      error: one ? error : null,
    }))
    .toSorted((a, b) => a.title.localeCompare(b.title, language))
}

/** For the operator, hence with error messages. */
export async function failedWork(db: Querier): Promise<{ name: string; error: string }[]> {
  const all = await allWork(db)
  return all.flatMap(({ name, error }) => (error === null ? [] : { name, error }))
}

async function figures(house: House) {
  const { config, db } = house
  const asked = performance.now()
  const database = await store.databaseVersion(db)
  const answeredIn = Math.round((performance.now() - asked) * 10) / 10
  const space = disk(config.dataDir)
  const apart = await clocksApart(db)
  const mail = await mailTrouble(db)
  const files = { ...(await scanCounts(db)), scanned: config.clamdSocket !== null }
  const damaged = await damagedFiles(db)
  const pending = await pendingMigrations(db)
  return {
    version: packageFacts.version,
    node: process.versions.node,
    startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
    database: { version: database, answeredIn, pending: pending.length },
    disk: { ...space, low: space.free < leastFree },
    clocks: { apart: Math.round(apart * 10) / 10, differ: apart >= mostApart },
    files: {
      ...files,
      damaged: damaged.map(({ space, file, fault }) => ({
        place: house.blobs.where(space, file),
        fault,
      })),
    },
    mail: { configured: config.smtpUrl !== null, failed: mail.failed, late: mail.late },
  }
}
