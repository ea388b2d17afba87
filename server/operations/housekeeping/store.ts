import type { Database } from '../../kernel/db.ts'

/** Deletes containers that were trashed before then and are empty; the innermost first, one layer a round. */
export async function deleteEmptyContainers(db: Database, before: Date): Promise<void> {
  await db.run({
    name: 'delete-grants-of-empty-containers',
    text: `delete from access_grant g using container c
      where c.space_id = g.space_id and c.id = g.container_id and c.trashed_at < $1 and ${empty}`,
    values: [before],
  })
  await db.run({
    name: 'delete-empty-containers',
    text: `delete from container c where c.trashed_at < $1 and ${empty}`,
    values: [before],
  })
}

const empty = `not exists (select from item i where i.space_id = c.space_id and i.container_id = c.id)
  and not exists (select from container inner_one where inner_one.space_id = c.space_id and inner_one.parent_id = c.id)
  and not exists (select from container follower where follower.space_id = c.space_id and follower.rights_from = c.id and follower.id <> c.id)`

export async function deleteEndedSessions(db: Database, now: Date): Promise<void> {
  await db.run({
    name: 'delete-ended-sessions',
    text: 'delete from session where expires_at < $1',
    values: [now],
  })
}

/** Forgets browsers in which nobody has signed in for too long: the next sign-in counts as one from a new browser. */
export async function deleteUnknownDevices(db: Database, now: Date): Promise<void> {
  await db.run({
    name: 'delete-unknown-devices',
    text: 'delete from known_device where expires_at < $1',
    values: [now],
  })
}

/** Deletes links that were used or have expired, a day late, so that a late visitor still gets the same answer. */
export async function deleteDeadTokens(db: Database, now: Date): Promise<void> {
  await db.run({
    name: 'delete-dead-tokens',
    text: `delete from one_time_token where expires_at < $1::timestamptz - interval '1 day'`,
    values: [now],
  })
}

export async function deleteOldThrottles(db: Database, now: Date): Promise<void> {
  await db.run({
    name: 'delete-old-throttles',
    text: `delete from throttle where window_started_at < $1::timestamptz - interval '2 days'`,
    values: [now],
  })
}
