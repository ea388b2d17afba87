import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { nameFile, takeIn } from '../../foundation/files/files.ts'
import { withoutMetadata, type Picture } from '../../foundation/files/pictures.ts'
import type { Context } from '../../kernel/context.ts'
import { invalidField } from '../../kernel/errors.ts'
import { keyOf, type AuthorizedNote } from './notes.ts'
import { said } from './words.ts'

export { pictureTypes as fileTypes, type Picture } from '../../foundation/files/pictures.ts'

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

/** A picture without metadata (X112). Its bytes decide the type. */
export async function pictureOf(bytes: Buffer): Promise<Picture> {
  return withoutMetadata(bytes).catch(() => {
    throw invalidField('body', 'picture', said.notAPicture)
  })
}
