import type { Authorized, Container } from '../../access/authorized.ts'
import type { Context, PublicContext } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { safeName } from '../../kernel/plain-text.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { asking, convert } from './convert.ts'
import { toHtml } from './html-out.ts'
import { writeNote, type AuthorizedNote } from './notes.ts'
import type { NoteAnswer } from './schema.ts'
import * as store from './store.ts'
import { textOf } from './text.ts'

/** A Markdown file becomes a note; its name, without the ending, becomes the title. */
export function importNote(
  ctx: Context,
  notebook: Authorized<Container, 'add'>,
  { name, markdown }: { name: string; markdown: string },
): Promise<NoteAnswer> {
  const title = name.replace(/\.(md|markdown|txt)$/i, '').trim() || name
  return writeNote(ctx, notebook, { title, markdown }, 'imported')
}

export async function exportNote(
  ctx: Context,
  note: AuthorizedNote<'view'>,
  format: 'markdown' | 'html',
): Promise<FileAnswer> {
  const { content, text } = await textOf(ctx, note)
  const name = safeName(note.title, 'note')
  if (format === 'markdown')
    return { stream: text, type: 'text/markdown; charset=utf-8', name: `${name}.md` }
  const html = toHtml(note.title, ctx.language, content)
  return { stream: html, type: 'text/html; charset=utf-8', name: `${name}.html` }
}

/** Its Markdown, for an export; nothing of it is remembered. */
export async function noteAsText(ctx: PublicContext, { space, item }: ItemKey): Promise<string> {
  const bytes = await store.stored(ctx.db, { space, item })
  if (!bytes) return ''
  const updates = bytes.updates.map((update) => update.bytes)
  return (await convert(asking(ctx), 'read', bytes.state, updates)).text
}
