import { container } from '../../access/needs.ts'

import { UploadShape } from '../../foundation/files/schema.ts'
import { beginUploadOfContent, beginUploadOfItem } from '../../foundation/files/uploads.ts'
import { door, type Door, type Need } from '../../kernel/door.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import type { Upload } from '../../kernel/uploads.ts'
import { downloadFiles, downloadFolder } from './downloads.ts'
import {
  files,
  readContent,
  renameFile,
  sendContent,
  sendFile,
  type AuthorizedFile,
} from './files.ts'
import { makeFolders } from './folders.ts'
import {
  Called,
  Chosen,
  ContentQuery,
  FileShape,
  Folders,
  NewContentUpload,
  NewFileUpload,
  Paths,
  Renaming,
} from './schema.ts'

const folder = '/api/spaces/:space/folders/:container'
const one = '/api/spaces/:space/files/:file'

/** An upper bound; the real limit is a setting that `refuseTooLarge` checks. */
const upload = { types: ['application/octet-stream', '*/*'], most: 2 ** 50 }

/** Files of the query, each of which may be viewed; otherwise it is as if there were none of them (A10). */
function chosenFiles(): Need<AuthorizedFile<'view'>[]> {
  const spaceOf = (params: Record<string, string>) => params['space'] as SpaceId
  return {
    right: 'view each file',
    ids: ['params.space', 'query.files[]'],
    space: ({ params }) => spaceOf(params),
    find: (ctx, { params, query }) =>
      Promise.all(
        (query['files'] as ItemId[]).map((id) => files.authorize(ctx, 'view', spaceOf(params), id)),
      ),
  }
}

export const doors: Door[] = [
  ...files.listDoors({
    called: 'files',
    containers: 'folders',
    answer: FileShape,
    everywhere: true,
  }),
  door({
    name: 'sendFile',
    method: 'POST',
    path: `${folder}/files`,
    summary: 'A new file in a folder: its raw bytes, of any type.',
    needs: { container: container('add') },
    query: Called,
    upload,
    answer: FileShape,
    status: 201,
    writes: false, // it is received before anything is locked
    run: (ctx, given) => sendFile(ctx, given.container, given.query, given.body as Upload),
  }),
  door({
    name: 'beginFileUpload',
    method: 'POST',
    path: `${folder}/uploads`,
    summary: 'Announces a new file of a folder, which is then sent in one part or in several.',
    needs: { container: container('add') },
    body: NewFileUpload,
    answer: UploadShape,
    status: 201,
    run: (ctx, given) => beginUploadOfItem(ctx, given.container, 'file', given.body),
  }),
  door({
    name: 'makeFolders',
    method: 'POST',
    path: `${folder}/paths`,
    summary: 'The folders at these paths below a folder; those that are missing are made.',
    needs: { container: container('view') },
    body: Paths,
    answer: Folders,
    run: async (ctx, given) => ({
      folders: await makeFolders(ctx, given.container, given.body.paths),
    }),
  }),
  door({
    name: 'downloadFolder',
    method: 'GET',
    path: `${folder}/zip`,
    summary: 'A folder with everything in it that I may see, as a ZIP.',
    needs: { container: container('view') },
    download: true,
    run: (ctx, given) => downloadFolder(ctx, given.container),
  }),
  door({
    name: 'downloadFiles',
    method: 'GET',
    path: '/api/spaces/:space/files/zip',
    summary: 'Several files of a space as a ZIP.',
    needs: { files: chosenFiles() },
    query: Chosen,
    download: true,
    run: (ctx, given) => downloadFiles(ctx, given.files),
  }),
  door({
    name: 'readFile',
    method: 'GET',
    path: one,
    summary: 'A file: everything but its content.',
    needs: { file: files.need('view') },
    answer: FileShape,
    run: (ctx, given) => files.answer(ctx, given.file),
  }),
  door({
    name: 'readFileContent',
    method: 'GET',
    path: `${one}/content`,
    summary: 'The bytes of a file, now or in a version, whole or a range of them.',
    needs: { file: files.need('view') },
    query: ContentQuery,
    download: true,
    run: (ctx, given) => readContent(ctx, given.file, given.query),
  }),
  door({
    name: 'sendFileContent',
    method: 'PUT',
    path: `${one}/content`,
    summary: 'A new version of a file: its raw bytes.',
    needs: { file: files.need('edit') },
    upload,
    answer: FileShape,
    writes: false, // it is received before anything is locked
    run: (ctx, given) => sendContent(ctx, given.file, given.body as Upload),
  }),
  door({
    name: 'beginContentUpload',
    method: 'POST',
    path: `${one}/uploads`,
    summary: 'Announces a new version of a file, which is then sent in one part or in several.',
    needs: { file: files.need('edit') },
    body: NewContentUpload,
    answer: UploadShape,
    status: 201,
    run: (ctx, given) => beginUploadOfContent(ctx, given.file, given.body),
  }),
  door({
    name: 'renameFile',
    method: 'PATCH',
    path: one,
    summary: 'Changes the name of a file.',
    needs: { file: files.need('edit') },
    body: Renaming,
    answer: FileShape,
    run: (ctx, given) => renameFile(ctx, given.file, given.body),
  }),
]
