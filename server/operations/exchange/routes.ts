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
    summary: 'Asks for the whole group as one archive in open formats; it is made aside.',
    needs: { group: group('export') },
    answer: ExportShape,
    status: 202,
    run: (ctx, given) => askExport(ctx, given.group),
  }),
  door({
    name: 'listGroupExports',
    method: 'GET',
    path: '/api/groups/:group/exports',
    summary:
      'The archives of a group that I asked for, how far they are, and until when I can have them.',
    needs: { group: group('export') },
    answer: Exports,
    run: (ctx, given) => myExports(ctx, given.group),
  }),
  door({
    name: 'dropGroupExport',
    method: 'DELETE',
    path: '/api/groups/:group/exports/:export',
    summary: 'Stops an export of mine, or takes its archive away.',
    needs: { group: group('export') },
    otherIds: ofMine,
    run: (ctx, given) => dropExport(ctx, given.group, given.params['export']!),
  }),
  door({
    name: 'downloadGroupArchive',
    method: 'GET',
    path: '/api/groups/:group/exports/:export/archive',
    summary: 'The archive itself, for who asked, as long as they administer the group.',
    needs: { group: group('export') },
    otherIds: ofMine,
    download: true,
    run: (ctx, given) => archiveOf(ctx, given.group, given.params['export']!),
  }),
  door({
    name: 'sendGroupArchive',
    method: 'POST',
    path: '/api/group-imports',
    summary: 'Sends the archive of a group, to be looked through before a group is made of it.',
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
    summary: 'The archives that I sent lately, and what became of them.',
    needs: { organization: organization('belong') },
    answer: Imports,
    aboutMe: true,
    run: (ctx) => myImports(ctx),
  }),
  door({
    name: 'readGroupImport',
    method: 'GET',
    path: '/api/group-imports/:import',
    summary: 'An archive that I sent: how far it is, what is in it, and what became of it.',
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
    summary:
      'Makes a group of an archive that I sent, under this name, and invites those of its people whom I chose.',
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
    summary: 'Stops an import of mine, or takes its archive away.',
    needs: { organization: organization('belong') },
    otherIds: sentByMe,
    run: (ctx, given) => dropImport(ctx, given.params['import']!),
  }),
]
