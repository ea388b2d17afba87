import { NotebookText } from 'lucide-react'
import type { WebTool } from '../../kernel/pages.ts'

export const notesTool: WebTool = {
  name: 'notes',
  words: { en: { name: 'Notes' }, fr: { name: 'Notes' } },
  icon: NotebookText,
  key: 'n',
  keepsWords: {
    icon: NotebookText,
    words: {
      en: { keep: 'Keep as a private note', kept: 'It is a note in your private space.' },
      fr: {
        keep: 'Garder comme note privée',
        kept: 'C’est une note de votre espace privé.',
      },
    },
    keep: (...given) => import('./keep-words.ts').then((m) => m.keepWords(...given)),
  },
  inSpace: [
    { path: '/notes', page: () => import('./notes-page.tsx').then((m) => m.NotesPage) },
    {
      path: '/notes/in/{notebook}',
      page: () => import('./notes-page.tsx').then((m) => m.NotesPage),
    },
    { path: '/notes/{note}', page: () => import('./note-page.tsx').then((m) => m.NotePage) },
  ],
}
