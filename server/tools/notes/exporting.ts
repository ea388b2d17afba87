import { pipeline } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { filesOf } from '../../foundation/files/files.ts'
import { findItems } from '../../foundation/items/links.ts'
import { cardsOf } from '../../foundation/people/cards.ts'
import { organizationOf } from '../../foundation/spaces/access-list.ts'
import { publicAddress } from '../../kernel/config.ts'
import type { Context } from '../../kernel/context.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { longDate } from '../../kernel/day-and-time.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { safeName } from '../../kernel/plain-text.ts'
import type { Book, Chapter, Format, Size } from './book.ts'
import { changed } from './blocks.ts'
import { asking, convert, print } from './convert.ts'
import { isOwnFile, itemLinkText, type DocumentNode } from './document.ts'
import { label, readingOf } from './note.ts'
import { zipOf, type Packed } from './note-zip.ts'
import { keyOf, type AuthorizedNote } from './notes.ts'
import { odtType } from './odt-out.ts'
import { textOf } from './text.ts'
import { paperWords } from './words.ts'

// Notes as files to keep, to send or to print. They say what the page says to this reader, and nothing more.

const page = {
  markdown: { ending: 'md', type: 'text/markdown; charset=utf-8' },
  html: { ending: 'html', type: 'text/html; charset=utf-8' },
}
export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** A note as one file, with pictures where the format holds them; Markdown and HTML with pictures as a ZIP. */
export async function exportNote(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  format: Format,
): Promise<FileAnswer> {
  const name = safeName(note.title, 'note')
  if (format === 'markdown' || format === 'html') {
    const { text, pictures } = await pageOf(ctx, note, format)
    const { ending, type } = page[format]
    const file = `${name}.${ending}`
    if (pictures.length === 0) return { body: text, type, name: file }
    return { body: zipOf({ [file]: text }, pictures), type: 'application/zip', name: `${name}.zip` }
  }
  const { chapter, pictures } = await chapterOf(ctx, note, { level: 1, at: 0 })
  const { author } = chapter
  const book = { title: note.title, author, contents: false, chapters: [chapter] }
  return bookAs(ctx, format, { ...book, pictures }, name)
}

export interface Page {
  text: string
  pictures: Packed[]
}

/** A note as Markdown or HTML, with the pictures that it shows. `up` leads from its folder to the one of the pictures. */
export async function pageOf(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  format: 'markdown' | 'html',
  up = '',
): Promise<Page> {
  const { content } = await textOf(ctx, note)
  const pictures = await picturesOf(ctx, note, content)
  const named = changed(await asRead(ctx, note.space, content), (node) => {
    const src = node.attrs?.['src']
    if (node.type !== 'image' || !isOwnFile(src)) return node
    const found = pictures.get(src)
    return { ...node, attrs: { ...node.attrs, src: found ? `${up}${found.name}` : src } }
  })
  const json = JSON.stringify(named)
  const byline = await bylineOf(ctx, note)
  const text = await (format === 'markdown'
    ? convert(asking(ctx), 'file', json)
    : convert(asking(ctx), 'page', note.title, ctx.language, json, byline.text))
  return { text, pictures: [...pictures.values()] }
}

export interface Picture extends Packed {
  type: string
  size: number
}

/** The pictures that a text shows, by their addresses in it; deleted ones are left out. */
async function picturesOf(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  content: DocumentNode,
): Promise<Map<string, Picture>> {
  const shown = new Set(readingOf(content).files)
  if (shown.size === 0) return new Map()
  const files = (await filesOf(ctx, keyOf(note))).filter(({ sha256 }) => shown.has(sha256))
  return new Map(
    files.map(({ sha256, file, type, size }) => {
      const open = async () => (await ctx.house.blobs.get(note.space, file)).open()
      const name = `files/${sha256}.${type.slice('image/'.length)}`
      return [`files/${sha256}`, { name, open, type, size }]
    }),
  )
}

/** The text as this reader sees it: links to items have their titles, where they may view them. */
async function asRead(ctx: Context, here: SpaceId, content: DocumentNode): Promise<DocumentNode> {
  const { items } = readingOf(content)
  const found = new Map<string, { title: string; href: string }>()
  for (let at = 0; at < items.length; at += 100)
    for (const { id, title, space, tool } of await findItems(ctx, items.slice(at, at + 100))) {
      if (ctx.isViewed && space.id !== here) continue
      const href = `${publicAddress(ctx.house.config)}/s/${space.id}/${tool}/${id}`
      found.set(id, { title, href })
    }
  return changed(content, (node) => {
    if (node.type !== 'itemLink') return node
    const item = found.get(String(node.attrs?.['id']))
    if (!item) return { type: 'text', text: `[${paperWords[ctx.language].notShared}]` }
    const marks = [{ type: 'link', attrs: { href: item.href } }]
    return { type: 'text', text: item.title || itemLinkText, marks }
  })
}

/** For paper: mentions are their words, and links of this instance lead here from anywhere. */
function onPaper(ctx: Context, content: DocumentNode): DocumentNode {
  const here = publicAddress(ctx.house.config)
  return changed(content, (node) => {
    if (node.type === 'mention')
      return { type: 'text', text: `@${label(node)}`, marks: [{ type: 'bold' }] }
    const marks = node.marks?.map((mark) => {
      const href = mark.attrs?.['href']
      const isOurs = mark.type === 'link' && typeof href === 'string' && href.startsWith('/')
      return isOurs ? { ...mark, attrs: { ...mark.attrs, href: `${here}${href}` } } : mark
    })
    return marks ? { ...node, marks } : node
  })
}

async function bylineOf(
  ctx: Context,
  { author, space, changedAt }: AuthorizedNote<'view'>,
): Promise<{ author: string; text: string }> {
  const card = (await cardsOf(ctx, [author], await organizationOf(ctx, space))).get(author)
  const name = card ? `${card.firstName} ${card.lastName}`.trim() : ''
  const day = longDate(new Date(changedAt), ctx.language, ctx.person.timeZone)
  return { author: name, text: [name, day].filter(Boolean).join(' · ') }
}

/** A chapter of a book, and the pictures in it: their addresses are made unique by its place. */
export async function chapterOf(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  { level, at }: { level: number; at: number },
): Promise<{ chapter: Chapter & { author: string }; pictures: Map<string, Picture> }> {
  const { content } = await textOf(ctx, note)
  const found = await picturesOf(ctx, note, content)
  const { author, text } = await bylineOf(ctx, note)
  const here = (src: string) => `${at}/${src}`
  const shown = changed(onPaper(ctx, await asRead(ctx, note.space, content)), (node) =>
    node.type === 'image'
      ? { ...node, attrs: { ...node.attrs, src: here(String(node.attrs?.['src'])) } }
      : node,
  )
  return {
    chapter: { title: note.title, level, byline: text, author, content: shown },
    pictures: new Map([...found].map(([src, picture]) => [here(src), picture])),
  }
}

type Unbound = Pick<Book, 'title' | 'author' | 'contents' | 'chapters'> & {
  pictures: Map<string, Picture>
}

/** A book as one file. Office documents stream their pictures from the disk; a PDF has them in smaller sizes. */
export async function bookAs(
  ctx: Context,
  format: Exclude<Format, 'markdown' | 'html'>,
  { pictures, ...unbound }: Unbound,
  name: string,
): Promise<FileAnswer> {
  const book = { ...unbound, language: ctx.language, made: ctx.now.getTime() }
  const file = `${name}.${format}`
  if (format === 'pdf') {
    const drawn = await drawnFor(pictures)
    const body = await print(asking(ctx), 'pdf', { ...book, pictures: drawn.sizes }, drawn.bytes)
    return { body: Buffer.from(body), type: 'application/pdf', name: file }
  }
  const measured = await measure(pictures)
  const sizes = Object.fromEntries(measured.map(({ src, size }) => [src, size]))
  const parts = await convert(asking(ctx), format, { ...book, pictures: sizes })
  const folder = format === 'docx' ? 'word/media' : 'Pictures'
  const packed = measured.map(({ size, open }) => ({ name: `${folder}/${size.name}`, open }))
  const type = format === 'docx' ? docxType : odtType
  return { body: zipOf(parts, packed), type, name: file }
}

interface Measured {
  src: string
  size: Size
  open(): Promise<NodeJS.ReadableStream>
}

/** The size of each picture. Older readers of office documents know no WebP: those become PNG. */
async function measure(pictures: Map<string, Picture>): Promise<Measured[]> {
  const all: Measured[] = []
  for (const [src, { type, open }] of pictures) {
    const size = await sizeOf(await buffer(await open()))
    if (!size) continue
    const { width, height } = size
    const isWebp = type === 'image/webp'
    const name = `${all.length + 1}.${isWebp ? 'png' : type.slice('image/'.length)}`
    const asPng = async () => pipeline(await open(), sharp().png(), () => undefined)
    all.push({ src, size: { width, height, name }, open: isWebp ? asPng : open })
  }
  return all
}

/** Of the first of its pages, if it moves; undefined when it cannot be drawn. */
async function sizeOf(bytes: Buffer) {
  const found = await sharp(bytes)
    .metadata()
    .catch(() => undefined)
  if (!found) return undefined
  const { width, height, pageHeight, hasAlpha } = found
  return { width, height: pageHeight ?? height, hasAlpha }
}

/** Bytes of all pictures of a PDF, which is made in memory; further ones are replaced by their descriptions. */
const mostInMemory = 80 * 1024 * 1024

/** Pictures as a printer needs them: smaller the more there are. */
async function drawnFor(pictures: Map<string, Picture>) {
  const side = pictures.size > 200 ? 800 : pictures.size > 50 ? 1200 : 1800
  const bytes: Record<string, Uint8Array> = {}
  const sizes: Record<string, Size> = {}
  let all = 0
  for (const [src, { open }] of pictures) {
    if (all > mostInMemory) break
    const drawn = await drawing(await buffer(await open()), side).catch(() => undefined)
    if (!drawn) continue
    all += drawn.data.length
    bytes[src] = drawn.data
    sizes[src] = { width: drawn.width, height: drawn.height, name: src }
  }
  return { bytes, sizes }
}

async function drawing(sent: Buffer, side: number) {
  const { width = side, height = side, hasAlpha = false } = (await sizeOf(sent)) ?? {}
  const drawn = sharp(sent).resize({
    width: side,
    height: side,
    fit: 'inside',
    withoutEnlargement: true,
  })
  const data = await (hasAlpha ? drawn.png() : drawn.jpeg({ quality: 82 })).toBuffer()
  return { data, width, height }
}
