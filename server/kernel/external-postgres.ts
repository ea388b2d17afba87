import pg from 'pg'
import { CannotStart } from './cannot-start.ts'

const oldest = 15

/** Throws unless an external PostgreSQL can be reached and is recent enough. */
export async function refuseOldPostgres(url: string): Promise<void> {
  const version = await versionOf(url)
  if (version >= oldest * 10_000) return
  throw new CannotStart(
    `DATABASE_URL leads to PostgreSQL ${Math.floor(version / 10_000)}: Atelier needs ${oldest} or later.`,
  )
}

/** As PostgreSQL numbers itself: 150013 is 15.13. */
export async function versionOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => undefined) // the failing query reports it
  try {
    await client.connect()
    const { rows } = await client.query<{ version: number }>({
      text: `select current_setting('server_version_num')::int as version`,
    })
    return rows[0]?.version ?? 0
  } catch (error) {
    throw new CannotStart(
      `The PostgreSQL of DATABASE_URL does not answer: ${(error as Error).message || 'no connection'}.`,
      { cause: error },
    )
  } finally {
    await client.end().catch(() => undefined)
  }
}
