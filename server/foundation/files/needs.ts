import { refuseArchived } from '../../access/authorized.ts'
import { authorizeContainer, authorizeItem } from '../../access/authorize.ts'
import type { Context } from '../../kernel/context.ts'
import type { Need, Sent } from '../../kernel/door.ts'
import { Forbidden, NotFound } from '../../kernel/errors.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import { mayWithAttachment, undoMinutes, type Attachable, type Attached } from './attachments.ts'
import * as store from './attachments-store.ts'
import { dropsOf, type OwnUpload } from './uploads.ts'
import { uploadOf, type UploadRow } from './uploads-store.ts'

const spaceOf = ({ params }: Sent) => params['space'] as SpaceId
const itemOf = (ctx: Context, { params }: Sent) =>
  authorizeItem(ctx, 'view', params['space'] as SpaceId, params['item'] as ItemId)

export function editableItem(): Need<Attachable> {
  return {
    right: 'edit an item',
    ids: ['params.space', 'params.item'],
    space: spaceOf,
    find: async (ctx, { params }) => {
      const id = params['item'] as ItemId
      return {
        item: await authorizeItem(ctx, 'edit', params['space'] as SpaceId, id),
        comment: null,
      }
    },
  }
}

export function ownComment(): Need<Attachable> {
  return {
    right: 'view an item, and its comment is mine',
    ids: ['params.space', 'params.item', 'params.comment'],
    space: spaceOf,
    find: async (ctx, sent) => {
      const item = await itemOf(ctx, sent)
      const comment = sent.params['comment']!
      const author = await store.authorOfComment(ctx, item, comment)
      if (author === undefined) throw new NotFound()
      refuseArchived(item)
      if (author !== ctx.person.id) throw new Forbidden('forbidden')
      return { item, comment }
    },
  }
}

/** An upload of the asker's own; checks again the right that it began with (X134). */
export function ownUpload(): Need<OwnUpload> {
  return {
    right: 'continue an upload of mine',
    ids: ['params.space', 'params.upload'],
    space: spaceOf,
    find: async (ctx, sent) => {
      const upload = await uploadOf(ctx, ctx.person.id, spaceOf(sent), sent.params['upload']!)
      if (!upload) throw new NotFound()
      if (upload.purpose !== 'attachment') return { upload, to: await itself(ctx, upload) }
      const params = { space: upload.space, item: upload.item!, comment: upload.comment ?? '' }
      const target = upload.comment === null ? editableItem() : ownComment()
      return { upload, to: await target.find(ctx, { ...sent, params }) }
    },
  }
}

/** Checks the right to drop or to add into the container, or to edit the item. */
async function itself(ctx: Context, upload: UploadRow): Promise<undefined> {
  const { space, container, item } = upload
  if (upload.purpose === 'drop')
    await dropsOf(ctx, upload).mustTake(ctx, { space, container: container! })
  else if (container === null) await authorizeItem(ctx, 'edit', space, item!)
  else await authorizeContainer(ctx, 'add', space, container)
}

/** Anyone who sees the item sees its attachments. A removed one is found only by the person who can restore it. */
export function attachment(act: 'view' | 'rename' | 'remove' | 'restore'): Need<Attached> {
  return {
    right: `${act} an attachment`,
    ids: ['params.space', 'params.item', 'params.attachment'],
    space: spaceOf,
    find: async (ctx, sent) => {
      const item = await itemOf(ctx, sent)
      const found = await store.attachmentOf(ctx, item, sent.params['attachment']!)
      if (!found || !isThere(ctx, found, act === 'restore')) throw new NotFound()
      if (act !== 'view') refuseArchived(item)
      const may = mayWithAttachment(ctx, item, found)
      if (act !== 'view' && !(act === 'rename' ? may.rename : may.remove))
        throw new Forbidden('forbidden')
      return { item, attachment: found }
    },
  }
}

function isThere(ctx: Context, found: store.AttachmentRow, restoring: boolean): boolean {
  if (found.removedAt === null || !restoring) return (found.removedAt === null) !== restoring
  const age = ctx.now.getTime() - Date.parse(found.removedAt)
  return found.removedBy === ctx.person.id && age < undoMinutes * 60_000
}
