import { alone } from '../kernel/bus.ts'
import { CannotStart } from '../kernel/cannot-start.ts'
import { readConfig } from '../kernel/config.ts'
import type { House } from '../kernel/context.ts'
import { openDatabase } from '../kernel/db.ts'
import { nobodyListens } from '../kernel/live.ts'
import { pendingMigrations } from '../kernel/migrate.ts'
import { openBlobs } from '../kernel/open-blobs.ts'
import { Outside } from '../kernel/outside.ts'
import { idle } from '../kernel/work.ts'
import { whileRunning } from './running-database.ts'

type Declared = Partial<Pick<House, 'tools' | 'events' | 'notices'>>

/**
 * Runs a command on an instance, whether or not its server runs. The house has the database and the blobs; nobody is
 * connected to it, and a running server learns of changes from the log.
 */
export async function inHouse(
  declared: Declared,
  command: (house: House) => Promise<void>,
): Promise<void> {
  try {
    const config = readConfig(process.env)
    await whileRunning(config, async (connection) => {
      const db = openDatabase({ ...connection, max: 2 })
      try {
        if ((await pendingMigrations(db)).length > 0)
          throw new CannotStart('The database is not up to date: `npm start` brings it there.')
        const blobs = openBlobs(config)
        const around = { bus: alone, live: nobodyListens, work: idle, outside: new Outside(config) }
        await command({
          config,
          db,
          blobs,
          ...around,
          tools: [],
          events: [],
          notices: [],
          ...declared,
        })
      } finally {
        await db.close()
      }
    })
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
