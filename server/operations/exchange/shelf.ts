import { statfs } from 'node:fs/promises'
import { lettersOf, type BlobFault, type Blobs } from '../../kernel/blobs.ts'
import type { House } from '../../kernel/context.ts'
import type { Querier } from '../../kernel/db.ts'
import { knownFiles } from './jobs-store.ts'
import { noRoom } from './words.ts'

/** The shelf on which archives are kept until they expire (X96). Their names come from rows, never from a request. */
export const shelf = 'archives'

/** Bytes that stay free for the database and other files, however large an archive is. */
const leastFree = 256 * 1024 * 1024

export async function remove({ blobs }: House, file: string | null): Promise<void> {
  if (file !== null) await blobs.remove(shelf, file)
}

/** Milliseconds; nothing that is still being written stays unmodified for so long. */
const abandonedAfter = 3_600_000

/**
 * Removes files that no row names any more, left by a crash or a deleted group. A file that is being received has no row yet.
 */
export async function removeOthers({ blobs }: House, known: Set<string>, now: Date): Promise<void> {
  const letters = new Set([...known].map(lettersOf))
  for await (const { name, writtenAt } of blobs.list(shelf))
    if (!letters.has(lettersOf(name)) && writtenAt < now.getTime() - abandonedAfter)
      await blobs.remove(shelf, name)
}

/** Reads archives until the time is over; returns those that are missing or do not match their hash. */
export async function damagedArchives(
  { db, blobs }: { db: Querier; blobs: Blobs },
  milliseconds: number,
): Promise<{ file: string; fault: BlobFault }[]> {
  const end = performance.now() + milliseconds
  const damaged: { file: string; fault: BlobFault }[] = []
  for (const file of await knownFiles(db)) {
    if (performance.now() > end) break
    const fault = await blobs.check(shelf, file)
    if (fault) damaged.push({ file, fault })
  }
  return damaged
}

/** Throws when the disk is nearly full: an archive can be asked for again. */
export async function refuseWhenFull({ config }: House): Promise<void> {
  const { bavail, bsize } = await statfs(config.dataDir)
  if (bavail * bsize < leastFree) throw noRoom()
}
