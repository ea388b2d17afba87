import type { Authorized, Container } from '../../access/authorized.ts'
import { filesOf } from '../../foundation/files/files.ts'
import type { Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { safeName } from '../../kernel/plain-text.ts'
import { changed } from './blocks.ts'
import { asking, convert } from './convert.ts'
import { isOwnFile, type DocumentNode } from './document.ts'
import { titleOf } from './import-file.ts'
import { readingOf } from './note.ts'
import { zipOf } from './note-zip.ts'
import { keyOf, writeText, type AuthorizedNote } from './notes.ts'
import type { NoteAnswer } from './schema.ts'
import { textOf } from './text.ts'

/**
 * Makes a note of Markdown. Its title is the first heading or the file name without its extension, otherwise the first line.
 */
export async function importNote(
  ctx: Context,
  notebook: Authorized<Container, 'add'>,
  { name, markdown, title: from = name ? 'name' : 'heading' }: Sent,
): Promise<NoteAnswer> {
  const asked = asking(ctx, 'body.markdown')
  const { title, ...text } = await convert(asked, 'begin', markdown, { titled: from === 'heading' })
  const words = title ?? name?.replace(/\.(md|markdown|txt)$/i, '') ?? firstLine(text.reading.text)
  return writeText(ctx, notebook, { title: titleOf(ctx, words || name || ''), text }, 'imported')
}

interface Sent {
  name?: string
  markdown: string
  title?: 'name' | 'heading'
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!
}

type Format = 'markdown' | 'html'
const ending = { markdown: 'md', html: 'html' }
const type = { markdown: 'text/markdown; charset=utf-8', html: 'text/html; charset=utf-8' }

/** Exports a note as one file, or with pictures as a ZIP. */
export async function exportNote(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  format: Format,
): Promise<FileAnswer> {
  const { content } = await textOf(ctx, note)
  const pictures = await picturesOf(ctx, note, content)
  const shown = changed(content, (node) => named(node, pictures))
  const json = JSON.stringify(shown)
  const text = await (format === 'markdown'
    ? convert(asking(ctx), 'file', json)
    : convert(asking(ctx), 'page', note.title, ctx.language, json))
  const name = safeName(note.title, 'note')
  const file = `${name}.${ending[format]}`
  if (pictures.size === 0) return { body: text, type: type[format], name: file }
  const stream = zipOf(file, text, [...pictures.values()])
  return { body: stream, type: 'application/zip', name: `${name}.zip` }
}

type Picture = Parameters<typeof zipOf>[2][number]

/** The pictures that a text shows, by their addresses in it; deleted ones are left out. */
async function picturesOf(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  content: DocumentNode,
): Promise<Map<string, Picture>> {
  const shown = new Set(readingOf(content).files)
  const files = (await filesOf(ctx, keyOf(note))).filter(({ sha256 }) => shown.has(sha256))
  return new Map(
    files.map(({ sha256, file, type }) => {
      const open = async () => (await ctx.house.blobs.get(note.space, file)).open()
      const name = `files/${sha256}.${type.slice('image/'.length)}`
      return [`files/${sha256}`, { name, open }]
    }),
  )
}

function named(node: DocumentNode, pictures: Map<string, Picture>): DocumentNode {
  const src = node.attrs?.['src']
  if (node.type !== 'image' || !isOwnFile(src)) return node
  return { ...node, attrs: { ...node.attrs, src: pictures.get(src)?.name ?? src } }
}
