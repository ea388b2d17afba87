import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Context } from '../../kernel/context.ts'
import type { StoredFile } from '../../kernel/door.ts'
import { NotFound, Unavailable } from '../../kernel/errors.ts'
import type { Attached } from './attachments.ts'
import { largestPicture, thumbnailOf } from './pictures.ts'
import { rememberThumbnail } from './store.ts'

/** Thumbnails that this process makes at a time, and that may wait. Each may take some 200 MB and a processor. */
const atOnce = 2
const mostWaiting = 200

/** A small picture of an attachment, made when it is first asked for; not found if the file cannot be drawn small. */
export async function readThumbnail(
  ctx: Context,
  { item: { space }, attachment }: Attached,
): Promise<StoredFile> {
  if (attachment.size > largestPicture) throw new NotFound()
  const { blobs } = ctx.house
  const key = `${space} ${attachment.file}`
  const made = attachment.thumbnail ?? (await making.once(key, () => make(ctx, space, attachment)))
  if (made === undefined) throw new NotFound()
  return { body: await blobs.get(space, made), type: 'image/webp' }
}

/** Returns the file of the thumbnail; undefined where there can be none, or the content was released meanwhile. */
async function make(
  { house: { blobs, db } }: Context,
  space: Attached['item']['space'],
  { file, sha256 }: Attached['attachment'],
): Promise<string | undefined> {
  const content = await blobs.get(space, file)
  const drawn = await thumbnailOf(await buffer(content.open())).catch(() => undefined)
  if (!drawn) return undefined
  const { name } = await blobs.put(space, Readable.from([drawn]))
  const kept = await rememberThumbnail(db, { space, sha256, file }, name)
  if (kept !== name) await blobs.remove(space, name)
  return kept
}

/** Makes each thumbnail once, a few at a time; remembers for a while what cannot be drawn. */
class Making {
  readonly #running = new Map<string, Promise<string | undefined>>()
  readonly #impossible = new Set<string>()
  #turn: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve())

  once(key: string, make: () => Promise<string | undefined>): Promise<string | undefined> {
    if (this.#impossible.has(key)) return Promise.resolve(undefined)
    const running = this.#running.get(key) ?? this.#begin(key, make)
    this.#running.set(key, running)
    return running
  }

  #begin(key: string, make: () => Promise<string | undefined>): Promise<string | undefined> {
    if (this.#running.size >= mostWaiting) throw new Unavailable()
    const [before = Promise.resolve(), ...others] = this.#turn
    const made = before
      .then(make)
      .then((name) => this.#remember(key, name))
      .finally(() => this.#running.delete(key))
    this.#turn = [...others, made.catch(() => undefined)]
    return made
  }

  #remember(key: string, name: string | undefined): string | undefined {
    if (this.#impossible.size > 1000) this.#impossible.clear()
    if (name === undefined) this.#impossible.add(key)
    return name
  }
}

const making = new Making()
