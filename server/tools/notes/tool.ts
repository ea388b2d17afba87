import { textsContain } from '../../foundation/live-text/texts.ts'
import { casesOf } from '../../kernel/access-cases.ts'
import type { ItemKind, Tool } from '../../kernel/tool.ts'
import { exportNoteItem, importNoteItem, importPicture } from './archive.ts'
import { recognizeInNotes } from './archive-store.ts'
import { field, noteText } from './live-text.ts'
import { doors } from './routes.ts'
import * as store from './store.ts'
import { noteVersions } from './versions.ts'

const note: ItemKind = {
  copyContent: store.noteRow.copyContent,
  weigh: async () => 0, // all that it stores is text and versions
  usesFile: textsContain,
  counted: { en: (count) => `${count} notes`, fr: (count) => `${count}\u00a0notes` },
  searchable: store.searchable,
  purgeContent: store.noteRow.purgeContent,
  exportItem: exportNoteItem,
  importItem: importNoteItem,
  importFile: importPicture,
  recognize: recognizeInNotes,
  syncable: { ending: 'md', type: 'text/markdown' },
  texts: { [field]: noteText },
  versions: noteVersions,
  makesItem: 'write a new note',
  accessCases: casesOf('note', {
    'list a notebook': ['listNotesOfContainer'],
    'write a new note': ['writeNote', { title: 'Minutes', markdown: 'All agreed.' }],
    'import a note': ['importNote', { name: 'Minutes.md', markdown: 'All agreed.' }],
    'list the notes of a space': ['listNotes'],
    'list the templates of a space': ['listNotes', undefined, { show: 'template' }],
    'read a note': ['readNote'],
    'export a note': ['exportNote'],
    'export a notebook': ['exportNotebook'],
    'rename a note': ['renameNote', { title: 'Renamed' }],
    'make a note a template': ['makeTemplate'],
    'make a template a note again': ['unmakeTemplate'],
  }),
}

export const notes: Tool = {
  name: 'notes',
  containers: {
    root: { holds: [], nests: ['folder', 'notebook'] },
    folder: { holds: [], nests: ['folder', 'notebook'] },
    notebook: { holds: ['note'], nests: [] },
  },
  first: { kind: 'notebook', name: { en: 'Notebook', fr: 'Carnet' } },
  items: { note },
  doors,
}
