import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readFile, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Authorized, Container } from '../../access/authorized.ts'
import { mustFit, nameFile, Unnamed } from '../../foundation/files/files.ts'
import type { Context } from '../../kernel/context.ts'
import { invalidField, Unavailable } from '../../kernel/errors.ts'
import { cut, tidy } from '../../kernel/plain-text.ts'
import { onlyText, type Encoding } from '../../kernel/file-text.ts'
import { asking, convert } from './convert.ts'
import { pictureOf, type Picture } from './files.ts'
import { limits } from './note.ts'
import { NoteZip, placeIn } from './note-zip.ts'
import { writeText, type Pictures } from './notes.ts'
import type { ImportedAnswer } from './schema.ts'
import { said } from './words.ts'

/** Bytes of a text file, or of a ZIP of a text with its pictures. */
export const mostOfFile = 100 * 1024 * 1024
const mostOfText = 4_000_000
const mostLetters = 1_000_000
const mostOfPictures = 200

interface Arrived {
  name: string
  text: string
  encoding: Encoding
  pictures: Map<string, Picture>
}

/** Makes a note of a file, which is received and read before anything is locked. */
export async function importFile(
  ctx: Context,
  notebook: Authorized<Container, 'add'>,
  name: string,
  upload: Readable,
): Promise<ImportedAnswer> {
  const file = path.join(os.tmpdir(), `atelier-${randomUUID()}`)
  try {
    await receive(upload, file)
    const arrived = await arrivedIn(ctx, file, name)
    return { ...(await noteOf(ctx, notebook, arrived)), encoding: arrived.encoding }
  } finally {
    await rm(file, { force: true })
  }
}

async function receive(upload: Readable, file: string): Promise<void> {
  await pipeline(upload, createWriteStream(file, { flags: 'wx', mode: 0o600 })).catch((error) => {
    throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? new Unavailable() : error
  })
}

async function arrivedIn(ctx: Context, file: string, name: string): Promise<Arrived> {
  if (await isZip(file)) return fromZip(ctx, file)
  const { size } = await stat(file)
  if (size > mostOfText) throw invalidField('body', 'too-large', said.tooLargeFile)
  return { ...textIn(await readFile(file)), name, pictures: new Map() }
}

async function isZip(file: string): Promise<boolean> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.equals(Buffer.from('PK\u0003\u0004'))
  } finally {
    await handle.close()
  }
}

function textIn(bytes: Buffer): { text: string; encoding: Encoding } {
  const found = onlyText(new Uint8Array(bytes))
  if (!found) throw invalidField('body', 'unreadable', said.unreadableFile)
  if (found.text.length > mostLetters) throw invalidField('body', 'too-large', said.tooLargeFile)
  return found
}

async function fromZip(ctx: Context, file: string): Promise<Arrived> {
  const zip = await NoteZip.open(file)
  try {
    const { name, bytes } = await zip.text()
    const read = textIn(bytes)
    const addresses = await convert(asking(ctx, 'body'), 'picturesIn', read.text)
    const pictures = new Map<string, Picture>()
    for (const address of addresses.slice(0, mostOfPictures)) {
      const place = placeIn(name, address)
      const found = place && (await zip.read(place, limits.file))
      if (found) pictures.set(address, await pictureOf(found))
    }
    return { ...read, name: path.posix.basename(name), pictures }
  } finally {
    zip.close()
  }
}

async function noteOf(ctx: Context, notebook: Authorized<Container, 'add'>, arrived: Arrived) {
  const { name, text, pictures } = arrived
  const shown = [...pictures].map(([address, { bytes }]) => [address, `files/${sha256Of(bytes)}`])
  const { title, ...begun } = await convert(asking(ctx, 'body'), 'begin', text, {
    titled: true,
    pictures: Object.fromEntries(shown) as Record<string, string>,
  })
  const words = title ?? name.replace(/\.(md|markdown|txt)$/i, '')
  const beginning = { title: titleOf(ctx, words), text: begun }
  return writeText(ctx, notebook, beginning, 'imported', await kept(ctx, notebook, pictures))
}

/** Stores the pictures before anything is locked. */
async function kept(
  ctx: Context,
  { space }: Authorized<Container, 'add'>,
  pictures: Map<string, Picture>,
): Promise<Pictures> {
  const unnamed = new Unnamed()
  const all = [...pictures.values()]
  const size = all.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size > 0) await mustFit(ctx, space, size)
  for (const { bytes } of all) await unnamed.keep(ctx, space, Readable.from([bytes]))
  return {
    unnamed,
    async name(inside, note) {
      for (const [at, { type }] of all.entries()) {
        const name = `picture.${type.slice('image/'.length)}`
        await nameFile(inside, note, unnamed.all[at]!.kept, { type, name })
      }
    },
  }
}

export function titleOf({ language }: Context, words: string): string {
  return cut(tidy(words), limits.title) || said.untitled[language]
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
