import * as needs from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { OneOf, Paging, Shape } from '../../kernel/shapes.ts'
import type { Upload } from '../../kernel/uploads.ts'
import { readRendition, shownKinds, type Shown } from '../renditions/renditions.ts'
import {
  attach,
  attachmentsOf,
  readAttachment,
  removeAttachment,
  renameAttachment,
  restoreAttachment,
} from './attachments.ts'
import { readFileRendition } from './file-renditions.ts'
import { attachment, editableItem, ownComment, ownUpload } from './needs.ts'
import { releaseInfected } from './scanning.ts'
import {
  AttachmentPage,
  AttachmentShape,
  Called,
  From,
  NewUpload,
  Sha256,
  UploadShape,
} from './schema.ts'
import { beginUpload, cancelUpload, continueUpload, uploadState } from './uploads.ts'

const item = '/api/spaces/:space/items/:item'
const comment = `${item}/comments/:comment`
const one = `${item}/attachments/:attachment`
const oneUpload = '/api/spaces/:space/uploads/:upload'

/** An upper bound; the real limit is a setting that `refuseTooLarge` checks. */
const upload = { types: ['application/octet-stream', '*/*'], most: 2 ** 50 }

/** Attachments of items of every tool, and of their comments. */
export const doors: Door[] = [
  door({
    name: 'listAttachments',
    method: 'GET',
    path: `${item}/attachments`,
    summary: 'What is attached to an item, the oldest first; comments bring their own',
    needs: { item: needs.item('view') },
    query: Shape(Paging),
    answer: AttachmentPage,
    run: (ctx, given) => attachmentsOf(ctx, given.item, given.query),
  }),
  door({
    name: 'attachToItem',
    method: 'POST',
    path: `${item}/attachments`,
    status: 201,
    summary: 'Attach a file to an item: its raw bytes, of any type',
    needs: { to: editableItem() },
    query: Called,
    upload,
    answer: AttachmentShape,
    writes: false, // it is received before anything is locked
    run: (ctx, { to, query, body }) => attach(ctx, to, query.name, body as Upload),
  }),
  door({
    name: 'attachToComment',
    method: 'POST',
    path: `${comment}/attachments`,
    status: 201,
    summary: 'Attach a file to a comment of mine: its raw bytes, of any type',
    needs: { to: ownComment() },
    query: Called,
    upload,
    answer: AttachmentShape,
    writes: false,
    run: (ctx, { to, query, body }) => attach(ctx, to, query.name, body as Upload),
  }),
  door({
    name: 'beginUpload',
    method: 'POST',
    path: `${item}/uploads`,
    status: 201,
    summary: 'Announce a file to attach to an item, then send it in one part or in several',
    needs: { to: editableItem() },
    body: NewUpload,
    answer: UploadShape,
    run: (ctx, { to, body }) => beginUpload(ctx, to, body),
  }),
  door({
    name: 'beginUploadToComment',
    method: 'POST',
    path: `${comment}/uploads`,
    status: 201,
    summary:
      'Announce a file to attach to a comment of mine, then send it in one part or in several',
    needs: { to: ownComment() },
    body: NewUpload,
    answer: UploadShape,
    run: (ctx, { to, body }) => beginUpload(ctx, to, body),
  }),
  door({
    name: 'readUpload',
    method: 'GET',
    path: oneUpload,
    summary: 'How far an upload of mine is',
    needs: { upload: ownUpload() },
    answer: UploadShape,
    run: (ctx, given) => uploadState(ctx, given.upload),
  }),
  door({
    name: 'continueUpload',
    method: 'PUT',
    path: oneUpload,
    summary:
      'Send raw bytes of an upload of mine, from the position at which it is; after the last byte it becomes an attachment, a file, a new version or a receipt',
    needs: { upload: ownUpload() },
    query: From,
    upload,
    answer: UploadShape,
    writes: false, // it is received before anything is locked
    run: (ctx, given) => continueUpload(ctx, given.upload, given.query.from, given.body as Upload),
  }),
  door({
    name: 'cancelUpload',
    method: 'DELETE',
    path: oneUpload,
    summary: 'Cancel an upload of mine',
    needs: { upload: ownUpload() },
    run: (ctx, given) => cancelUpload(ctx, given.upload),
  }),
  door({
    name: 'readAttachment',
    method: 'GET',
    path: `${one}/content`,
    summary: 'The bytes of an attachment, whole or a range of them',
    needs: { attached: attachment('view') },
    download: true,
    run: (ctx, { attached }) => readAttachment(ctx, attached),
  }),
  door({
    name: 'readAttachmentRendition',
    method: 'GET',
    path: `${one}/renditions/:rendition`,
    summary:
      'What is shown of an attachment instead of its bytes: a thumbnail, a picture, a page, tables, a mail or a list',
    params: { rendition: OneOf(shownKinds) },
    needs: { attached: attachment('view') },
    download: true,
    run: (ctx, { attached: { item, attachment: of }, params }) =>
      readRendition(ctx, { space: item.space, sha256: of.sha256 }, params['rendition'] as Shown),
  }),
  door({
    name: 'releaseFile',
    method: 'POST',
    path: `${item}/files/:sha/release`,
    summary:
      'Make a file of an item readable again in which a virus was found by mistake, for anyone who manages its container',
    params: { sha: Sha256 },
    needs: { item: needs.item('manage') },
    run: (ctx, given) => releaseInfected(ctx, given.item, given.params['sha']!),
  }),
  door({
    name: 'readFileRendition',
    method: 'GET',
    path: `${item}/files/:sha/renditions/:rendition`,
    summary:
      'What is shown of a file that is the content of an item, now or in a version, instead of its bytes',
    params: { sha: Sha256, rendition: OneOf(shownKinds) },
    needs: { item: needs.item('view') },
    download: true,
    run: (ctx, given) =>
      readFileRendition(ctx, given.item, given.params['sha']!, given.params['rendition'] as Shown),
  }),
  door({
    name: 'renameAttachment',
    method: 'PATCH',
    path: one,
    summary: 'Give an attachment another name',
    needs: { attached: attachment('rename') },
    body: Called,
    answer: AttachmentShape,
    run: (ctx, { attached, body }) => renameAttachment(ctx, attached, body.name),
  }),
  door({
    name: 'removeAttachment',
    method: 'DELETE',
    path: one,
    summary: 'Remove an attachment; for an hour I can restore it',
    needs: { attached: attachment('remove') },
    run: (ctx, { attached }) => removeAttachment(ctx, attached),
  }),
  door({
    name: 'restoreAttachment',
    method: 'POST',
    path: `${one}/restoring`,
    summary: 'Restore an attachment that I removed',
    needs: { attached: attachment('restore') },
    answer: AttachmentShape,
    run: (ctx, { attached }) => restoreAttachment(ctx, attached),
  }),
]
