import { Readable } from 'node:stream'
import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { authorizeContainer, authorizeItem } from '../../access/authorize.ts'
import type { Kept } from '../../kernel/blobs.ts'
import type { Context, House } from '../../kernel/context.ts'
import { NotFound, Refusal } from '../../kernel/errors.ts'
import { newId, type SpaceId } from '../../kernel/ids.ts'
import { holds, itemKind, type Kinded } from '../../kernel/kinds.ts'
import type { Static } from '../../kernel/shapes.ts'
import type { Drops, IfTaken, Receiver } from '../../kernel/tool.ts'
import type { Upload } from '../../kernel/uploads.ts'
import { attachKept, refuseTooLarge, type Attachable } from './attachments.ts'
import { mustBeFree } from '../spaces/unique-names.ts'
import { inTheTurn, mustFit, removeFiles, Unnamed } from './files.ts'
import type { NewUpload, UploadShape } from './schema.ts'
import * as store from './uploads-store.ts'
import { longerThanSaid, otherPosition, tooManyPieces, tooManyUploads } from './words.ts'

type UploadAnswer = Static<typeof UploadShape>

/** An upload, found for its sender, and what it becomes; the right to that was checked. */
export interface OwnUpload {
  upload: store.UploadRow
  /** Missing where it becomes an item or its content: the receiver checks the right again. */
  to: Attachable | undefined
}

/** Unfinished uploads of one person. */
const mostUploads = 100
/** Bounds how often a connection may break. */
const mostPieces = 1000
const dayMilliseconds = 86_400_000

type Announced = Static<typeof NewUpload>

/** Announces a file to attach, so that it can be refused before the first byte. */
export function beginUpload(
  ctx: Context,
  { item, comment }: Attachable,
  announced: Announced,
): Promise<UploadAnswer> {
  const to = { space: item.space, item: item.id, comment }
  return begin(ctx, { purpose: 'attachment', ...to }, announced)
}

/** Announces a file that becomes an item of this kind. */
export async function beginUploadOfItem(
  ctx: Context,
  there: Authorized<Container, 'add'>,
  kind: string,
  { ifTaken = 'refuse', ...announced }: Announced & { ifTaken?: IfTaken },
): Promise<UploadAnswer> {
  if (!holds(ctx.house.tools, there, { tool: there.tool, kind })) throw new NotFound()
  if (ifTaken === 'refuse') await mustBeFree(ctx, there, announced.name)
  const to = { space: there.space, container: there.id, kind }
  const then = { ifTaken: ifTaken === 'refuse' ? null : ifTaken }
  return begin(ctx, { purpose: 'item', ...to, ...then }, announced)
}

/** Announces a file that becomes the content of an item. */
export function beginUploadOfContent(
  ctx: Context,
  item: Authorized<Item, 'edit'>,
  announced: Announced,
): Promise<UploadAnswer> {
  return begin(ctx, { purpose: 'content', space: item.space, item: item.id }, announced)
}

/** Announces a file that becomes an item of this kind where its sender sees nothing; they get a receipt. */
export function beginUploadOfDrop(
  ctx: Context,
  { space, id: container }: Authorized<Container, 'add'>,
  kind: string,
  announced: Announced,
): Promise<UploadAnswer> {
  return begin(ctx, { purpose: 'drop', space, container, kind }, announced)
}

/** The asker's unfinished uploads to a space: their number, and the bytes announced. */
export async function uploadsUnderWay(
  ctx: Context,
  space: SpaceId,
): Promise<{ files: number; bytes: number }> {
  const { filesHere, bytes } = await store.underWay(ctx, ctx.person.id, space)
  return { files: filesHere, bytes }
}

async function begin(
  ctx: Context,
  to: store.Purpose,
  { name, size, type = '' }: Announced,
): Promise<UploadAnswer> {
  refuseTooLarge(ctx, size)
  const { files, bytes } = await store.underWay(ctx, ctx.person.id, to.space)
  if (files >= mostUploads) throw tooManyUploads()
  await mustFit(ctx, to.space, size + bytes)
  const id = newId()
  await store.insertUpload(ctx, { ...to, id, name, size, type: type.toLowerCase() })
  return { id, size, received: 0, attachment: null, item: null, receipt: null }
}

/** The state of an upload. First ends a running part, whose sender has given it up, and counts its bytes. */
export async function uploadState(ctx: Context, { upload }: OwnUpload): Promise<UploadAnswer> {
  await arrivals.end(upload.id)
  const now = await store.uploadOf(ctx, upload.person, upload.space, upload.id)
  return answer(now ?? upload)
}

/**
 * Receives a part from this position. When the connection breaks, the bytes received are kept, and the next part continues from
 * there. The last byte attaches the file under the lock of the space, where every right is checked again (A11).
 */
export async function continueUpload(
  ctx: Context,
  { upload: found, to }: OwnUpload,
  from: number,
  content: Upload,
): Promise<UploadAnswer> {
  await arrivals.end(found.id)
  const upload = (await store.uploadOf(ctx, found.person, found.space, found.id)) ?? found
  if (upload.became !== null) return answer(upload)
  if (from !== upload.received) throw otherPosition(upload.received)
  if (upload.pieces.length >= mostPieces) throw tooManyPieces()
  const left = upload.size - upload.received
  if ((content.announced ?? 0) > left) throw longerThanSaid()
  return arrivals.during(upload.id, content, () => take(ctx, { upload, to }, left, content))
}

async function take(
  ctx: Context,
  { upload, to }: OwnUpload,
  left: number,
  content: Upload,
): Promise<UploadAnswer> {
  const { space } = upload
  const unnamed = new Unnamed()
  const piece = await unnamed.keep(ctx, space, Readable.from(whatComes(content, left), raw))
  const pieces = [...upload.pieces, piece.name]
  const complete = piece.size === left
  const whole = complete ? await wholeOf(ctx, unnamed, upload, piece, pieces) : undefined
  return inTheTurn(ctx, [space], unnamed, async (inside) => {
    if (!(await store.addPiece(inside, upload, piece))) throw otherPosition(upload.received)
    if (whole) return finish(inside, { upload, to }, whole, pieces)
    return answer({ ...upload, received: upload.received + piece.size })
  })
}

async function wholeOf(
  ctx: Context,
  unnamed: Unnamed,
  { space, purpose }: store.UploadRow,
  piece: Kept,
  pieces: string[],
): Promise<Kept> {
  const content = () => Readable.from(joined(ctx.house, space, pieces), raw)
  const whole = pieces.length === 1 ? piece : await unnamed.keep(ctx, space, content())
  return purpose === 'attachment' ? unnamed.withoutItsMetadata(ctx, space, whole) : whole
}

async function finish(
  ctx: Context,
  { upload, to }: OwnUpload,
  whole: Kept,
  pieces: string[],
): Promise<UploadAnswer> {
  const became = to
    ? (await attachKept(ctx, to, whole, upload)).id
    : await receive(ctx, upload, whole)
  await store.finishUpload(ctx, upload, became)
  const spare = pieces.filter((name) => name !== whole.name)
  ctx.db.afterCommit(() => removeFiles(ctx, upload.space, spare))
  return answer({ ...upload, received: upload.size, became })
}

/** Makes it an item, or the content of one, as its tool does. Returns its id, or that of a receipt. */
async function receive(ctx: Context, upload: store.UploadRow, kept: Kept): Promise<string> {
  const { space, name, type, ifTaken } = upload
  if (upload.purpose === 'drop') {
    const file = { kept, name, type }
    return dropsOf(ctx, upload).drop(ctx, { space, container: upload.container! }, file)
  }
  if (upload.container !== null) {
    const there = await authorizeContainer(ctx, 'add', space, upload.container)
    const receiver = receiverOf(ctx, { tool: there.tool, kind: upload.kind! })
    const file = { kept, name, type, ifTaken: ifTaken ?? 'refuse' } as const
    return receiver.add(ctx, { space, container: there.id }, file)
  }
  const item = await authorizeItem(ctx, 'edit', space, upload.item!)
  await receiverOf(ctx, item).replace(ctx, { space, item: item.id }, { kept, type })
  return item.id
}

function receiverOf(ctx: Context, kinded: Kinded): Receiver {
  const receiver = itemKind(ctx.house.tools, kinded)?.receives
  if (!receiver) throw new NotFound()
  return receiver
}

/** The tool whose items of this kind are dropped. */
export function dropsOf({ house }: Context, { kind }: Pick<store.UploadRow, 'kind'>): Drops {
  const kinds = house.tools.map(({ items }) => items[kind ?? ''])
  const drops = kinds.find((each) => each?.receives?.drops)?.receives?.drops
  if (!drops) throw new NotFound()
  return drops
}

export async function cancelUpload(ctx: Context, { upload }: OwnUpload): Promise<void> {
  const pieces = await store.deleteUpload(ctx, upload)
  ctx.db.afterCommit(() => removeFiles(ctx, upload.space, pieces))
}

/** Deletes uploads that were not continued for a day, with their pieces. */
export async function forgetUploads(house: House, now: Date): Promise<void> {
  const before = new Date(now.getTime() - dayMilliseconds)
  for (;;) {
    const gone = await store.deleteUntouched(house.db, before, 200)
    for (const { space, pieces } of gone)
      for (const name of pieces) void house.blobs.remove(space, name).catch(() => undefined)
    if (gone.length === 0) return
  }
}

const raw = { objectMode: false }

/** The bytes of a part; throws when there are more than announced. A broken connection ends the part without an error. */
async function* whatComes(content: Upload, left: number): AsyncGenerator<Buffer> {
  let seen = 0
  try {
    for await (const part of content as AsyncIterable<Buffer>) {
      seen += part.length
      if (seen > left) throw longerThanSaid()
      yield part
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
  }
}

async function* joined({ blobs }: House, space: string, pieces: string[]): AsyncGenerator<Buffer> {
  for (const name of pieces) yield* (await blobs.get(space, name)).open() as AsyncIterable<Buffer>
}

function answer({ id, size, received, purpose, became }: store.UploadRow): UploadAnswer {
  const none = { attachment: null, item: null, receipt: null }
  const what = { attachment: 'attachment', content: 'item', item: 'item', drop: 'receipt' } as const
  return { id, size, received, ...none, [what[purpose]]: became }
}

/** Parts that this process is receiving, by their upload. */
class Arrivals {
  readonly #running = new Map<string, { content: Upload; done: Promise<unknown> }>()

  async during<T>(id: string, content: Upload, work: () => Promise<T>): Promise<T> {
    const done = work()
    const entry = { content, done: done.catch(() => undefined) }
    this.#running.set(id, entry)
    try {
      return await done
    } finally {
      if (this.#running.get(id) === entry) this.#running.delete(id)
    }
  }

  /** Breaks off the running part; resolves once the bytes received are kept. */
  async end(id: string): Promise<void> {
    const running = this.#running.get(id)
    running?.content.destroy()
    await running?.done
  }
}

const arrivals = new Arrivals()
