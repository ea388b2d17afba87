import assert from 'node:assert/strict'
import { test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import fc from 'fast-check'
import sharp from 'sharp'
import { pictureOf } from '../../tools/notes/files.ts'
import { carriesMore } from './picture-metadata.ts'

type Format = 'jpeg' | 'png' | 'webp' | 'gif'
const formats: Format[] = ['jpeg', 'png', 'webp', 'gif']
const secret = 'Rue du Parc 4, 1004 Lausanne'

const drawn = (format: Format, options: object = {}, alpha = false) =>
  sharp({
    create: {
      width: 40,
      height: 30,
      channels: alpha ? 4 : 3,
      background: { r: 200, g: 90, b: 20, alpha: 0.5 },
    },
  })
    .toFormat(format, options)
    .toBuffer()

async function animated(format: 'webp' | 'gif'): Promise<Buffer> {
  const frame = (shade: number) => Buffer.alloc(10 * 10 * 3, shade)
  const raw = { width: 10, height: 30, channels: 3, pageHeight: 10 } as const
  return sharp(Buffer.concat([frame(1), frame(100), frame(200)]), { raw })
    .toFormat(format, { loop: 0, delay: [50, 50, 50] })
    .toBuffer()
}

const jpegPart = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
const pngPart = (type: string, content: Buffer) => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
const webpPart = (type: string, content: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(content.length)
  return Buffer.concat([Buffer.from(type), length, content, Buffer.alloc(content.length % 2)])
}
const put = (bytes: Buffer, at: number, part: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)])
const text = Buffer.from(secret)
/** IPTC as Photoshop writes it: an image resource block with a dataset of the city. */
const iptc = Buffer.concat([
  Buffer.from('Photoshop 3.0\0' + '8BIM\x04\x04\0\0', 'latin1'),
  Buffer.from([0, 0, 0, text.length + 5, 0x1c, 0x02, 0x5a, 0, text.length]),
  text,
])

function sized(bytes: Buffer): Buffer {
  bytes.writeUInt32LE(bytes.length - 8, 4)
  return bytes
}

const hidden: [string, Format, (bytes: Buffer) => Buffer][] = [
  ['IPTC', 'jpeg', (b) => put(b, 2, jpegPart(0xed, iptc))],
  ['a comment', 'jpeg', (b) => put(b, 2, jpegPart(0xfe, text))],
  ['EXIF that is none', 'jpeg', (b) => put(b, 2, jpegPart(0xe1, text))],
  [
    'a profile',
    'jpeg',
    (b) => put(b, 2, jpegPart(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01'), text]))),
  ],
  ['a part of a camera maker', 'jpeg', (b) => put(b, 2, jpegPart(0xe7, text))],
  ['a film behind its end', 'jpeg', (b) => Buffer.concat([b, text])],
  [
    'a text',
    'png',
    (b) => put(b, 33, pngPart('tEXt', Buffer.concat([Buffer.from('Comment\0'), text]))),
  ],
  [
    'a packed text',
    'png',
    (b) =>
      put(b, 33, pngPart('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(text)]))),
  ],
  [
    'an international text',
    'png',
    (b) => put(b, 33, pngPart('iTXt', Buffer.concat([Buffer.from('City\0\0\0\0\0'), text]))),
  ],
  ['a time', 'png', (b) => put(b, 33, pngPart('tIME', Buffer.from([7, 232, 1, 1, 1, 1, 1])))],
  ['a private part', 'png', (b) => put(b, 33, pngPart('prVt', text))],
  ['words behind its end', 'png', (b) => Buffer.concat([b, text])],
  ['a part of its own', 'webp', (b) => sized(Buffer.concat([b, webpPart('PLCE', text)]))],
  ['words behind its end', 'webp', (b) => Buffer.concat([b, text])],
  [
    'a comment',
    'gif',
    (b) =>
      put(
        b,
        b.length - 1,
        Buffer.concat([Buffer.from([0x21, 0xfe, text.length]), text, Buffer.from([0])]),
      ),
  ],
  [
    'a part of an application',
    'gif',
    (b) =>
      put(
        b,
        b.length - 1,
        Buffer.concat([
          Buffer.from([0x21, 0xff, 11]),
          Buffer.from('XMP DataXMP'),
          Buffer.from([text.length]),
          text,
          Buffer.from([0]),
        ]),
      ),
  ],
  ['words behind its end', 'gif', (b) => Buffer.concat([b, text])],
]

for (const [what, format, hide] of hidden)
  test(`X112 · ${what} in a ${format} is removed, and the picture is kept`, async () => {
    const clean = await drawn(format)
    const bytes = hide(clean)
    assert.equal(carriesMore(bytes, format), true)
    const kept = await pictureOf(bytes)
    assert.deepEqual([kept.type, kept.width, kept.height], [`image/${format}`, 40, 30])
    assert.equal(carriesMore(kept.bytes, format), false)
    assert.ok(!kept.bytes.includes(text))
    await sharp(kept.bytes).raw().toBuffer()
  })

for (const format of formats)
  test(`a ${format} with nothing but its picture is kept as it is`, async () => {
    const pictures = [
      await drawn(format),
      await drawn(format, format === 'gif' ? {} : { quality: 50, progressive: true }),
      ...(format === 'jpeg' ? [] : [await drawn(format, {}, true)]),
      ...(format === 'webp' || format === 'gif' ? [await animated(format)] : []),
    ]
    for (const bytes of pictures) {
      assert.equal(carriesMore(bytes, format), false)
      assert.ok((await pictureOf(bytes)).bytes.equals(bytes))
    }
  })

test('X112 · what sharp finds of EXIF, XMP, IPTC and profiles is found, and gone after drawing, once for all', async () => {
  for (const format of ['jpeg', 'png', 'webp'] as const) {
    const bytes = await sharp(await drawn(format))
      .withExif({ IFD0: { Artist: secret } })
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${secret}</x:xmpmeta>`)
      .withIccProfile('p3')
      .toFormat(format)
      .toBuffer()
    assert.equal(carriesMore(bytes, format), true)
    const kept = await pictureOf(bytes)
    const found = await sharp(kept.bytes).metadata()
    assert.deepEqual([found.exif, found.xmp, found.iptc, found.icc], Array(4).fill(undefined))
    assert.ok((await pictureOf(kept.bytes)).bytes.equals(kept.bytes))
  }
})

test('a picture that is truncated or changed anywhere is still checked', async () => {
  const pictures = await Promise.all(
    formats.map(async (format) => ({ format, bytes: await drawn(format) })),
  )
  fc.assert(
    fc.property(
      fc.constantFrom(...pictures),
      fc.nat(),
      fc.nat(255),
      ({ format, bytes }, at, to) => {
        const changed = Buffer.from(bytes)
        changed[at % bytes.length] = to
        assert.equal(typeof carriesMore(changed, format), 'boolean')
        assert.equal(carriesMore(bytes.subarray(0, at % bytes.length), format), true)
      },
    ),
    { numRuns: 2000 },
  )
})
