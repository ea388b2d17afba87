import { NotebookText } from 'lucide-react'
import type { WebTool } from '../../kernel/pages.ts'

export const notesTool: WebTool = {
  name: 'notes',
  words: { en: { name: 'Notes' }, fr: { name: 'Notes' } },
  icon: NotebookText,
  key: 'n',
  above: () => import('./unsaved-texts.tsx').then((m) => m.UnsavedElsewhere),
  inSpace: [
    { path: '/notes', page: () => import('./notes-page.tsx').then((m) => m.NotesPage) },
    {
      path: '/notes/in/{notebook}',
      page: () => import('./notes-page.tsx').then((m) => m.NotesPage),
    },
    { path: '/notes/{note}', page: () => import('./note-page.tsx').then((m) => m.NotePage) },
  ],
}
