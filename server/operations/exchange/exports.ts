import type { Authorized } from '../../access/authorized.ts'
import type { Group } from '../../access/groups.ts'
import { recordInGroup } from '../../foundation/groups/events.ts'
import { countAttempt } from '../../foundation/people/throttle.ts'
import type { Context, House } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { Forbidden, NotFound, Refusal } from '../../kernel/errors.ts'
import { newId } from '../../kernel/ids.ts'
import { safeName } from '../../kernel/plain-text.ts'
import { writeArchive } from './exporting.ts'
import { contextOf } from './asker.ts'
import * as store from './jobs-store.ts'
import { isFull, saidOf, TakenBack } from './problem.ts'
import type { ExportAnswer } from './schema.ts'
import { refuseWhenFull, remove, shelf } from './shelf.ts'
import { problems, underWay } from './words.ts'
import { groupExported } from './events.ts'

/** Exports per hour and person: each reads a whole group. */
const anHour = 6

const day = 86_400_000

/** Asks for an archive of the whole group; a background job makes it, and only the person who asked can download it (G13). */
export async function askExport(
  ctx: Context,
  group: Authorized<Group, 'export'>,
): Promise<ExportAnswer> {
  await countAttempt(ctx, [{ key: `export-group:${ctx.person.id}`, free: anHour }])
  await refuseWhenFull(ctx.house)
  const id = newId()
  if (!(await store.insertExport(ctx, { id, group: group.id, person: ctx.person.id })))
    throw underWay()
  await recordInGroup(ctx, group.id, groupExported, {})
  ctx.db.afterCommit(() => ctx.house.work.wake('exports'))
  return answer(ctx, (await store.exportOf(ctx, group.id, ctx.person.id, id))!)
}

export async function myExports(
  ctx: Context,
  group: Authorized<Group, 'export'>,
): Promise<{ items: ExportAnswer[] }> {
  const rows = await store.exportsOf(ctx, group.id, ctx.person.id)
  return { items: rows.map((row) => answer(ctx, row)) }
}

function answer(ctx: Context, row: store.ExportRow): ExportAnswer {
  const { id, state, done, total, size, askedAt, finishedAt } = row
  const until = state === 'ready' ? endOf(ctx, row).toISOString() : null
  const problem = saidOf(row.problem, ctx.language)
  return { id, state, done, total, size, askedAt, finishedAt, until, problem }
}

function endOf({ house }: Context, { finishedAt }: store.ExportRow): Date {
  return new Date(Date.parse(finishedAt!) + house.config.exportDays * day)
}

/** Cancels an export, or deletes its archive. */
export async function dropExport(
  ctx: Context,
  group: Authorized<Group, 'export'>,
  id: string,
): Promise<void> {
  const row = await find(ctx, group, id)
  await store.deleteExport(ctx.db, row.id)
  ctx.db.afterCommit(() => void remove(ctx.house, row.file))
}

/** The archive itself: for the person who asked, as long as they administer the group, and until it expires (X96, A11). */
export async function archiveOf(
  ctx: Context,
  group: Authorized<Group, 'export'>,
  id: string,
): Promise<FileAnswer> {
  const row = await find(ctx, group, id)
  if (row.state !== 'ready' || row.file === null || endOf(ctx, row) <= new Date(row.now))
    throw new NotFound()
  const body = await ctx.house.blobs.get(shelf, row.file)
  const name = `${safeName(group.name, 'group')} ${row.askedAt.slice(0, 10)}.zip`
  return { body, type: 'application/zip', name }
}

async function find(
  ctx: Context,
  group: Authorized<Group, 'export'>,
  id: string,
): Promise<store.ExportRow> {
  const row = await store.exportOf(ctx, group.id, ctx.person.id, id)
  if (!row) throw new NotFound()
  return row
}

/** Makes the next archive that was asked for; returns whether there was one. */
export async function exportNext(house: House, stopping: AbortSignal): Promise<boolean> {
  const row = await store.takeExport(house.db)
  if (!row) return false
  try {
    await write(house, row, stopping)
  } catch (error) {
    if (stopping.aborted) return false // it begins again with the next start
    if (!(error instanceof TakenBack)) await store.exportFailed(house.db, row.id, reasonOf(error))
    if (isOurFault(error)) throw error
  }
  return true
}

async function write(house: House, row: store.ExportRow, stopping: AbortSignal): Promise<void> {
  const ctx = await contextOf(house, row.person)
  const kept = await writeArchive(ctx, row.group, async (done, total) => {
    stopping.throwIfAborted()
    await refuseWhenFull(house)
    if (!(await store.exportProgress(house.db, row.id, done, total))) throw new TakenBack()
  })
  if (await store.exportReady(house.db, row.id, kept)) return
  await remove(house, kept.name)
  throw new TakenBack()
}

function reasonOf(error: unknown): store.Problem {
  if (error instanceof Forbidden && error.code === 'file-infected') return problems.infected
  if (error instanceof NotFound || error instanceof Forbidden) return problems.noLonger
  if (isFull(error)) return problems.full
  if (error instanceof Refusal && error.sentence) return { code: error.code, ...error.sentence }
  return problems.failed
}

function isOurFault(error: unknown): boolean {
  return !(error instanceof Refusal) && !(error instanceof TakenBack) && !isFull(error)
}
