import { Readable } from 'node:stream'
import type { Authorized, Item } from '../../access/authorized.ts'
import { allows } from '../../access/rights.ts'
import { record } from '../../kernel/changes.ts'
import type { Kept } from '../../kernel/blobs.ts'
import type { Context } from '../../kernel/context.ts'
import type { FileAnswer } from '../../kernel/door.ts'
import { newId, type SpaceId } from '../../kernel/ids.ts'
import type { ItemKey } from '../../kernel/tool.ts'
import { safeNameWithEnding } from '../../kernel/plain-text.ts'
import { cursor, pageOf, type Page, type Static } from '../../kernel/shapes.ts'
import type { Upload } from '../../kernel/uploads.ts'
import { cardsOf } from '../people/cards.ts'
import { organizationOf } from '../spaces/access-list.ts'
import * as store from './attachments-store.ts'
import {
  attachmentAdded,
  attachmentRemoved,
  attachmentRenamed,
  attachmentRestored,
} from './events.ts'
import { mustFit, nameFile, takeIn, unchecked } from './files.ts'
import { isServedInPlace, shownAs, typeOf } from './media-types.ts'
import { largestPicture } from './pictures.ts'
import type { AttachmentShape } from './schema.ts'
import { fileTooLarge, tooManyAttachments } from './words.ts'

export type AttachmentAnswer = Static<typeof AttachmentShape>

/** An item that the asker may edit, or a comment of their own on an item that they see. */
export interface Attachable {
  item: Item
  comment: string | null
}

/** An authorized attachment and its item. */
export interface Attached {
  item: Authorized<Item, 'view'>
  attachment: store.AttachmentRow
}

const most = { item: 500, comment: 50 }
const mega = 1024 * 1024
const askEvery = 4 * mega

/** How long a removed attachment can be restored. */
export const undoMinutes = 60

/** The attachments of the item itself, oldest first; those of comments are read with the comments. */
export async function attachmentsOf(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  { after, limit = 50 }: { after?: string; limit?: number },
): Promise<Page<AttachmentAnswer>> {
  const rows = await store.attachmentsOf(ctx, item, cursor<[string, string]>(after), limit + 1)
  const page = pageOf(rows, limit, (last) => [last.addedAt, last.id])
  return { items: await answers(ctx, item, page.items), next: page.next }
}

/** The attachments of these comments of an item, by comment. */
export async function attachmentsOfComments(
  ctx: Context,
  item: Authorized<Item, 'view'>,
  comments: string[],
): Promise<Map<string, AttachmentAnswer[]>> {
  if (comments.length === 0) return new Map()
  const rows = await store.attachmentsOfComments(ctx, item, comments)
  const answered = await answers(ctx, item, rows)
  return Map.groupBy(answered, ({ comment }) => comment!)
}

/** Streams a file to the disk, then attaches it under the lock of the space, where rights are checked again (A11). */
export async function attach(
  ctx: Context,
  to: Attachable,
  called: string,
  content: Upload,
): Promise<AttachmentAnswer> {
  const { space } = to.item
  refuseTooLarge(ctx, content.announced ?? 0)
  const file = { name: called, type: content.mediaType }
  const given = {
    space,
    announced: content.announced ?? 0,
    content: Readable.from(whileItFits(ctx, space, content)),
  }
  return takeIn(ctx, given, (inside, kept) => attachKept(inside, to, kept, file))
}

/** Checks the limits during an upload of unannounced size, so that little is stored in vain. */
export async function* whileItFits(
  ctx: Context,
  space: SpaceId,
  content: Upload,
): AsyncGenerator<Buffer> {
  let seen = 0
  let asked = content.announced ?? 0
  for await (const part of content as AsyncIterable<Buffer>) {
    seen += part.length
    if (seen > asked) {
      asked = seen + askEvery
      refuseTooLarge(ctx, seen)
      await mustFit(ctx, space, seen)
    }
    yield part
  }
}

/** The limit of one file is a setting, whatever the plan allows. */
export function refuseTooLarge({ house }: Context, bytes: number): void {
  const megabytes = house.config.uploadMegabytes
  if (bytes > megabytes * mega) throw fileTooLarge(megabytes)
}

/** Attaches a kept file. Needs the lock of the space. */
export async function attachKept(
  ctx: Context,
  { item, comment }: Attachable,
  kept: Kept,
  sent: { name: string; type: string },
): Promise<AttachmentAnswer> {
  const allowed = comment ? most.comment : most.item
  if ((await store.countAttachments(ctx, item, comment)) >= allowed)
    throw tooManyAttachments(allowed)
  const name = fileNameOf(sent.name)
  const type = typeOf(sent.type, name)
  const to = { space: item.space, item: item.id }
  await nameFile(ctx, to, kept, { name, type: unchecked })
  const id = newId()
  const given = { id, comment, sha256: kept.sha256, name, type }
  await store.insertAttachments(ctx, to, [{ ...given, addedAt: ctx.now, addedBy: ctx.person.id }])
  await recordOf(ctx, item, attachmentAdded, { id, comment, name })
  return one(ctx, item, id)
}

export async function renameAttachment(
  ctx: Context,
  { item, attachment }: Attached,
  called: string,
): Promise<AttachmentAnswer> {
  const name = fileNameOf(called)
  await store.renameAttachment(ctx, item.space, attachment.id, name)
  await recordOf(ctx, item, attachmentRenamed, { ...attachment, name })
  return one(ctx, item, attachment.id)
}

export async function removeAttachment(
  ctx: Context,
  { item, attachment }: Attached,
): Promise<void> {
  const removed = { at: ctx.now, by: ctx.person.id }
  await store.setRemoved(ctx, item.space, attachment.id, removed)
  await recordOf(ctx, item, attachmentRemoved, attachment)
}

export async function restoreAttachment(
  ctx: Context,
  { item, attachment }: Attached,
): Promise<AttachmentAnswer> {
  await store.setRemoved(ctx, item.space, attachment.id, undefined)
  await recordOf(ctx, item, attachmentRestored, attachment)
  return one(ctx, item, attachment.id)
}

/** The file itself: shown in place if its type cannot run scripts, otherwise a download (X112). */
export async function readAttachment(
  ctx: Context,
  { item, attachment }: Attached,
): Promise<FileAnswer> {
  const { name, type } = attachment
  const body = await ctx.house.blobs.get(item.space, attachment.file)
  return { body, type, name, inline: isServedInPlace(type) }
}

/** Copies the attachments of the item itself, without those of its comments (X101). */
export async function copyAttachments(ctx: Context, from: ItemKey, to: ItemKey): Promise<void> {
  await store.copyAttachments(ctx, from, to, ctx.person.id)
}

async function recordOf(
  ctx: Context,
  item: Item,
  event: typeof attachmentAdded,
  { id, comment, name }: Pick<store.AttachmentRow, 'id' | 'comment' | 'name'>,
): Promise<void> {
  const detail = { attachment: id, name, ...(comment && { comment }) }
  await record(ctx, item.space, event, { container: item.container, item: item.id, detail })
}

/** Every system can create a file of this name, and no part of it is a path (X122). */
export function fileNameOf(name: string): string {
  return safeNameWithEnding(name, 'file')
}

async function one(ctx: Context, item: Item, id: string): Promise<AttachmentAnswer> {
  return (await answers(ctx, item, [(await store.attachmentOf(ctx, item, id))!]))[0]!
}

async function answers(
  ctx: Context,
  item: Item,
  rows: store.AttachmentRow[],
): Promise<AttachmentAnswer[]> {
  if (rows.length === 0) return []
  const people = rows.map(({ addedBy }) => addedBy)
  const cards = await cardsOf(ctx, people, await organizationOf(ctx, item.space))
  return rows.map((row) => ({
    id: row.id,
    comment: row.comment,
    name: row.name,
    type: row.type,
    size: row.size,
    sha256: row.sha256,
    shownAs: row.scan === 'infected' ? null : shownAs(row.type, row.name),
    url: `${urlOf(item, row)}/content`,
    renditions: `${urlOf(item, row)}/renditions`,
    thumbnail: canBeSmall(row) ? `${urlOf(item, row)}/renditions/thumbnail` : null,
    addedAt: row.addedAt,
    addedBy: cards.get(row.addedBy)!,
    scan: row.scan,
    may: mayWithAttachment(ctx, item, row),
  }))
}

const urlOf = ({ space, id }: Item, attachment: store.AttachmentRow) =>
  `/api/spaces/${space}/items/${id}/attachments/${attachment.id}`

/** Whether there may be a thumbnail, by what the sender said of the file. */
function canBeSmall({ type, size, scan }: store.AttachmentRow): boolean {
  return scan !== 'infected' && type.startsWith('image/') && size <= largestPicture
}

/**
 * On an item: anyone who may edit it. On a comment: its author; anyone who may delete others' content here may also remove the
 * attachment.
 */
export function mayWithAttachment(
  ctx: Context,
  item: Item,
  { comment, commentBy, scan }: Pick<store.AttachmentRow, 'comment' | 'commentBy' | 'scan'>,
): AttachmentAnswer['may'] {
  const release = scan === 'infected' && allows(item.rights, 'manage')
  if (comment === null) {
    const edit = allows(item.rights, 'edit')
    return { rename: edit, remove: edit, release }
  }
  const mine = !item.readOnly && commentBy === ctx.person.id
  const remove = mine || (!item.readOnly && allows(item.containerRights, 'delete'))
  return { rename: mine, remove, release }
}
