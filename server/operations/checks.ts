// Checks that both doctor and the console run. They return figures; the caller puts them into words.
import { statfsSync } from 'node:fs'
import type { DamagedFile } from '../foundation/files/scrub.ts'
import type { Blobs } from '../kernel/blobs.ts'
import type { Querier } from '../kernel/db.ts'

/** Bytes on the disk that holds the data folder. */
export function disk(folder: string): { free: number; total: number } {
  const { bavail, blocks, bsize } = statfsSync(folder)
  return { free: bavail * bsize, total: blocks * bsize }
}

/** Bytes; with less free space, doctor and the console warn. */
export const leastFree = 2 ** 30

/** Seconds between the server's clock and the database's. */
export async function clocksApart(db: Querier): Promise<number> {
  const row = await db.row<{ ms: number }>({
    text: 'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
  })
  return Math.abs(Date.now() - (row?.ms ?? 0)) / 1000
}

/** Seconds; with a larger difference, times from the two clocks contradict each other. */
export const mostApart = 5

export interface MailTrouble {
  failed: number
  late: number
  reason: string | null
}

export async function mailTrouble(db: Querier): Promise<MailTrouble> {
  const row = await db.row<MailTrouble>({
    text: `select count(*) filter (where failed_at is not null) as failed,
                  count(*) filter (where failed_at is null and tries > 0) as late,
                  max(last_error) as reason
             from outbox where sent_at is null and dropped_at is null`,
  })
  return row!
}

/** Describes one damaged archive, and what to do. */
export function damagedArchiveSentence(
  blobs: Blobs,
  { file, fault }: { file: string; fault: string },
): string {
  return `The archive ${blobs.where('archives', file)} is ${fault}: export the group, or send the archive, again.`
}

/** Describes one damaged file: which file, whose it is, and what to do. */
export function damageSentence(blobs: Blobs, { space, file, fault, items }: DamagedFile): string {
  const of = items.map(({ id, name }) => `${name} of item ${id}`).join(', ')
  return (
    `The file ${blobs.where(space, file)} is ${fault}${of && ` (${of})`}: ` +
    `copy it from a backup, or add the same file again in Atelier.`
  )
}
