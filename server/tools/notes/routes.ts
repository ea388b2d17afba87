import { container, space } from '../../access/needs.ts'
import { door, type Door, type Need, type Sent } from '../../kernel/door.ts'
import type { Right } from '../../access/rights.ts'
import type { ItemId, SpaceId } from '../../kernel/ids.ts'
import {
  authorizeNote,
  markAsTemplate,
  noteAnswer,
  notesOfNotebook,
  notesOfSpace,
  renameNote,
  writeNote,
  type AuthorizedNote,
} from './notes.ts'
import { NewNote, NotePage, NoteShape, NotesQuery, Renaming } from './schema.ts'

const one = '/api/spaces/:space/notes/:note'
const notebook = '/api/spaces/:space/notebooks/:container'

/** A note is found, authorized and read by one statement. */
function note<R extends Right>(right: R): Need<AuthorizedNote<R>> {
  const spaceOf = ({ params }: Sent) => params['space'] as SpaceId
  return {
    right: `${right} an item`,
    ids: ['params.space', 'params.note'],
    space: spaceOf,
    find: (ctx, sent) => authorizeNote(ctx, right, spaceOf(sent), sent.params['note'] as ItemId),
  }
}

export const doors: Door[] = [
  door({
    name: 'listNotebook',
    method: 'GET',
    path: `${notebook}/notes`,
    summary: 'The notes of a notebook, the newest first or by title.',
    needs: { container: container('view') },
    query: NotesQuery,
    answer: NotePage,
    run: (ctx, given) => notesOfNotebook(ctx, given.container, given.query),
  }),
  door({
    name: 'listNotes',
    method: 'GET',
    path: '/api/spaces/:space/notes',
    summary: 'The notes of all notebooks of a space that I may see.',
    needs: { space: space('enter') },
    query: NotesQuery,
    answer: NotePage,
    run: (ctx, given) => notesOfSpace(ctx, given.space.id, given.query),
  }),
  door({
    name: 'listNoteTemplates',
    method: 'GET',
    path: '/api/spaces/:space/note-templates',
    summary: 'The notes of a space that new ones can begin from.',
    needs: { space: space('enter') },
    query: NotesQuery,
    answer: NotePage,
    run: (ctx, given) => notesOfSpace(ctx, given.space.id, given.query, true),
  }),
  door({
    name: 'writeNote',
    method: 'POST',
    path: `${notebook}/notes`,
    summary: 'A new note: empty, from Markdown, or from a template.',
    needs: { container: container('add') },
    otherIds: {
      'body.template': 'authorized by its verb for viewing, in the space of the path',
    },
    body: NewNote,
    answer: NoteShape,
    status: 201,
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
]
