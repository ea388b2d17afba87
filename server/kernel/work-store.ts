import type { Database, Querier, Timestamp, Transaction } from './db.ts'
import type { SpaceId } from './ids.ts'
import type { Stretch } from './work-following.ts'

/** Work that this process has leased. */
export interface Lease {
  name: string
  holder: string
  /** Fencing token: grows with every lease of this work. */
  fence: number
  /** Consecutive failures. */
  failures: number
}

export async function register(
  db: Querier,
  name: string,
  firstAfter: number | undefined,
  now: Date,
): Promise<void> {
  await db.run({
    name: 'register-work',
    text: 'insert into work (name, next_at) values ($1, $2) on conflict do nothing',
    values: [name, firstAfter === undefined ? null : new Date(now.getTime() + firstAfter)],
  })
}

/** Skips a row that a transaction of its holder has locked: nobody takes over while one is open. */
export async function take(
  db: Querier,
  work: { name: string; holder: string; now: Date; until: Date; onlyWhenDue: boolean },
): Promise<Lease | undefined> {
  const { name, holder, now, until, onlyWhenDue } = work
  const row = await db.row<{ fence: number; failures: number }>({
    name: 'take-work',
    text: `update work set holder = $2, fence = fence + 1, started_at = $3, leased_until = $4, finished_at = null
      where name = (select name from work where name = $1 and (holder is null or leased_until <= $3)
        and (next_at is null or next_at <= $3 or not ($5 or failures > 0)) for update skip locked)
      returning fence, failures`,
    values: [name, holder, now, until, onlyWhenDue],
  })
  return row && { name, holder, ...row }
}

/** Milliseconds until it is due; 0 when only another process's lease prevents it. */
export async function untilNext(
  db: Querier,
  name: string,
  now: Date,
  onlyWhenDue: boolean,
): Promise<number> {
  const row = await db.row<{ next: Timestamp | null }>({
    name: 'until-next-work',
    text: 'select next_at as next from work where name = $1 and holder is null and ($2 or failures > 0)',
    values: [name, onlyWhenDue],
  })
  return row?.next ? Math.max(0, Date.parse(row.next) - now.getTime()) : 0
}

/** Whether the lease is still held; if so, nobody takes it over before this transaction ends. */
export async function holdLease(tx: Transaction, lease: Lease): Promise<boolean> {
  const row = await tx.row({
    name: 'hold-work',
    text: 'select name from work where name = $1 and holder = $2 and fence = $3 for key share',
    values: [lease.name, lease.holder, lease.fence],
  })
  return row !== undefined
}

export async function renew(db: Querier, lease: Lease, until: Date): Promise<boolean> {
  const found = await db.run({
    name: 'renew-work',
    text: 'update work set leased_until = $4 where name = $1 and holder = $2 and fence = $3',
    values: [lease.name, lease.holder, lease.fence, until],
  })
  return found === 1
}

/** Releases the lease; `nextIn` is in milliseconds. */
export async function finish(
  db: Querier,
  lease: Lease,
  now: Date,
  nextIn: number | null,
  error: string | null,
): Promise<void> {
  await db.run({
    name: 'finish-work',
    text: `update work set holder = null, leased_until = null, finished_at = $4, next_at = $5, error = $6,
        failures = case when $6::text is null then 0 else failures + 1 end
      where name = $1 and holder = $2 and fence = $3`,
    values: [
      lease.name,
      lease.holder,
      lease.fence,
      now,
      nextIn === null ? null : new Date(now.getTime() + nextIn),
      error,
    ],
  })
}

/** Spaces whose log has lines that this work has not read. */
export async function spacesBehind(db: Database, work: string, most: number): Promise<SpaceId[]> {
  const rows = await db.rows<{ space: SpaceId }>({
    name: 'spaces-behind',
    text: `select n.space_id as space from space_counter n left join work_position p on p.work = $1 and p.space_id = n.space_id
      where n.seq > coalesce(p.seq, 0) limit $2`,
    values: [work, most],
  })
  return rows.map(({ space }) => space)
}

/** Claims the next range of each log; skips logs that another transaction is reading. */
export async function takeStretches(
  tx: Transaction,
  work: string,
  spaces: SpaceId[],
  most: number,
): Promise<Stretch[]> {
  await tx.run({
    name: 'begin-to-follow',
    text: 'insert into work_position (work, space_id, seq) select $1, unnest($2::uuid[]), 0 on conflict do nothing',
    values: [work, spaces],
  })
  return tx.rows<Stretch>({
    name: 'take-stretches',
    text: `select p.space_id as space, p.seq as from, coalesce((
          select max(rest.seq) from change last join change rest on rest.space_id = last.space_id and rest.act = last.act
          where last.space_id = p.space_id and last.seq = p.seq + $3), least(n.seq, p.seq + $3)) as "upTo"
      from work_position p join space_counter n on n.space_id = p.space_id
      where p.work = $1 and p.space_id = any($2::uuid[]) and n.seq > p.seq
      order by p.space_id for update of p skip locked`,
    values: [work, spaces, most],
  })
}

export async function advance(tx: Transaction, work: string, stretches: Stretch[]): Promise<void> {
  await tx.run({
    name: 'advance-position',
    text: `update work_position p set seq = done.seq
      from unnest($2::uuid[], $3::bigint[]) as done (space_id, seq) where p.work = $1 and p.space_id = done.space_id`,
    values: [work, stretches.map(({ space }) => space), stretches.map(({ upTo }) => upTo)],
  })
}

/** A row of the list that an admin reads. */
export interface WorkRow {
  name: string
  startedAt: Timestamp | null
  finishedAt: Timestamp | null
  nextAt: Timestamp | null
  running: boolean
  failures: number
  error: string | null
}

export function allWork(db: Querier): Promise<WorkRow[]> {
  return db.rows<WorkRow>({
    name: 'all-work',
    text: `select name, started_at as "startedAt", finished_at as "finishedAt", next_at as "nextAt",
        holder is not null and leased_until > the_time() as running, failures, error
      from work order by name`,
  })
}
