import type { Authorized, Container } from '../../access/authorized.ts'
import { authorizeContainer } from '../../access/authorize.ts'
import { countAttempt } from '../../foundation/people/throttle.ts'
import { containersBelow } from '../../foundation/spaces/containers.ts'
import { unchanging, type Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { Conflict, NotFound } from '../../kernel/errors.ts'
import { UniqueNames } from '../../kernel/file-names.ts'
import { holds } from '../../kernel/kinds.ts'
import { safeName } from '../../kernel/plain-text.ts'
import type { ItemId } from '../../kernel/ids.ts'
import { ZipStream } from '../../kernel/zip-stream.ts'
import type { Book, Format } from './book.ts'
import { bookAs, chapterOf, pageOf, type Picture } from './exporting.ts'
import { authorizeNote, notes, type AuthorizedNote } from './notes.ts'
import { noteRows } from './store.ts'
import { said } from './words.ts'

// A notebook, or a folder with everything in it, as one file: what this reader sees at the moment at which it is read (A11).

const limits = {
  /** Exports for a person and an hour: each can read thousands of notes. */
  anHour: 60,
  notesAtOnce: 200,
  /** Folders are nested: short names keep the whole path within the limit of Windows. */
  name: 60,
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
  const whose = `${ctx.isViewed ? 'viewed:' : ''}${ctx.person.id}`
  await countAttempt(ctx, [{ key: `export-tree:${whose}`, free: limits.anHour }])
  const name = safeName(container.name, 'notes', limits.name)
  if (format !== 'markdown' && format !== 'html')
    return bookAs(ctx, format, await bookOf(ctx, container), name)
  const reading = unchanging(ctx)
  const zip = new ZipStream((to) => writeFolders(reading, to, container, { format, name }))
  return { body: zip.stream, type: 'application/zip', name: `${name}.zip` }
}

interface Branch {
  container: Authorized<Container, 'view'>
  /** The names of what it is in, below the one that is exported. */
  above: string[]
}

/** The exported container and those in it, each after the one that it is in. */
async function* branchesOf(
  ctx: Context,
  top: Authorized<Container, 'view'>,
): AsyncGenerator<Branch> {
  yield { container: top, above: [] }
  for (const { id, above } of await containersBelow(ctx, top)) {
    const container = await ifThere(authorizeContainer(ctx, 'view', top.space, id))
    if (container) yield { container, above }
  }
}

/** The notes of a notebook, each authorized when its turn has come. */
async function* notesOf(
  ctx: Context,
  { container }: Branch,
): AsyncGenerator<AuthorizedNote<'view'>> {
  if (!holds(ctx.house.tools, container, noteRows)) return
  for (let after: string | undefined; ;) {
    const query = { sort: 'order' as const, limit: limits.notesAtOnce, ...(after && { after }) }
    const page = await notes.inContainer(ctx, container, query)
    for (const { id } of page.items) {
      const note = await ifThere(authorizeNote(ctx, 'view', container.space, id as ItemId))
      if (note) yield note
    }
    if (!page.next) return
    after = page.next
  }
}

/** Undefined for something that was deleted, or taken from the reader, meanwhile. */
async function ifThere<T>(finding: Promise<T>): Promise<T | undefined> {
  return finding.catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
}

async function writeFolders(
  ctx: Context,
  zip: ZipStream,
  top: Authorized<Container, 'view'>,
  { format, name }: { format: 'markdown' | 'html'; name: string },
): Promise<void> {
  const names = new UniqueNames()
  const folders = new Map<string, string>()
  const written = new Set<string>()
  const ending = format === 'markdown' ? '.md' : '.html'
  for await (const branch of branchesOf(ctx, top)) {
    const folder = folderOf(branch, { top: name, folders, names })
    const up = '../'.repeat(folder.split('/').length - 1)
    for await (const note of notesOf(ctx, branch)) {
      const { text, pictures } = await pageOf(ctx, note, format, up)
      const file = names.take(folder, safeName(note.title, 'note', limits.name), ending)
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

interface Folders {
  top: string
  /** The folder of each container. */
  folders: Map<string, string>
  names: UniqueNames
}

function folderOf({ container, above }: Branch, { top, folders, names }: Folders): string {
  const parent = above.at(-1)
  const within = parent === undefined ? undefined : folders.get(parent)
  const isTop = folders.size === 0
  const own = safeName(container.name, container.kind, limits.name)
  const folder = isTop ? top : names.take(within ?? top, own)
  folders.set(container.id, folder)
  return folder
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
