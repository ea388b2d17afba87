import sharp, { type Sharp } from 'sharp'
import { familyOf } from './families.ts'
import type { Outcome } from './kinds.ts'

// Runs in the worker.

const mostPixels = 50_000_000
const mostSeconds = 20
/** Pixels of the longer side. */
const small = 320
const large = 2400

sharp.concurrency(1)
sharp.cache(false)

/** A small picture, as WebP: upright, and the first frame of an animated one. */
export const thumbnail = (bytes: Buffer): Promise<Outcome> => drawn(bytes, small, 75)

/** A picture that every browser shows, of one that only some do. */
export const picture = (bytes: Buffer): Promise<Outcome> => drawn(bytes, large, 82)

async function drawn(bytes: Buffer, side: number, quality: number): Promise<Outcome> {
  const source = familyOf(bytes) === 'heif' ? await fromHeif(bytes) : plain(bytes)
  if (source === undefined) return { cannot: 'too-large' }
  const drawing = source
    .timeout({ seconds: mostSeconds })
    .autoOrient()
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality })
  return { bytes: await drawing.toBuffer() }
}

function plain(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, sequentialRead: true })
}

interface HeifImage {
  get_width(): number
  get_height(): number
  display(into: ImageData, done: (drawn: ImageData | null) => void): void
}
type ImageData = { data: Uint8ClampedArray; width: number; height: number }
interface Heif {
  HeifDecoder: new () => { decode(bytes: Buffer): HeifImage[] }
}

/** The first picture of a HEIC file, upright; undefined for one that is too large. sharp has no decoder of HEVC. */
async function fromHeif(bytes: Buffer): Promise<Sharp | undefined> {
  // @ts-expect-error -- the package has no types
  const { default: heif } = (await import('libheif-js/wasm-bundle')) as { default: Heif }
  const [image] = new heif.HeifDecoder().decode(bytes)
  if (!image) throw new Error('no picture')
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height > mostPixels) return undefined
  const into = { data: new Uint8ClampedArray(width * height * 4), width, height }
  await new Promise<void>((resolve, reject) =>
    image.display(into, (result) => (result ? resolve() : reject(new Error('not decoded')))),
  )
  return sharp(Buffer.from(into.data.buffer), { raw: { width, height, channels: 4 } })
}
