import { group, organization } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { archiveOf, askExport, dropExport, myExports } from './exports.ts'
import { answerOf, confirmImport, dropImport, myImports, receiveArchive } from './imports.ts'
import { Confirmation, Exports, ExportShape, Imports, ImportShape } from './schema.ts'
import { groupExported } from './events.ts'

const ofMine = {
  'params.export': 'looked up among what the asker themselves asked for in this group',
}
const sentByMe = { 'params.import': 'looked up among what the asker themselves sent' }

/** More than any browser sends; the instance's own limit is a setting, checked while the body arrives. */
const most = 2 ** 50

/** Exports a whole group as one archive, and imports it (G13). */
export const doors: Door[] = [
  door({
    name: 'askGroupExport',
    line: groupExported,
    method: 'POST',
    path: '/api/groups/:group/exports',
    summary: 'Asks for an export of the whole group in open formats; it is made in the background.',
    needs: { group: group('export') },
    answer: ExportShape,
    status: 202,
    run: (ctx, given) => askExport(ctx, given.group),
  }),
  door({
    name: 'listGroupExports',
    method: 'GET',
    path: '/api/groups/:group/exports',
    summary: 'My exports of a group, their progress, and until when they can be downloaded.',
    needs: { group: group('export') },
    answer: Exports,
    run: (ctx, given) => myExports(ctx, given.group),
  }),
  door({
    name: 'dropGroupExport',
    method: 'DELETE',
    path: '/api/groups/:group/exports/:export',
    summary: 'Stops an export of mine, or deletes its file.',
    needs: { group: group('export') },
    otherIds: ofMine,
    run: (ctx, given) => dropExport(ctx, given.group, given.params['export']!),
  }),
  door({
    name: 'downloadGroupArchive',
    method: 'GET',
    path: '/api/groups/:group/exports/:export/archive',
    summary:
      'The exported file, for the person who asked for it, as long as they administer the group.',
    needs: { group: group('export') },
    otherIds: ofMine,
    download: true,
    run: (ctx, given) => archiveOf(ctx, given.group, given.params['export']!),
  }),
  door({
    name: 'sendGroupArchive',
    method: 'POST',
    path: '/api/group-imports',
    summary: 'Uploads the export of a group, which is checked before a group is created from it.',
    needs: { organization: organization('createGroups') },
    upload: {
      types: ['application/zip', 'application/x-zip-compressed', 'application/octet-stream'],
      most,
    },
    answer: ImportShape,
    status: 202,
    writes: false,
    run: (ctx, given) => receiveArchive(ctx, given.body as never),
  }),
  door({
    name: 'listGroupImports',
    method: 'GET',
    path: '/api/group-imports',
    summary: 'My recent imports and their results.',
    needs: { organization: organization('belong') },
    answer: Imports,
    aboutMe: true,
    run: (ctx) => myImports(ctx),
  }),
  door({
    name: 'readGroupImport',
    method: 'GET',
    path: '/api/group-imports/:import',
    summary: 'One of my imports: its progress, content and result.',
    needs: { organization: organization('belong') },
    otherIds: sentByMe,
    answer: ImportShape,
    aboutMe: true,
    run: (ctx, given) => answerOf(ctx, given.params['import']!),
  }),
  door({
    name: 'confirmGroupImport',
    method: 'POST',
    path: '/api/group-imports/:import/confirmation',
    summary: 'Creates a group from my import, under this name, and invites the chosen people.',
    needs: { organization: organization('createGroups') },
    otherIds: sentByMe,
    body: Confirmation,
    answer: ImportShape,
    status: 202,
    run: (ctx, given) => confirmImport(ctx, given.params['import']!, given.body),
  }),
  door({
    name: 'dropGroupImport',
    method: 'DELETE',
    path: '/api/group-imports/:import',
    summary: 'Stops an import of mine, or deletes its file.',
    needs: { organization: organization('belong') },
    otherIds: sentByMe,
    run: (ctx, given) => dropImport(ctx, given.params['import']!),
  }),
]
