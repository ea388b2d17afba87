// Compares rows, counts and files, whether or not the server is running. `npm run scrub` starts it.
import path from 'node:path'
import { damagedFiles, scrub, type Scrubbed } from '../foundation/files/scrub.ts'
import { blobsOnDisk } from '../kernel/blobs.ts'
import { alone } from '../kernel/bus.ts'
import { CannotStart } from '../kernel/cannot-start.ts'
import { readConfig } from '../kernel/config.ts'
import type { House } from '../kernel/context.ts'
import { openDatabase, type Connection } from '../kernel/db.ts'
import { pendingMigrations } from '../kernel/migrate.ts'
import { Outside } from '../kernel/outside.ts'
import { idle } from '../kernel/work.ts'
import { damagedArchiveSentence, damageSentence } from './checks.ts'
import { damagedArchives } from './exchange/shelf.ts'
import { whileRunning } from './running-database.ts'

async function scrubAll(): Promise<void> {
  const config = readConfig(process.env)
  const blobs = blobsOnDisk(path.join(config.dataDir, 'blobs'))
  await whileRunning(config, async (connection: Connection) => {
    const db = openDatabase({ ...connection, max: 2 })
    try {
      if ((await pendingMigrations(db)).length > 0)
        throw new CannotStart('The database is not up to date: `npm start` brings it there.')
      const live = undefined as never
      const house: House = {
        config,
        db,
        blobs,
        bus: alone,
        live,
        work: idle,
        outside: new Outside(config),
        tools: [],
        events: [],
        notices: [],
      }
      tell(await scrub(house, new Date(), { milliseconds: Infinity, again: true }))
      const damaged = await damagedFiles(db)
      const archives = await damagedArchives({ db, blobs }, Infinity)
      const sentences = [...damaged.map(damageSentence), ...archives.map(damagedArchiveSentence)]
      for (const sentence of sentences) console.log(`✖ ${sentence}`)
      if (sentences.length === 0) console.log('✔ Every file is what was stored.')
      process.exitCode = sentences.length === 0 ? 0 : 1
    } finally {
      await db.close()
    }
  })
}

function tell({ read, removed, recounted }: Scrubbed): void {
  console.log(`· ${read} files were read and compared with their hash.`)
  console.log(`· ${removed} files that nothing names any more were removed.`)
  for (const { space, counted, stored } of recounted)
    console.log(`· The storage of ${space} was counted as ${counted} bytes; it is ${stored}.`)
}

try {
  await scrubAll()
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(error.message)
  process.exitCode = 1
}
