// One more organization on this instance, by a link that works once. `npm run organization -- add` starts it (O2).
import { CannotStart } from '../kernel/cannot-start.ts'
import { publicAddress, readConfig } from '../kernel/config.ts'
import { openDatabase } from '../kernel/db.ts'
import { pendingMigrations } from '../kernel/migrate.ts'
import { whileRunning } from './running-database.ts'
import { linkForAnother } from './set-up/link.ts'

const usage = `npm run organization -- add
  Prints a link that makes one more organization with its first admin, once, within a day.`

async function add(): Promise<void> {
  const config = readConfig(process.env)
  const link = await whileRunning(config, async (connection) => {
    const db = openDatabase({ ...connection, max: 1 })
    try {
      if ((await pendingMigrations(db)).length > 0)
        throw new CannotStart('The database is not up to date: `npm start` brings it there.')
      return await linkForAnother(db, publicAddress(config))
    } finally {
      await db.close()
    }
  })
  console.log(
    'Open this link, or send it to who will administer the organization (it works once, for a day):',
  )
  console.log(link)
}

try {
  if (process.argv[2] === 'add' && process.argv.length === 3) await add()
  else {
    console.error(usage)
    process.exitCode = 1
  }
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(error.message)
  process.exitCode = 1
}
