import type { Authorized, Container } from '../../access/authorized.ts'
import {
  branchesOf,
  countTree,
  itemsIn,
  longestInTree,
  TreePaths,
} from '../../foundation/item-lists/tree.ts'
import { contentOfFile } from '../../foundation/files/files.ts'
import type { Content } from '../../kernel/blobs.ts'
import { unchanging, type Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { NotFound, Refusal } from '../../kernel/errors.ts'
import { safeName } from '../../kernel/plain-text.ts'
import { ZipStream } from '../../kernel/zip-stream.ts'
import { files, type AuthorizedFile } from './files.ts'
import { fileRows } from './store.ts'
import { said } from './words.ts'

// Files as one ZIP, which is made while it is sent: what this reader sees at the moment at which each file is read (A11).

/** A folder with everything in it that the reader sees, empty folders too. */
export async function downloadFolder(
  ctx: Context,
  folder: Authorized<Container, 'view'>,
): Promise<FileAnswer> {
  if (folder.tool !== fileRows.tool) throw new NotFound()
  await countTree(ctx)
  const name = safeName(folder.name || said.documents[ctx.language], 'folder', longestInTree)
  return zipOf(ctx, name, async (packing) => {
    for await (const branch of branchesOf(packing.ctx, folder)) {
      const path = packing.paths.folder(branch)
      packing.zip.folder(path)
      for await (const file of filesIn(packing.ctx, branch.container))
        await pack(packing, path, file)
    }
  })
}

/** Files that were chosen, side by side. */
export async function downloadFiles(
  ctx: Context,
  chosen: AuthorizedFile<'view'>[],
): Promise<FileAnswer> {
  await countTree(ctx)
  const name = said.documents[ctx.language]
  return zipOf(ctx, name, async (packing) => {
    for (const file of chosen) await pack(packing, name, file)
  })
}

function filesIn(
  ctx: Context,
  folder: Authorized<Container, 'view'>,
): AsyncGenerator<AuthorizedFile<'view'>> {
  return itemsIn(ctx, folder, {
    kind: fileRows,
    sort: 'title',
    inContainer: files.inContainer,
    authorize: files.authorize,
  })
}

interface Packing {
  ctx: Context
  zip: ZipStream
  paths: TreePaths
  /** The paths of files whose content could not be read. */
  missing: string[]
}

function zipOf(ctx: Context, name: string, write: (packing: Packing) => Promise<void>): FileAnswer {
  const zip = new ZipStream(async (to) => {
    const packing = { ctx: unchanging(ctx), zip: to, paths: new TreePaths(name), missing: [] }
    await write(packing)
    await report(packing, name)
  })
  return { body: zip.stream, type: 'application/zip', name: `${name}.zip` }
}

async function pack(
  { ctx, zip, paths, missing }: Packing,
  folder: string,
  { space, id, title, type, sha256, size, changedAt }: AuthorizedFile<'view'>,
): Promise<void> {
  const [, stem = title, ending = ''] = /^(.+?)((?:\.tar)?\.[a-z0-9]{1,10})$/i.exec(title) ?? []
  const path = paths.file(folder, safeName(stem, 'file', longestName), ending)
  const content = await ifReadable(contentOfFile(ctx, { space, item: id }, sha256))
  if (!content) missing.push(path)
  else
    await zip.add(path, content.open(), {
      packed: isPacked(type),
      size,
      changedAt: new Date(changedAt),
    })
}

/** A name in a ZIP without its ending, in characters. */
const longestName = 150

/** What was left out is said in the ZIP itself: nobody else tells the one who opens it. */
async function report({ ctx, zip, paths, missing }: Packing, name: string): Promise<void> {
  if (missing.length === 0) return
  const lines = [said.leftOut[ctx.language], '', ...missing].join('\r\n')
  await zip.add(paths.file(name, said.leftOutName[ctx.language], '.txt'), lines)
}

async function ifReadable(finding: Promise<Content>): Promise<Content | undefined> {
  return finding.catch((error: unknown) => {
    if (error instanceof Refusal) return undefined // lost, quarantined, or deleted meanwhile
    throw error
  })
}

/** Compressing it again would only cost time. */
function isPacked(type: string): boolean {
  return /^(?:image\/(?!svg|bmp|tiff)|audio\/|video\/|application\/(?!json|xml|rtf|msword))/.test(
    type,
  )
}
