import type { Authorized, Item } from '../../access/authorized.ts'
import { lockSpaces, record } from '../../kernel/changes.ts'
import { ScannerAway, scan, scannerVersion, type Verdict } from '../../kernel/clamd.ts'
import { inContext, type Context, type House, type PublicContext } from '../../kernel/context.ts'
import { theTime } from '../../kernel/db.ts'
import { NotFound, Unavailable } from '../../kernel/errors.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { workName as renditionsWork } from '../renditions/renditions.ts'
import { fileInfected, fileReleased } from './events.ts'
import * as store from './scanning-store.ts'
import { notInfected } from './words.ts'

/** Attempts without an answer, after which a content counts as one that cannot be scanned. */
const mostTries = 5
const atOnce = 20

/** Milliseconds until there is something to scan. */
export async function untilScan({ config, db }: House): Promise<number | undefined> {
  if (config.clamdSocket === null) return undefined
  return (await store.toScan(db, 1)).length > 0 ? 0 : undefined
}

/**
 * Scans all content that waits, the newest last. It can be read meanwhile. While the scanner is away nothing changes, and the
 * work is tried again. A content that the scanner does not survive comes last, and is given up after a few attempts.
 */
export async function scanWaiting(house: House, stopping: AbortSignal): Promise<void> {
  const { clamdSocket: at } = house.config
  if (at === null) return
  await scannerVersion(at) // throws while it is away, before an attempt is counted
  for (;;) {
    const next = await store.toScan(house.db, atOnce)
    if (next.length === 0) return
    for (const content of next) {
      if (stopping.aborted) return
      await scanOne(house, at, content)
    }
  }
}

async function scanOne(house: House, at: string, content: store.ToScan): Promise<void> {
  await store.countTry(house.db, content)
  const verdict = await verdictOn(house, at, content)
  if (verdict === undefined) return
  if (verdict.is === 'infected') return quarantine(house, content, verdict.found)
  await store.rememberScan(house.db, content, verdict.is, await theTime(house.db))
}

/** Undefined when the scanner did not answer, but is there: the content is tried again. */
async function verdictOn(
  house: House,
  at: string,
  { space, file, tries }: store.ToScan,
): Promise<Verdict | undefined> {
  try {
    return await scan(at, (await house.blobs.get(space, file)).open())
  } catch (error) {
    if (error instanceof Unavailable && error.code === 'file-damaged')
      return { is: 'failed', reason: error.code }
    if (!(error instanceof ScannerAway)) throw error
    if (tries + 1 >= mostTries) return { is: 'failed', reason: error.message }
    await scannerVersion(at)
    return undefined
  }
}

async function quarantine(house: House, content: store.ToScan, found: string): Promise<void> {
  await inContext(house, undefined, async (ctx) => {
    await lockSpaces(ctx, [content.space])
    if (await store.quarantine(ctx, content, found))
      await tellInfected(ctx, content.space, content.sha256)
  })
}

/** Records that a content of these items, or of this one, is infected. Needs the lock of the space. */
export async function tellInfected(
  ctx: PublicContext,
  space: SpaceId,
  sha256: string,
  only?: ItemId,
): Promise<void> {
  for (const { item, container, name } of await store.itemsNaming(ctx, space, sha256, only))
    await record(ctx, space, fileInfected, { item, container, detail: { sha256, name } })
}

/** Makes a content readable again, for all items of the space that name it: the scanner was wrong. */
export async function releaseInfected(
  ctx: Context,
  { space, id }: Authorized<Item, 'manage'>,
  sha256: string,
): Promise<void> {
  const named = await store.itemsNaming(ctx, space, sha256)
  if (!named.some(({ item }) => item === id)) throw new NotFound()
  if (!(await store.release(ctx, space, sha256))) throw notInfected()
  for (const { item, container, name } of named)
    await record(ctx, space, fileReleased, { item, container, detail: { sha256, name } })
  ctx.db.afterCommit(() => ctx.house.work.wake(renditionsWork))
}

const again = 7 * 86_400_000

/** Once a week, tries again what could not be scanned. */
export function scanAgain({ db }: House, now: Date): Promise<void> {
  return store.askAgain(db, new Date(now.getTime() - again))
}

export { scanCounts } from './scanning-store.ts'
