import type { Readable } from 'node:stream'
import { container, item } from '../../access/needs.ts'
import { door, type Door, type Need } from '../../kernel/door.ts'
import type { Right } from '../../access/rights.ts'
import {
  markAsTemplate,
  noteAnswer,
  notes,
  renameNote,
  writeNote,
  type AuthorizedNote,
} from './notes.ts'
import { serveFile } from '../../foundation/files/files.ts'
import { Sha256 } from '../../foundation/files/schema.ts'
import { addFile, fileTypes } from './files.ts'
import { limits } from './note.ts'
import {
  ExportQuery,
  FileName,
  FileShape,
  Import,
  ImportedShape,
  NewNote,
  NoteRow,
  NoteShape,
  Renaming,
} from './schema.ts'
import { importNote } from './exchange.ts'
import { exportNote } from './exporting.ts'
import { exportTree } from './tree.ts'
import { importFile, mostOfFile } from './import-file.ts'

const one = '/api/spaces/:space/notes/:note'
const notebook = '/api/spaces/:space/notebooks/:container'

/** One statement finds, authorizes and reads a note. */
const note = notes.need as <R extends Right>(right: R) => Need<AuthorizedNote<R>>

export const doors: Door[] = [
  ...notes.listDoors({ called: 'notes', containers: 'notebooks', answer: NoteRow }),
  door({
    name: 'writeNote',
    method: 'POST',
    path: `${notebook}/notes`,
    summary: 'A new note: empty, from Markdown, or from a template.',
    needs: { container: container('add') },
    otherIds: {
      'body.template': 'authorized by its verb for viewing',
      'body.templateSpace': 'authorized together with the template',
    },
    body: NewNote,
    answer: NoteShape,
    status: 201,
    writes: false, // a long text is read first, then its own transaction begins
    run: (ctx, given) => writeNote(ctx, given.container, given.body),
  }),
  door({
    name: 'readNote',
    method: 'GET',
    path: one,
    summary: 'A note with its text.',
    needs: { note: note('view') },
    answer: NoteShape,
    run: (ctx, given) => noteAnswer(ctx, given.note),
  }),
  door({
    name: 'renameNote',
    method: 'PATCH',
    path: one,
    summary: 'Changes the title of a note.',
    needs: { note: note('edit') },
    body: Renaming,
    answer: NoteShape,
    run: (ctx, given) => renameNote(ctx, given.note, given.body.title),
  }),
  door({
    name: 'makeTemplate',
    method: 'PUT',
    path: `${one}/template`,
    summary: 'Lets new notes begin from this one.',
    needs: { note: note('edit') },
    run: (ctx, given) => markAsTemplate(ctx, given.note, true),
  }),
  door({
    name: 'unmakeTemplate',
    method: 'DELETE',
    path: `${one}/template`,
    summary: 'Makes a template an ordinary note again.',
    needs: { note: note('edit') },
    run: (ctx, given) => markAsTemplate(ctx, given.note, false),
  }),
  door({
    name: 'importNote',
    method: 'POST',
    path: `${notebook}/import`,
    summary: 'A new note from Markdown.',
    needs: { container: container('add') },
    body: Import,
    answer: NoteShape,
    status: 201,
    writes: false,
    run: (ctx, given) => importNote(ctx, given.container, given.body),
  }),
  door({
    name: 'importFile',
    method: 'POST',
    path: `${notebook}/import-file`,
    summary:
      'A new note from the raw bytes of a Markdown or text file in any common encoding, or of a ZIP of one with its pictures. The first heading, or else the name, becomes the title.',
    needs: { container: container('add') },
    query: FileName,
    upload: { types: ['application/octet-stream'], most: mostOfFile },
    answer: ImportedShape,
    status: 201,
    writes: false, // it is received before anything is locked
    run: (ctx, given) => importFile(ctx, given.container, given.query.name, given.body as Readable),
  }),
  door({
    name: 'exportNote',
    method: 'GET',
    path: `${one}/export`,
    summary:
      'A note as PDF, DOCX or ODT, or as a Markdown or HTML file; with pictures these are a ZIP of the file and of them.',
    needs: { note: note('view') },
    query: ExportQuery,
    download: true,
    run: (ctx, given) => exportNote(ctx, given.note, given.query.format ?? 'markdown'),
  }),
  door({
    name: 'exportNotebook',
    method: 'GET',
    path: `${notebook}/export`,
    summary:
      'All notes of a notebook, or of a folder with everything in it, that I may see: a ZIP of Markdown or HTML files in folders, with pictures, or one PDF, DOCX or ODT with a list of contents.',
    needs: { container: container('view') },
    query: ExportQuery,
    download: true,
    run: (ctx, given) => exportTree(ctx, given.container, given.query.format ?? 'markdown'),
  }),
  door({
    name: 'addNoteFile',
    method: 'POST',
    path: `${one}/files`,
    summary: 'Takes a picture into a note: the raw bytes of a PNG, JPEG, WebP or GIF.',
    needs: { note: note('edit') },
    upload: { types: fileTypes, most: limits.file },
    answer: FileShape,
    status: 201,
    writes: false, // it is received before anything is locked
    run: (ctx, given) => addFile(ctx, given.note, given.body as Readable),
  }),
  door({
    name: 'readNoteFile',
    method: 'GET',
    path: `${one}/files/:sha`,
    summary: 'A picture of a note.',
    params: { sha: Sha256 },
    needs: { item: item('view', 'params.note') },
    download: true,
    run: (ctx, given) => serveFile(ctx, given.item, given.params['sha']!),
  }),
]
