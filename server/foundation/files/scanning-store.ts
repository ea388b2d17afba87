import { quarantineMark } from '../../kernel/blobs.ts'
import type { PublicContext } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import type { ContainerId, ItemId, SpaceId } from '../../kernel/ids.ts'

export interface ToScan {
  space: SpaceId
  sha256: string
  file: string
  size: number
  /** Attempts that ended without an answer of the scanner. */
  tries: number
}

/** The next contents to scan: those with the fewest attempts, the oldest first. */
export function toScan(db: Querier, limit: number): Promise<ToScan[]> {
  return db.rows<ToScan>({
    name: 'contents-to-scan',
    text: `select space_id as space, encode(sha256, 'hex') as sha256, file, size, scan_tries as tries
      from blob where scan is null or scan = 'waiting' order by scan_tries, created_at limit $1`,
    values: [limit],
  })
}

export async function countTry(db: Querier, { space, sha256 }: ToScan): Promise<void> {
  await db.run({
    name: 'count-try-of-scan',
    text: `update blob set scan_tries = scan_tries + 1 where space_id = $1 and sha256 = decode($2, 'hex')`,
    values: [space, sha256],
  })
}

/** Skips a content that was replaced meanwhile. */
export async function rememberScan(
  db: Querier,
  { space, sha256, file }: ToScan,
  scan: 'clean' | 'too-large' | 'failed',
  at: Date,
): Promise<void> {
  await db.run({
    name: 'remember-scan',
    text: `update blob set scan = $4, scanned_at = $5
      where space_id = $1 and sha256 = decode($2, 'hex') and file = $3 and (scan is null or scan = 'waiting')`,
    values: [space, sha256, file, scan, at],
  })
}

/** Puts the content and its renditions into quarantine by renaming them; returns false when the content was replaced meanwhile. */
export async function quarantine(
  ctx: PublicContext,
  { space, sha256, file }: ToScan,
  found: string,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'quarantine-content',
    text: `with taken as (
        update blob set scan = 'infected', scan_found = $4, scanned_at = $5, file = $6 || file
        where space_id = $1 and sha256 = decode($2, 'hex') and file = $3 and (scan is null or scan = 'waiting')
        returning space_id, sha256),
      given_up as (
        delete from rendition r using taken t where r.space_id = t.space_id and r.sha256 = t.sha256 and r.state = 'waiting'),
      renamed as (
        update rendition r set file = $6 || r.file from taken t
        where r.space_id = t.space_id and r.sha256 = t.sha256 and r.file is not null)
      select 1 as one from taken`,
    values: [space, sha256, file, found, ctx.now, quarantineMark],
  })
  return row !== undefined
}

/** Ends the quarantine of a content and its renditions; returns false when it is in none. */
export async function release(
  ctx: PublicContext,
  space: SpaceId,
  sha256: string,
): Promise<boolean> {
  const row = await ctx.db.row({
    name: 'release-content',
    text: `with given as (
        update blob set scan = 'released', scanned_at = $3, file = substr(file, $4::int + 1)
        where space_id = $1 and sha256 = decode($2, 'hex') and scan = 'infected'
        returning space_id, sha256, media_type, created_by),
      renamed as (
        update rendition r set file = substr(r.file, $4::int + 1) from given g
        where r.space_id = g.space_id and r.sha256 = g.sha256 and r.file is not null),
      awaited as (
        insert into rendition (space_id, sha256, kind, state, asked_by, asked_at)
        select space_id, sha256, kind, 'waiting', created_by, $3 from given cross join unnest(array['thumbnail', 'text']) as kind
        where media_type = 'application/octet-stream' on conflict do nothing)
      select 1 as one from given`,
    values: [space, sha256, ctx.now, quarantineMark.length],
  })
  return row !== undefined
}

export interface Naming {
  item: ItemId
  container: ContainerId
  name: string
}

/** The items that name a content. */
export function itemsNaming(
  ctx: PublicContext,
  space: SpaceId,
  sha256: string,
  item: ItemId | null = null,
): Promise<Naming[]> {
  return ctx.db.rows<Naming>({
    name: 'items-naming-content',
    text: `select n.item_id as item, i.container_id as container, n.name from item_blob n
      join item i on i.space_id = n.space_id and i.id = n.item_id
      where n.space_id = $1 and n.sha256 = decode($2, 'hex') and ($3::uuid is null or n.item_id = $3)`,
    values: [space, sha256, item],
  })
}

/** Scans again what could not be scanned until then: the limits of the scanner may have changed. */
export async function askAgain(db: Querier, before: Date): Promise<void> {
  await db.run({
    name: 'scan-again',
    text: `update blob set scan = 'waiting', scan_tries = 0 where scan in ('too-large', 'failed') and scanned_at < $1`,
    values: [before],
  })
}

export interface ScanCounts {
  waiting: number
  infected: number
  notScanned: number
}

export async function scanCounts(db: Querier): Promise<ScanCounts> {
  const row = await db.row<ScanCounts>({
    name: 'count-scans',
    text: `select (select count(*)::int from blob where scan is null or scan = 'waiting') as waiting,
      (select count(*)::int from blob where scan = 'infected') as infected,
      (select count(*)::int from blob where scan in ('too-large', 'failed')) as "notScanned"`,
  })
  return row!
}
