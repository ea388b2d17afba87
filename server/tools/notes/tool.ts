import type { Tool } from '../../kernel/tool.ts'
import { openRooms } from './rooms.ts'
import { doors } from './routes.ts'
import * as store from './store.ts'

export const notes: Tool = {
  name: 'notes',
  containerKind: 'notebook',
  itemKind: 'note',
  doors,
  copyContent: store.copyNote,
  moveContent: store.moveNote,
  purgeContent: store.purgeNotes,
  openRooms,
  accessCases: [
    {
      act: 'list a notebook',
      door: 'listNotebook',
      request: ({ space, container }) => ({ params: { space, container } }),
    },
    {
      act: 'write a new note',
      door: 'writeNote',
      request: ({ space, container }) => ({
        params: { space, container },
        body: { title: 'Minutes', markdown: 'All agreed.' },
      }),
    },
    {
      act: 'read a note',
      door: 'readNote',
      request: ({ space, item }) => ({ params: { space, note: item } }),
    },
    {
      act: 'rename a note',
      door: 'renameNote',
      request: ({ space, item }) => ({ params: { space, note: item }, body: { title: 'Renamed' } }),
    },
    {
      act: 'make a note a template',
      door: 'makeTemplate',
      request: ({ space, item }) => ({ params: { space, note: item } }),
    },
  ],
}
