import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { PublicContext } from '../../server/kernel/context.ts'
import { openDatabase, type Connection, type Database } from '../../server/kernel/db.ts'
import { migrate } from '../../server/kernel/migrate.ts'
import { startPostgres } from '../../server/kernel/postgres.ts'
import { fill, type Size } from './fixture.ts'
import { furnish } from './furnished.ts'

/** A house of a certain size, with its own PostgreSQL. */
export interface House {
  size: Size
  /** One connection, so that statements that are compared run on the same one. */
  db: Database
  connection: Connection
  /** Milliseconds of processor that the other end of `db` has used; undefined where the system does not tell. */
  busy(): number | undefined
  /** The same for DATABASE_URL. */
  url: string
  stop(): Promise<void>
}

const quiet = { info: () => undefined, warn: (message: string) => console.error(message) }
const cache = path.resolve(import.meta.dirname, '../../data/bench')

/**
 * Opens the house of that size, building it when there is none yet. Migrations only go forward, so one that was built before
 * is brought up to date; it is built again when its contents have changed.
 */
export async function openHouse(size: Size, say: (sentence: string) => void): Promise<House> {
  const folder = path.join(
    cache,
    `${size.items}-items-${size.groups}-groups-${hashOf('fixture.ts')}`,
  )
  const done = path.join(folder, 'built')
  if (!existsSync(done)) rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const postgres = await startPostgres({ dataDir: folder, durable: false }, quiet)
  const { connection } = postgres
  const db = openDatabase({ ...connection, max: 1 })
  const brought = await migrate(db)
  // Each run has a data folder of its own, and so another key.
  await db.run({ text: 'delete from notice_secret' })
  await db.run({ text: 'delete from sealing_key' })
  if (!existsSync(done)) {
    say(`building a house of ${size.items.toLocaleString('en')} items (kept in data/bench)`)
    await patiently(connection, (patient) => fill(patient, size))
    writeFileSync(done, '')
  }
  await patiently(connection, furnish)
  // An instance that runs is tidied by itself; one that was migrated a moment ago still holds every row twice.
  if (brought.length > 0)
    await patiently(connection, (patient) => patient.run({ text: 'vacuum analyze' }))
  const { user, database, host } = connection
  const backend = await db.row<{ pid: number }>({ text: 'select pg_backend_pid() as pid' })
  return {
    size,
    db,
    connection,
    busy: () => busyOf(backend!.pid),
    url: `postgres://${user}@/${database}?host=${encodeURIComponent(host)}`,
    stop: async () => {
      await db.close()
      await postgres.stop()
    },
  }
}

async function patiently(connection: Connection, work: (db: Database) => Promise<unknown>) {
  const db = openDatabase({ ...connection, max: 1 })
  await db.run({ text: 'set statement_timeout = 0' })
  await work(db)
  await db.close()
}

/** Linux counts it in nanoseconds, and leaves out the time in which others had the processor. */
function busyOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return undefined
  }
}

/** Changes when one of these files of this folder does. */
export function hashOf(...files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(path.join(import.meta.dirname, file)))
  return hash.digest('hex').slice(0, 8)
}

/** The part of a context that the statements of a read need. */
export function reading({ db }: { db: Database }): PublicContext {
  return {
    person: undefined,
    db: { ...db, afterCommit: () => undefined },
    now: new Date(),
    language: 'en',
    house: undefined as never,
    address: '',
    userAgent: '',
  }
}
