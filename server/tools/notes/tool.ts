import { textsContain } from '../../foundation/live-text/texts.ts'
import type { AccessCase, ItemKind, Tool } from '../../kernel/tool.ts'
import { exportNoteItem, importNoteItem, importPicture } from './archive.ts'
import { recognizeInNotes } from './archive-store.ts'
import { field, noteText } from './live-text.ts'
import { doors } from './routes.ts'
import * as store from './store.ts'
import { noteVersions } from './versions.ts'

function inSpace(act: string, door: string): AccessCase {
  return { act, door, request: ({ space }) => ({ params: { space } }) }
}

function inNotebook(act: string, door: string, body?: object): AccessCase {
  return {
    act,
    door,
    request: ({ space, container }) => ({ params: { space, container }, ...(body && { body }) }),
  }
}

function toNote(act: string, door: string, body?: object): AccessCase {
  return {
    act,
    door,
    request: ({ space, item }) => ({ params: { space, note: item }, ...(body && { body }) }),
  }
}

const note: ItemKind = {
  copyContent: store.copyNote,
  weigh: async () => 0, // all that it stores is text and versions
  usesFile: textsContain,
  searchable: store.searchable,
  purgeContent: store.purgeNotes,
  exportItem: exportNoteItem,
  importItem: importNoteItem,
  importFile: importPicture,
  recognize: recognizeInNotes,
  syncable: { ending: 'md', type: 'text/markdown' },
  texts: { [field]: noteText },
  versions: noteVersions,
  makesItem: 'write a new note',
  accessCases: [
    inNotebook('list a notebook', 'listNotebook'),
    inNotebook('write a new note', 'writeNote', { title: 'Minutes', markdown: 'All agreed.' }),
    inNotebook('import a note', 'importNote', { name: 'Minutes.md', markdown: 'All agreed.' }),
    inSpace('list the notes of a space', 'listNotes'),
    inSpace('list the templates of a space', 'listNoteTemplates'),
    toNote('read a note', 'readNote'),
    toNote('export a note', 'exportNote'),
    toNote('rename a note', 'renameNote', { title: 'Renamed' }),
    toNote('make a note a template', 'makeTemplate'),
    toNote('make a template a note again', 'unmakeTemplate'),
  ],
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
