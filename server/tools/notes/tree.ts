import type { Authorized, Container } from '../../access/authorized.ts'
import {
  branchesOf,
  countTree,
  itemsIn,
  longestInTree,
  TreePaths,
  type Branch,
} from '../../foundation/item-lists/tree.ts'
import { unchanging, type Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { Conflict, NotFound } from '../../kernel/errors.ts'
import { safeName } from '../../kernel/plain-text.ts'
import { ZipStream } from '../../kernel/zip-stream.ts'
import type { Book, Format } from './book.ts'
import { bookAs, chapterOf, pageOf, type Picture } from './exporting.ts'
import { authorizeNote, notes, type AuthorizedNote } from './notes.ts'
import { noteRows } from './store.ts'
import { said } from './words.ts'

// A notebook, or a folder with everything in it, as one file: what this reader sees at the moment at which it is read (A11).

const limits = {
  /** A book is laid out in memory, a ZIP is not. */
  book: { notes: 400, characters: 8_000_000 },
}

/** A ZIP of Markdown or HTML in folders, with pictures; or one PDF, DOCX or ODT with a list of contents. */
export async function exportTree(
  ctx: Context,
  container: Authorized<Container, 'view'>,
  format: Format,
): Promise<FileAnswer> {
  if (container.tool !== noteRows.tool) throw new NotFound()
  await countTree(ctx)
  const name = safeName(container.name, 'notes', longestInTree)
  if (format !== 'markdown' && format !== 'html')
    return bookAs(ctx, format, await bookOf(ctx, container), name)
  const reading = unchanging(ctx)
  const zip = new ZipStream((to) => writeFolders(reading, to, container, { format, name }))
  return { body: zip.stream, type: 'application/zip', name: `${name}.zip` }
}

/** The notes of a notebook, each authorized when its turn has come. */
function notesOf(ctx: Context, { container }: Branch): AsyncGenerator<AuthorizedNote<'view'>> {
  return itemsIn(ctx, container, {
    kind: noteRows,
    sort: 'order',
    inContainer: notes.inContainer,
    authorize: authorizeNote,
  })
}

async function writeFolders(
  ctx: Context,
  zip: ZipStream,
  top: Authorized<Container, 'view'>,
  { format, name }: { format: 'markdown' | 'html'; name: string },
): Promise<void> {
  const paths = new TreePaths(name)
  const written = new Set<string>()
  const ending = format === 'markdown' ? '.md' : '.html'
  for await (const branch of branchesOf(ctx, top)) {
    const folder = paths.folder(branch)
    const up = '../'.repeat(folder.split('/').length - 1)
    for await (const note of notesOf(ctx, branch)) {
      const { text, pictures } = await pageOf(ctx, note, format, up)
      const file = paths.file(folder, safeName(note.title, 'note', longestInTree), ending)
      const changedAt = new Date(note.changedAt)
      await zip.add(file, text, { changedAt })
      for (const picture of pictures) {
        const path = `${name}/${picture.name}`
        if (written.has(path)) continue
        written.add(path)
        await zip.add(path, await picture.open(), { packed: true, changedAt })
      }
    }
  }
}

async function bookOf(ctx: Context, top: Authorized<Container, 'view'>) {
  const chapters: Book['chapters'] = []
  const pictures = new Map<string, Picture>()
  const authors = new Set<string>()
  let count = 0
  let characters = 0
  for await (const branch of branchesOf(ctx, top)) {
    const isTop = branch.container.id === top.id
    const level = isTop ? 1 : branch.above.length + 2
    if (!isTop) chapters.push({ title: branch.container.name, level: level - 1, byline: '' })
    for await (const note of notesOf(ctx, branch)) {
      const made = await chapterOf(ctx, note, { level, at: count })
      chapters.push(made.chapter)
      authors.add(made.chapter.author)
      for (const [src, picture] of made.pictures) pictures.set(src, picture)
      count += 1
      characters += JSON.stringify(made.chapter.content).length
      if (count > limits.book.notes || characters > limits.book.characters)
        throw new Conflict('too-large', said.tooLargeBook)
    }
  }
  const author = authors.size === 1 ? [...authors][0]! : ''
  return { title: top.name || 'Notes', author, contents: true, chapters, pictures }
}
