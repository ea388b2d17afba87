import { Readable } from 'node:stream'
import type { Authorized, Container, Item } from '../../access/authorized.ts'
import { authorizeContainer, authorizeItem } from '../../access/authorize.ts'
import { refuseTooLarge, whileItFits } from '../../foundation/files/attachments.ts'
import {
  contentOfFile,
  inTheTurn,
  mustFit,
  nameFile,
  unchecked,
  Unnamed,
} from '../../foundation/files/files.ts'
import { isServedInPlace, typeOf } from '../../foundation/files/media-types.ts'
import { addItem, touchItem } from '../../foundation/items/items.ts'
import { itemLists, type AuthorizedItem } from '../../foundation/item-lists/item-lists.ts'
import { itemsNamed } from '../../foundation/spaces/unique-names.ts'
import { weighNewItem } from '../../foundation/live-text/texts.ts'
import { dropItem } from '../../foundation/receipts/receipts.ts'
import { addVersion } from '../../foundation/versions/keeping.ts'
import { versionContent } from '../../foundation/versions/versions.ts'
import type { Context } from '../../kernel/context.ts'
import type { FileAnswer as Served } from '../../kernel/door.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type {
  ContainerKey,
  IfTaken,
  ItemKey,
  ReceivedFile,
  Receiver,
  VersionContent,
} from '../../kernel/tool.ts'
import type { Upload } from '../../kernel/uploads.ts'
import { dropInto } from './drop-folder.ts'
import { fileName } from './file-name.ts'
import { isContent, type ContentWanted, type FileAnswer } from './schema.ts'
import * as store from './store.ts'

export const files = itemLists(store.fileRows)
export type AuthorizedFile<R extends 'view' | 'edit'> = AuthorizedItem<store.FileColumns, R>

const kind = 'file'

/** A file becomes an item, or the content of one; each content is a version (D). */
export const receiver: Receiver = {
  add,
  replace,
  drops: { mustTake: async (ctx, there) => void (await dropInto(ctx, there)), drop },
}

async function add(inside: Context, there: ContainerKey, file: ReceivedFile): Promise<ItemId> {
  const folder = await authorizeContainer(inside, 'add', there.space, there.container)
  const title = fileName(file.name, 'name')
  if (file.ifTaken === 'new-version') {
    const [same] = await itemsNamed(inside, there, title)
    if (same) return newVersion(inside, { space: there.space, item: same }, file)
  }
  const keepBoth = file.ifTaken === 'keep-both'
  const item = await addItem(inside, folder, { kind, title, keepBoth })
  const key = { space: there.space, item }
  await begin(inside, key, title, file)
  await weighNewItem(inside, key, { tool: folder.tool, kind })
  return item
}

/** The tool's own rows of a new file. */
async function begin(
  inside: Context,
  key: ItemKey,
  title: string,
  file: Pick<ReceivedFile, 'kept' | 'type'>,
): Promise<void> {
  const content = await named(inside, key, title, file)
  await store.insertFile(inside, key, content)
  await addVersion(inside, key, { ...asVersion(content), ...by(inside, title), why: 'created' })
}

/** A file for a folder that its sender does not see into (S1). */
async function drop(
  inside: Context,
  there: ContainerKey,
  file: Omit<ReceivedFile, 'ifTaken'>,
): Promise<string> {
  const title = fileName(file.name, 'name')
  const thing = { kind, title, size: file.kept.size }
  const fill = (key: ItemKey) => begin(inside, key, title, file)
  const receipt = await dropItem(inside, await dropInto(inside, there), thing, fill)
  return receipt.id
}

async function newVersion(inside: Context, of: ItemKey, file: ReceivedFile): Promise<ItemId> {
  await replace(inside, of, file)
  return of.item
}

async function replace(
  inside: Context,
  of: ItemKey,
  file: Pick<ReceivedFile, 'kept' | 'type'>,
): Promise<void> {
  const item = await authorizeItem(inside, 'edit', of.space, of.item)
  const before = { ...asVersion(await store.contentOf(inside, of)), title: item.title }
  await addVersion(inside, of, { ...before, authors: [item.changedBy] }) // a copy begins without versions
  const content = await named(inside, of, item.title, file)
  await change(inside, item, content)
  await addVersion(inside, of, { ...asVersion(content), ...by(inside, item.title) })
}

/** Gives a file a content that it has or had already. */
export async function change(
  inside: Context,
  item: Authorized<Item, 'edit'>,
  content: store.Content,
): Promise<void> {
  await store.setContent(inside, { space: item.space, item: item.id }, content)
  await touchItem(inside, item)
}

async function named(
  inside: Context,
  of: ItemKey,
  title: string,
  { kept, type: sent }: Pick<ReceivedFile, 'kept' | 'type'>,
): Promise<store.Content> {
  await nameFile(inside, of, kept, { name: title, type: unchecked })
  return { sha256: kept.sha256, size: kept.size, type: typeOf(sent, title) }
}

export function asVersion({ sha256, size, type }: store.Content): VersionContent {
  return { content: JSON.stringify({ sha256, size, type }), text: '' }
}

function by({ person }: Context, title: string) {
  return { authors: [person.id], title }
}

/** Receives a file in one request and makes an item of it. */
export async function sendFile(
  ctx: Context,
  { space, id: container }: Authorized<Container, 'add'>,
  { name, ifTaken = 'refuse' }: { name: string; ifTaken?: IfTaken },
  sent: Upload,
): Promise<FileAnswer> {
  const file = { name, type: sent.mediaType, ifTaken }
  const item = await receive(ctx, space, sent, (inside, kept) =>
    add(inside, { space, container }, { ...file, kept }),
  )
  return files.answerOf(ctx, { space, item })
}

/** Receives a new content of a file in one request. */
export async function sendContent(
  ctx: Context,
  { space, id: item }: Authorized<Item, 'edit'>,
  sent: Upload,
): Promise<FileAnswer> {
  await receive(ctx, space, sent, (inside, kept) =>
    replace(inside, { space, item }, { kept, type: sent.mediaType }),
  )
  return files.answerOf(ctx, { space, item })
}

/** Keeps the bytes as they were sent, without a lock, then names them in the turn of the space. */
async function receive<T>(
  ctx: Context,
  space: SpaceId,
  sent: Upload,
  name: (inside: Context, kept: ReceivedFile['kept']) => Promise<T>,
): Promise<T> {
  refuseTooLarge(ctx, sent.announced ?? 0)
  await mustFit(ctx, space, sent.announced ?? 0)
  const unnamed = new Unnamed()
  const kept = await unnamed.keep(ctx, space, Readable.from(whileItFits(ctx, space, sent)))
  return inTheTurn(ctx, [space], unnamed, (inside) => name(inside, kept))
}

export async function renameFile(
  ctx: Context,
  file: AuthorizedFile<'edit'>,
  { title, keepBoth }: { title: string; keepBoth?: boolean },
): Promise<FileAnswer> {
  await touchItem(ctx, file, { title: fileName(title, 'body.title'), keepBoth })
  return files.answerOf(ctx, { space: file.space, item: file.id })
}

/**
 * The content of a file, now or in a version, shown in place if its type cannot run scripts, otherwise a download (X112). A
 * version is called as the file is called now.
 */
export async function readContent(
  ctx: Context,
  file: AuthorizedFile<'view'>,
  { download = false, version, sha256: only }: ContentWanted,
): Promise<Served> {
  const { space, id, title } = file
  const { type, sha256 } = version === undefined ? file : await contentIn(ctx, file, version)
  if (only !== undefined && only !== sha256) throw new NotFound()
  const body = await contentOfFile(ctx, { space, item: id }, sha256)
  return { body, type, name: title, inline: isServedInPlace(type) && !download }
}

async function contentIn(
  ctx: Context,
  file: AuthorizedFile<'view'>,
  version: number,
): Promise<store.Content> {
  const content = await versionContent(ctx, file, version)
  if (!isContent(content)) throw new NotFound()
  return content
}
