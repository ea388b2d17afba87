import type { Authorized, Container } from '../../access/authorized.ts'
import type { Context } from '../../kernel/context.ts'
import { asking, convert } from './convert.ts'
import { titleOf } from './import-file.ts'
import { writeText } from './notes.ts'
import type { NoteAnswer } from './schema.ts'

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
