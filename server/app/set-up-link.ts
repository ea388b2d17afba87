import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '../kernel/db.ts'

const hoursToUse = 24

/** On an empty instance, the one link that creates the first organization (O2); every start makes a new one. */
export async function setUpLink(db: Database, address: string): Promise<string | undefined> {
  const someone = await db.row({ text: 'select 1 from person limit 1' })
  if (someone) return undefined
  const token = randomBytes(24).toString('base64url')
  await db.run({
    text: `with old as (delete from one_time_token where purpose = 'set-up')
           insert into one_time_token (token_hash, purpose, created_at, expires_at)
           values ($1, 'set-up', now(), now() + make_interval(hours => $2))`,
    values: [createHash('sha256').update(token).digest(), hoursToUse],
  })
  return `${address}/set-up?token=${token}`
}
