import { casesOf } from '../../kernel/access-cases.ts'
import type { AccessCase, ItemKind, Tool } from '../../kernel/tool.ts'
import { exportFile, importFile } from './exchange.ts'
import { dropFolderDoors } from './drop-folder-routes.ts'
import { receiver } from './files.ts'
import { fileSent } from './notices.ts'
import { doors } from './routes.ts'
import * as store from './store.ts'
import { fileVersions } from './versions.ts'

/** A member of the space is the recipient; the space of the asker and the place make no difference. */
const sendToPerson: AccessCase = {
  act: 'send a file to a person',
  door: 'beginSending',
  request: ({ person }) => ({ params: { person }, body: { name: 'Film.mp4', size: 1000 } }),
}

const file: ItemKind = {
  receives: receiver,
  versions: fileVersions,
  counted: { en: (count) => `${count} files`, fr: (count) => `${count}\u00a0fichiers` },
  copyContent: store.copyContent,
  purgeContent: store.purgeContent,
  weigh: async () => 0, // all that it stores is its files and versions
  usesFile: async (ctx, of, sha256) => (await store.contentOf(ctx, of)).sha256 === sha256,
  searchable: store.searchable,
  exportItem: exportFile,
  importItem: importFile,
  importFile: 'as-sent',
  makesItem: 'put a file in',
  accessCases: [
    sendToPerson,
    {
      act: 'download several files',
      door: 'downloadFiles',
      request: ({ space, item }) => ({ params: { space }, query: { files: item } }),
    },
    ...casesOf('file', {
      'list a folder': ['listFilesOfContainer'],
      'put a file in': ['sendFile', undefined, { name: 'Plan.txt', ifTaken: 'keep-both' }],
      'begin to put a large file in': [
        'beginFileUpload',
        { name: 'Film.mp4', size: 1000, ifTaken: 'keep-both' },
      ],
      'make folders in it': ['makeFolders', { paths: [['Level 3', 'Doors']] }],
      'download a folder': ['downloadFolder'],
      'list the files of a space': ['listFiles'],
      'read a file': ['readFile'],
      'download a file': ['readFileContent'],
      'change a file': ['sendFileContent'],
      'begin to change a file': ['beginContentUpload', { name: 'Film.mp4', size: 1000 }],
      'rename a file': ['renameFile', { title: 'Renamed.txt' }],
    }),
  ],
}

/** Files in folders: a drive (SPEC §8 D). */
export const documents: Tool = {
  name: 'documents',
  containers: {
    root: { holds: ['file'], nests: ['folder'], uniqueNames: true },
    folder: { holds: ['file'], nests: ['folder'], uniqueNames: true },
  },
  items: { file },
  doors: [...doors, ...dropFolderDoors],
  notices: [fileSent],
}
