import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { openDatabase } from '../../server/kernel/db.ts'
import type { Connection } from '../../server/kernel/db.ts'
import { migrate } from '../../server/kernel/migrate.ts'
import { startPostgres } from '../../server/kernel/postgres.ts'
import type { Log, Postgres } from '../../server/kernel/postgres.ts'

export type TestPostgres = { connection: Postgres['connection']; stop(): Promise<void> }

const environment = 'ATELIER_TEST_PG'
const quiet: Log = { info: () => undefined, warn: (message) => console.warn(message) }

/** The PostgreSQL of this test run; a test file that is run by hand starts its own. */
export async function testPostgres(): Promise<TestPostgres> {
  const given = process.env[environment]
  if (given) return { connection: JSON.parse(given), stop: async () => undefined }
  return launchTestPostgres()
}

/** A PostgreSQL in a temporary folder. It is faster because it does not sync: a power cut loses its data. */
export async function launchTestPostgres(): Promise<TestPostgres> {
  const folder = mkdtempSync('/tmp/atelier-test-')
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  process.once('exit', remove)
  const postgres = await startPostgres({ dataDir: folder, durable: false }, quiet)
  const stop = async () => {
    await postgres.stop()
    remove()
  }
  return { connection: postgres.connection, stop }
}

/** The environment variables of the test files of one run. */
export function announce(postgres: TestPostgres): void {
  process.env[environment] = JSON.stringify(postgres.connection)
}

/** An empty, migrated database to copy, made again whenever a file below database/ has changed. */
export async function templateDatabase(connection: Connection): Promise<string> {
  const name = `template_${hashOf(path.resolve(import.meta.dirname, '../../database'))}`
  const server = openDatabase({ ...connection, max: 1 })
  try {
    const there = await server.row({
      text: 'select 1 from pg_database where datname = $1 and datistemplate',
      values: [name],
    })
    if (!there) await makeTemplate(server, connection, name)
  } finally {
    await server.close()
  }
  return name
}

async function makeTemplate(
  server: ReturnType<typeof openDatabase>,
  connection: Connection,
  name: string,
): Promise<void> {
  await server.run({ text: `drop database if exists ${name} with (force)` })
  await server.run({ text: `create database ${name}` })
  const db = openDatabase({ ...connection, database: name, max: 1 })
  try {
    await migrate(db)
  } finally {
    await db.close()
  }
  await server.run({ text: `alter database ${name} is_template true` })
}

function hashOf(folder: string): string {
  const sum = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted())
    if (name.endsWith('.sql')) sum.update(name).update(readFileSync(path.join(folder, name)))
  return sum.digest('hex').slice(0, 16)
}
