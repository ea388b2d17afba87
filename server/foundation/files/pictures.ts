import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Sharp, SharpOptions } from 'sharp'
import type { Kept } from '../../kernel/blobs.ts'
import type { House } from '../../kernel/context.ts'
import { carriesMore } from './picture-metadata.ts'

const kinds = ['png', 'jpeg', 'webp', 'gif'] as const
type Kind = (typeof kinds)[number]

export const pictureTypes = kinds.map((kind) => `image/${kind}`)
const mostPixels = 50_000_000
/** Bytes; a larger picture is neither redrawn nor shown small. */
export const largestPicture = 40 * 1024 * 1024
const mostSeconds = 20

export interface Picture {
  bytes: Buffer
  type: string
  width: number
  height: number
}

/**
 * A picture without its metadata, such as place and time: as it is if it has none, otherwise redrawn, turned as its metadata
 * said. Throws unless it is a picture of at most 50 million pixels.
 */
export async function withoutMetadata(bytes: Buffer): Promise<Picture> {
  const { format, width, pageHeight, height } = await (await drawing(bytes, true)).metadata()
  const kind = kinds.find((each) => each === format)
  if (!kind) throw new Error('another kind')
  const type = `image/${kind}`
  if (!carriesMore(bytes, kind)) return { bytes, type, width, height: pageHeight ?? height }
  const { data, info } = await (
    await drawing(bytes, true)
  )
    .autoOrient()
    .toFormat(kind, { quality: 90 })
    .toBuffer({ resolveWithObject: true })
  return { bytes: data, type, width: info.width, height: info.height }
}

/**
 * Replaces a file that was just kept, and that no row names yet, if it is a picture with metadata (X112). Files that cannot be
 * drawn are kept as they were sent.
 */
export async function withoutItsMetadata(
  { blobs }: House,
  shelf: string,
  kept: Kept,
): Promise<Kept> {
  if (!kindOf(kept.head) || kept.size > largestPicture) return kept
  const bytes = await buffer((await blobs.get(shelf, kept.name)).open())
  const picture = await withoutMetadata(bytes).catch(() => undefined)
  if (!picture || picture.bytes === bytes) return kept
  const redrawn = await blobs.put(shelf, Readable.from([picture.bytes]))
  await blobs.remove(shelf, kept.name)
  return redrawn
}

async function drawing(bytes: Buffer, animated: boolean): Promise<Sharp> {
  const { default: sharp } = await import('sharp') // large: loaded on first use
  const options: SharpOptions = { limitInputPixels: mostPixels, sequentialRead: true, animated }
  return sharp(bytes, options).timeout({ seconds: mostSeconds })
}

/** By the first bytes of a file: what its sender calls it does not count. */
function kindOf(head: Buffer): Kind | undefined {
  const is = (signature: string, at = 0) =>
    head.toString('latin1', at, at + signature.length) === signature
  if (is('\x89PNG\r\n\x1a\n')) return 'png'
  if (is('\xff\xd8\xff')) return 'jpeg'
  if (is('GIF8')) return 'gif'
  return is('RIFF') && is('WEBP', 8) ? 'webp' : undefined
}
