import { Readable } from 'node:stream'
import { countAttempt } from '../../foundation/people/throttle.ts'
import { emailKey, inTransaction } from '../../foundation/people/people.ts'
import type { Kept } from '../../kernel/blobs.ts'
import type { Context, House } from '../../kernel/context.ts'
import { Invalid, NotFound, Refusal } from '../../kernel/errors.ts'
import { newId, type SpaceId } from '../../kernel/ids.ts'
import type { Static } from '../../kernel/shapes.ts'
import { contextOf, Stopped } from './asker.ts'
import { importGroup, stageFiles } from './importing.ts'
import * as store from './jobs-store.ts'
import { previewOf } from './preview.ts'
import { isFull, isPassing, isUnkeepable, saidOf, TakenBack } from './problem.ts'
import { checkAll, readArchive, type Progress } from './reading.ts'
import { inviteChosen } from './inviting.ts'
import type { Confirmation, ImportAnswer } from './schema.ts'
import { refuseWhenFull, remove, shelf } from './shelf.ts'
import { notInArchive, notReady, problems, tooLargeArchive, tooManyImports } from './words.ts'

/** Imports per hour and person: each may fill the disk and keep a processor busy. */
const anHour = 12
/** Archives of one person that may be here at the same time. */
const mostOpen = 3
const mega = 1024 * 1024

/** Stores an archive as it arrives; a background job checks it, and its preview is shown before a group is made of it. */
export async function receiveArchive(ctx: Context, upload: Readable): Promise<ImportAnswer> {
  await countAttempt(ctx, [{ key: `import-group:${ctx.person.id}`, free: anHour }])
  if ((await store.openImports(ctx, ctx.person.id)) >= mostOpen) throw tooManyImports()
  const content = Readable.from(whileThereIsRoom(ctx.house, upload), { objectMode: false })
  const kept = await ctx.house.blobs.put(shelf, content)
  try {
    return await inTransaction(ctx, (inside) => register(inside, kept))
  } catch (error) {
    await remove(ctx.house, kept.name)
    throw error
  }
}

/** Counts again under the lock: others may have arrived while this one was uploaded. */
async function register(ctx: Context, { name: file, size }: Kept): Promise<ImportAnswer> {
  await store.lockImports(ctx, ctx.person.id)
  if ((await store.openImports(ctx, ctx.person.id)) >= mostOpen) throw tooManyImports()
  const id = newId()
  await store.insertImport(ctx, { id, person: ctx.person.id, file, size })
  ctx.db.afterCommit(() => ctx.house.work.wake('imports'))
  return answerOf(ctx, id)
}

async function* whileThereIsRoom(house: House, upload: Readable): AsyncGenerator<Buffer> {
  const most = house.config.importMegabytes
  let size = 0
  let checkedAt = -Infinity
  for await (const chunk of upload as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most * mega) throw tooLargeArchive(most)
    if (size - checkedAt > 16 * mega) {
      await refuseWhenFull(house)
      checkedAt = size
    }
    yield chunk
  }
}

export async function myImports(ctx: Context): Promise<{ items: ImportAnswer[] }> {
  const rows = await store.importsOf(ctx, ctx.person.id)
  return { items: rows.map((row) => answer(ctx, row)) }
}

export async function answerOf(ctx: Context, id: string): Promise<ImportAnswer> {
  return answer(ctx, await find(ctx, id))
}

/** Finds an import only for the person who sent it. */
async function find(ctx: Context, id: string): Promise<store.ImportRow> {
  const row = await store.importOf(ctx, ctx.person.id, id)
  if (!row) throw new NotFound()
  return row
}

function answer(ctx: Context, row: store.ImportRow): ImportAnswer {
  const { person: _p, starts: _s, file: _f, ...shown } = row
  return { ...shown, problem: saidOf(row.problem, ctx.language) }
}

/** Confirms an import: under this name, inviting these of the people who were in the group. */
export async function confirmImport(
  ctx: Context,
  id: string,
  { name, invite = [] }: Static<typeof Confirmation>,
): Promise<ImportAnswer> {
  const { preview } = await find(ctx, id)
  const there = new Set((preview?.members ?? []).map(({ email }) => emailKey(email)))
  const stranger = invite.findIndex((email) => !there.has(emailKey(email)))
  if (preview && stranger >= 0) throw notInArchive(`body.invite.${stranger}`)
  if (!(await store.confirmImport(ctx, id, name.trim(), invite))) throw notReady()
  ctx.db.afterCommit(() => ctx.house.work.wake('imports'))
  return answerOf(ctx, id)
}

/** Cancels an import, or deletes its archive; a group that was made stays. */
export async function dropImport(ctx: Context, id: string): Promise<void> {
  const row = await find(ctx, id)
  await store.deleteImport(ctx.db, row.id)
  ctx.db.afterCommit(() => void remove(ctx.house, row.file))
}

/** Checks the next archive, or makes a group of the next one that was confirmed; returns whether there was one. */
export async function importNext(house: House, stopping: AbortSignal): Promise<boolean> {
  const row = await store.takeImport(house.db)
  if (!row) return false
  const progress: Progress = async (done, total) => {
    stopping.throwIfAborted()
    if (row.state === 'making') await refuseWhenFull(house)
    if (!(await store.importProgress(house.db, row.id, done, total))) throw new TakenBack()
  }
  try {
    await (row.state === 'checking' ? check(house, row, progress) : make(house, row, progress))
  } catch (error) {
    if (stopping.aborted) return false // it begins again with the next start
    if (error instanceof TakenBack) return true
    if (row.state === 'checking' && isPassing(error)) {
      await store.importLater(house.db, row.id)
      return false
    }
    await giveUp(house, row, error)
  }
  return true
}

async function check(house: House, row: store.ImportRow, progress: Progress): Promise<void> {
  const ctx = await contextOf(house, row.person)
  const archive = await readArchive(house, row.file!)
  try {
    const found = await checkAll(archive, house.tools, progress)
    await store.importReady(house.db, row.id, await previewOf(ctx, archive, found))
  } finally {
    archive.zip.close()
  }
}

/**
 * Stores the files first, then makes the group in one transaction; when that fails, there is no group, and its files are
 * deleted (G13).
 */
async function make(house: House, row: store.ImportRow, progress: Progress): Promise<void> {
  const ctx = await contextOf(house, row.person)
  const archive = await readArchive(house, row.file!)
  const group = newId<SpaceId>()
  const name = row.name!
  try {
    const staged = await stageFiles(ctx, archive, { name, group, progress })
    await inTransaction(ctx, async (inside) => {
      await importGroup(inside, archive, name, { staged, progress })
      const invitations = await inviteChosen(inside, group, row)
      if (!(await store.importMade(inside.db, row.id, group, invitations))) throw new TakenBack()
    })
  } catch (error) {
    await clearUnmade(house, row, group)
    throw error
  } finally {
    archive.zip.close()
  }
  await remove(house, row.file)
}

/** Deletes the files only when it is known that there is no group: a commit whose answer was lost may have made it. */
async function clearUnmade(house: House, row: store.ImportRow, group: SpaceId): Promise<void> {
  if ((await store.groupMadeOf(house.db, row.id)) !== group) await house.blobs.clear(group)
}

/** A fault of the archive refuses it for good; after any other failure it can be tried again, if need be under another name. */
async function giveUp(house: House, row: store.ImportRow, error: unknown): Promise<void> {
  const problem = problemOf(error)
  const sound = isPassing(error) || (error instanceof Refusal && error.code !== 'archive')
  if (sound && row.state === 'making') return store.importWaits(house.db, row.id, problem)
  await store.importRefused(house.db, row.id, problem)
  await remove(house, row.file)
  if (problem === problems.failed) throw error
}

function problemOf(error: unknown): store.Problem {
  if (isFull(error)) return problems.full
  if (isUnkeepable(error)) return problems.unreadable
  if (isPassing(error)) return problems.away
  if (error instanceof Stopped) return problems.stopped
  if (!(error instanceof Refusal)) return problems.failed
  if (error.kind === 'forbidden' || error.kind === 'not-found') return problems.mayNotCreate
  const sentence = error.sentence ?? (error instanceof Invalid ? error.fields[0]?.sentence : null)
  return sentence ? { code: error.code, en: sentence.en, fr: sentence.fr } : problems.failed
}
