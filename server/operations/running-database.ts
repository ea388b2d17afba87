import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '../kernel/config.ts'
import { openDataFolder } from '../kernel/data-folder.ts'
import type { Connection } from '../kernel/db.ts'
import { startPostgres } from '../kernel/postgres.ts'

/**
 * Queries the database of the running server. If the server is stopped, starts PostgreSQL only for the query; an external
 * database is queried directly.
 */
export async function whileRunning<T>(
  config: Config,
  ask: (connection: Connection) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl) return ask({ connectionString: config.databaseUrl })
  const folder = await openDataFolder(config.dataDir).catch(() => undefined)
  if (!folder)
    return ask({ host: socketFolder(config.dataDir), user: 'atelier', database: 'atelier' })
  const postgres = await startPostgres(config, { info: () => undefined, warn: () => undefined })
  try {
    return await ask(postgres.connection)
  } finally {
    await postgres.stop()
    folder.close()
  }
}

/** Where a running PostgreSQL listens: the fifth line of its lock file. */
function socketFolder(dataDir: string): string {
  const lockFile = path.join(dataDir, 'postgres/postmaster.pid')
  if (!existsSync(lockFile)) return path.join(dataDir, 'socket')
  return readFileSync(lockFile, 'utf8').split('\n')[4] ?? ''
}
