import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { nameFile, takeIn } from '../../foundation/files/files.ts'
import { carriesMore } from '../../foundation/files/picture-metadata.ts'
import type { Context } from '../../kernel/context.ts'
import { invalidField } from '../../kernel/errors.ts'
import { keyOf, type AuthorizedNote } from './notes.ts'
import { said } from './words.ts'

export const fileTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']
const kinds = ['png', 'jpeg', 'webp', 'gif'] as const
const isKind = (format: string): format is (typeof kinds)[number] =>
  (kinds as readonly string[]).includes(format)
const mostPixels = 50_000_000

export interface Picture {
  bytes: Buffer
  type: string
  width: number
  height: number
}

/**
 * Adds a picture to a note. It is stored before anything is locked; then the right to edit is checked again under the lock
 * (A11).
 */
export async function addFile(ctx: Context, note: AuthorizedNote<'edit'>, upload: Readable) {
  const { bytes, type, width, height } = await pictureOf(await buffer(upload))
  const { space } = note
  const named = { type, name: `picture.${type.split('/')[1]}` }
  const given = { space, announced: bytes.length, content: Readable.from([bytes]) }
  const sha256 = await takeIn(ctx, given, async (inside, kept) => {
    await nameFile(inside, keyOf(note), kept, named)
    return kept.sha256
  })
  const src = `files/${sha256}`
  return { url: `/api/spaces/${space}/notes/${note.id}/${src}`, src, sha256, width, height }
}

/** Reads and re-encodes a picture. Its bytes decide the type; re-encoding drops its metadata, such as place and time. */
export async function pictureOf(bytes: Buffer): Promise<Picture> {
  try {
    const { default: sharp } = await import('sharp') // large: loaded on first use
    const options = { limitInputPixels: mostPixels, animated: true }
    const found = await sharp(bytes, options).metadata()
    const { format, width, pageHeight, height } = found
    if (!isKind(format)) throw new Error('another kind')
    const type = `image/${format}`
    if (!carriesMore(bytes, format)) return { bytes, type, width, height: pageHeight ?? height }
    const drawn = await sharp(bytes, options)
      .autoOrient()
      .toFormat(format, { quality: 90 })
      .toBuffer({ resolveWithObject: true })
    return { bytes: drawn.data, type, width: drawn.info.width, height: drawn.info.height }
  } catch {
    throw invalidField('body', 'picture', said.notAPicture)
  }
}
