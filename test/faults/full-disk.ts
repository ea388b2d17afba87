// Fills the disk under a running database, empties it again, and reports what happened to the writes (full-disk.test.ts).
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDataFolder } from '../../server/kernel/data-folder.ts'
import { openDatabase, schema } from '../../server/kernel/db.ts'
import { Unavailable } from '../../server/kernel/errors.ts'
import { startPostgres } from '../../server/kernel/postgres.ts'

const folder = await openDataFolder(process.argv[2] ?? '')
const quiet = { info: () => undefined, warn: () => undefined }
const postgres = await startPostgres({ dataDir: folder.path }, quiet)
const db = openDatabase(postgres.connection)
await db.run({ text: `create schema ${schema}` })
await db.run({ text: 'create table ledger (n int, filling text)' })

const told = { acknowledged: 0, unavailable: 0, other: [] as string[], after: 0, kept: 0 }

async function write(): Promise<boolean> {
  const filling = `select 1, repeat(md5(random()::text), 30) from generate_series(1, 500)`
  try {
    await db.run({ text: `insert into ledger ${filling}` })
    told.acknowledged++
    return true
  } catch (error) {
    if (error instanceof Unavailable) told.unavailable++
    else told.other.push(String(error))
    return false
  }
}

const ballast = openSync(path.join(folder.path, 'ballast'), 'w')
const leave = 20 * 2 ** 20
for (let free = Infinity; free > leave;) {
  writeSync(ballast, Buffer.alloc(2 ** 18))
  const { bavail, bsize } = statfsSync(folder.path)
  free = bavail * bsize
}
while (await write());
for (let i = 0; i < 10; i++) if (!(await write())) await pause(100)

closeSync(ballast)
rmSync(path.join(folder.path, 'ballast'))
const end = Date.now() + 20_000
while (told.after === 0 && Date.now() < end) {
  if (await write()) told.after++
  else await pause(200)
}
const row = await db.row<{ kept: number }>({ text: 'select count(*) / 500 as kept from ledger' })
told.kept = row?.kept ?? 0
console.log(JSON.stringify(told))
await db.close()
await postgres.stop()
