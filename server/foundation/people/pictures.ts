import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Context, House, PublicContext } from '../../kernel/context.ts'
import type { StoredFile } from '../../kernel/door.ts'
import { invalidField, NotFound } from '../../kernel/errors.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { inTransaction } from './people.ts'
import { picturePath } from './person.ts'
import * as store from './store.ts'
import { pictures as words } from './words.ts'

export const pictureTypes = ['image/png', 'image/jpeg', 'image/webp']
export const mostPictureBytes = 5 * 1024 * 1024

const shelf = 'people'
const side = 256
const mostPixels = 40_000_000

/** Sets the picture: the upload is re-encoded as a small WebP, so no byte of the file itself is stored (X112). */
export async function setPicture(ctx: Context, upload: unknown): Promise<string> {
  const drawn = await squarePicture(await buffer(upload as Readable), side)
  const { name } = await ctx.house.blobs.put(shelf, Readable.from([drawn]))
  await inTransaction(ctx, (inside) => change(inside, name))
  return picturePath(ctx.person.id, name)!
}

export async function removePicture(ctx: Context): Promise<void> {
  await change(ctx, null)
}

async function change(ctx: Context, picture: string | null): Promise<void> {
  const before = await store.setPicture(ctx, ctx.person.id, picture)
  if (before) ctx.db.afterCommit(() => dropPicture(ctx.house, before))
}

/** Deletes a picture that nobody has any more from the disk (O9). The scrub finds it if this fails. */
export function dropPicture(house: House, name: string): void {
  void house.blobs.remove(shelf, name).catch(() => undefined)
}

/** Returns the picture by its current name; any other name, even of a picture that exists, is not found (X95). */
export async function picture(ctx: PublicContext, id: PersonId, name: string): Promise<StoredFile> {
  const person = await store.person(ctx, id)
  if (!person?.picture || person.picture !== name) throw new NotFound()
  const body = await ctx.house.blobs.get(shelf, name)
  return { body, type: 'image/webp', immutable: true }
}

/** Converts a PNG, JPEG or WebP to a square WebP without metadata. The type is read from the bytes, not from the request. */
export async function squarePicture(bytes: Buffer, size: number): Promise<Buffer> {
  if (!isPicture(bytes)) throw invalidField('body', 'picture', words.notAPicture)
  try {
    const { default: sharp } = await import('sharp') // large: the server starts without it
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > mostPixels) throw invalidField('body', 'pixels', words.tooManyPixels)
    return await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate()
      .resize(size, size, { fit: 'cover' })
      .webp({ quality: 82 })
      .toBuffer()
  } catch (error) {
    if (error instanceof Error && 'kind' in error) throw error
    throw invalidField('body', 'picture', words.notAPicture)
  }
}

function isPicture(bytes: Buffer): boolean {
  const png = bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))
  const jpeg = bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))
  const webp =
    bytes.subarray(0, 4).toString('latin1') === 'RIFF' &&
    bytes.subarray(8, 12).toString('latin1') === 'WEBP'
  return png || jpeg || webp
}
