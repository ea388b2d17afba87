// Rebuilds the search index, whether or not the server runs. `npm run search-index` starts it.
import { indexAll } from '../foundation/search/work.ts'
import { forgetPositions, itemsInAll } from '../foundation/search/index-store.ts'
import { CannotStart } from '../kernel/cannot-start.ts'
import { readConfig } from '../kernel/config.ts'
import type { House } from '../kernel/context.ts'
import { openDatabase, type Connection } from '../kernel/db.ts'
import { pendingMigrations } from '../kernel/migrate.ts'
import { idle } from '../kernel/work.ts'
import { whileRunning } from '../operations/running-database.ts'
import { events } from './events.ts'
import { tools } from './tools.ts'

async function buildAgain(): Promise<void> {
  const config = readConfig(process.env)
  await whileRunning(config, async (connection: Connection) => {
    const db = openDatabase({ ...connection, max: 2 })
    try {
      if ((await pendingMigrations(db)).length > 0)
        throw new CannotStart('The database is not up to date: `npm start` brings it there.')
      // indexing uses nothing else of it
      await readAll({ config, db, tools, events, work: idle } as unknown as House)
    } finally {
      await db.close()
    }
  })
}

/** A server that runs at the same time does its part of the work. */
async function readAll(house: House): Promise<void> {
  const all = await itemsInAll(house.db)
  await forgetPositions(house.db)
  let read = 0
  let told = Date.now()
  await indexAll(house, undefined, (items) => {
    read += items
    if (Date.now() - told < 2000) return
    told = Date.now()
    console.log(`· ${read} of about ${all} items are read.`)
  })
  console.log('✔ Searches find everything as it is.')
}

try {
  await buildAgain()
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(error.message)
  process.exitCode = 1
}
