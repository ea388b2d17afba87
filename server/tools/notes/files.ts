import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Item, Authorized } from '../../access/authorized.ts'
import { inTransaction } from '../../foundation/people/people.ts'
import { planOf } from '../../foundation/organizations/organizations.ts'
import { cardOf } from '../../foundation/people/cards.ts'
import { storageUsed } from '../../foundation/spaces/spaces.ts'
import { lockSpaces } from '../../kernel/changes.ts'
import type { Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { invalidField, NotFound } from '../../kernel/errors.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { authorizeNote, keyOf, type AuthorizedNote } from './notes.ts'
import * as store from './store.ts'
import * as fileStore from './files-store.ts'
import { said } from './words.ts'

export const fileTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']
const kinds = new Set(['png', 'jpeg', 'webp', 'gif'])
const mostPixels = 50_000_000

interface Picture {
  bytes: Buffer
  type: string
  width: number
  height: number
}

/** Takes a picture into a note. It is received before anything is locked; the limit holds exactly, one upload after the other (O7, X133). */
export async function addFile(ctx: Context, note: AuthorizedNote<'edit'>, upload: Readable) {
  const picture = await pictureOf(await whole(upload))
  const sha256 = await inTransaction(ctx, async (inside) => {
    await lockSpaces(inside, [note.space])
    const now = await authorizeNote(inside, 'edit', note.space, note.id)
    return keep(inside, now, picture)
  })
  const src = `files/${sha256}`
  const url = `/api/spaces/${note.space}/notes/${note.id}/${src}`
  return { url, src, sha256, width: picture.width, height: picture.height }
}

async function keep(
  ctx: Context,
  note: AuthorizedNote<'edit'>,
  { bytes, type }: Picture,
): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (!(await fileStore.isKept(ctx, note.space, sha256)))
    await mustFit(ctx, note.space, bytes.length)
  await ctx.house.blobs.put(note.space, Readable.from([bytes]))
  const file = { sha256, size: bytes.length, type, name: `picture.${type.slice('image/'.length)}` }
  await fileStore.nameFile(ctx, keyOf(note), file, ctx.person.id)
  return sha256
}

/** The capacity of a space comes from its owner's plan, or from the plan of the group's administrator (O7). */
async function mustFit(ctx: Context, space: SpaceId, size: number): Promise<void> {
  const { holder, kind } = await store.holderOf(ctx, space)
  const plan = await planOf(ctx, holder)
  const allowed = kind === 'private' ? plan.privateStorage : plan.groupStorage
  if ((await storageUsed(ctx, space)) + size <= allowed) return
  const { firstName, lastName } = await cardOf(ctx, holder)
  throw said.storageLimit(allowed, `${firstName} ${lastName}`.trim())
}

/** The bytes decide what it is. Where and when it was taken does not come along. */
export async function pictureOf(bytes: Buffer): Promise<Picture> {
  try {
    const { default: sharp } = await import('sharp') // large: the server starts without it
    const options = { limitInputPixels: mostPixels, animated: true }
    const found = await sharp(bytes, options).metadata()
    const { format, width, pageHeight, height, exif, xmp } = found
    if (!kinds.has(format)) throw new Error('another kind')
    const type = `image/${format}`
    if (!exif && !xmp) return { bytes, type, width, height: pageHeight ?? height }
    const drawn = await sharp(bytes, options)
      .autoOrient()
      .toFormat(format, { quality: 90 })
      .toBuffer({ resolveWithObject: true })
    return { bytes: drawn.data, type, width: drawn.info.width, height: drawn.info.height }
  } catch {
    throw invalidField('body', 'picture', said.notAPicture)
  }
}

async function whole(upload: Readable): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of upload as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts)
}

/** A picture through the right to view its note, and only if it is this note's (X7, X94, X95). */
export async function file(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  sha256: string,
): Promise<FileAnswer> {
  const found = await fileStore.file(ctx, keyOf(item), sha256)
  if (!found) throw new NotFound()
  const { stream, size } = await ctx.house.blobs.get(item.space, sha256)
  return { stream, size, type: found.type, immutable: true }
}
