import type { AccessCase, ItemKind, Tool } from '../../kernel/tool.ts'
import { exportNoteItem, importNoteItem, importPicture } from './archive.ts'
import { recognizeInNotes } from './archive-store.ts'
import { field, noteText, usesFile } from './live-text.ts'
import { doors } from './routes.ts'
import * as store from './store.ts'

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

function toVersion(act: string, door: string, query?: Record<string, string>): AccessCase {
  return {
    act,
    door,
    request: ({ space, item }) => ({
      params: { space, note: item, number: '1' },
      ...(query && { query }),
    }),
  }
}

const note: ItemKind = {
  copyContent: store.copyNote,
  weigh: store.weight,
  usesFile,
  searchable: store.searchable,
  purgeContent: store.purgeNotes,
  exportItem: exportNoteItem,
  importItem: importNoteItem,
  importFile: importPicture,
  recognize: recognizeInNotes,
  texts: { [field]: noteText },
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
    toNote('list the versions of a note', 'listVersions'),
    toVersion('read a version of a note', 'readVersion'),
    toVersion('compare versions of a note', 'compareVersions', { against: '1' }),
    toNote('name a version of a note', 'nameVersion', { label: 'As sent' }),
    toVersion('restore a version of a note', 'restoreVersion'),
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
