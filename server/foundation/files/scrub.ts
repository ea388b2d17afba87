import { inContext, type House } from '../../kernel/context.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Querier } from '../../kernel/db.ts'
import { lettersOf, type Blobs } from '../../kernel/blobs.ts'
import * as store from './store.ts'

const hour = 3_600_000
/** Longer than any upload or import takes to name its file. */
const abandonedAfter = 24 * hour
/** How long a content that passed the check is not read again. */
const soundFor = 30 * 24 * hour
const atOnce = 100

export interface Scrubbed {
  /** Files that no row names, removed. */
  removed: number
  /** Spaces whose wrong count was corrected. */
  recounted: store.WrongCount[]
  /** Files that were read and compared. */
  read: number
  /** The time ended before all files were read. */
  more: boolean
}

/**
 * Compares rows, counts and files: removes files that no row names, corrects wrong counts, and reads files to find missing and
 * damaged ones, which are stored (`damagedFiles`) and served as damaged. Never removes a file that a row names. May be
 * interrupted anywhere.
 */
export async function scrub(
  house: House,
  now: Date,
  { milliseconds, again = false }: { milliseconds: number; again?: boolean },
): Promise<Scrubbed> {
  const recounted = await recount(house)
  const removed = await removeUnnamed(house, now)
  const since = again ? now : new Date(now.getTime() - soundFor)
  const reading = await readFiles(house, since, milliseconds, (content, fault) =>
    store.rememberCheck(house.db, content, fault ?? null, now),
  )
  return { removed, recounted, ...reading }
}

async function recount(house: House): Promise<store.WrongCount[]> {
  const wrong = await store.wrongCounts(house.db)
  const right: store.WrongCount[] = []
  for (const count of wrong)
    await inContext(house, undefined, async (ctx) => {
      await lockSpaces(ctx, [count.space])
      if (await store.countAgain(ctx, count.space)) right.push(count)
    })
  return right
}

/** Removes files left by a crash before their row was written, or by an interrupted purge. */
async function removeUnnamed(house: House, now: Date): Promise<number> {
  let removed = 0
  for (const shelf of await house.blobs.shelves()) {
    const old: string[] = []
    for await (const { name, writtenAt } of house.blobs.list(shelf))
      if (writtenAt < now.getTime() - abandonedAfter) old.push(name)
    // Read after the files were listed, so that files named meanwhile are known.
    const files = old.length > 0 ? await store.knownOn(house.db, shelf) : []
    const known = new Set([...files].map(lettersOf))
    for (const name of old)
      if (!known.has(lettersOf(name))) {
        await house.blobs.remove(shelf, name)
        removed += 1
      }
  }
  return removed
}

type Found = Awaited<ReturnType<Blobs['check']>>

/** Reads files one after the other until the deadline. */
export async function readFiles(
  { db, blobs }: { db: Querier; blobs: Blobs },
  since: Date,
  milliseconds: number,
  tell: (content: store.Unchecked, fault: Found) => Promise<void> | void,
): Promise<{ read: number; more: boolean }> {
  const end = performance.now() + milliseconds
  let read = 0
  for (let after: store.Unchecked | undefined; ;) {
    const next = await store.nextToCheck(db, since, after, atOnce)
    if (next.length === 0) return { read, more: false }
    for (const content of next) {
      if (performance.now() > end) return { read, more: true }
      await tell(content, await blobs.check(content.space, content.file))
      read += 1
    }
    after = next.at(-1)
  }
}

export { damagedFiles, wrongCounts, type DamagedFile } from './store.ts'
