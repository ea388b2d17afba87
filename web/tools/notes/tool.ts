import { FilePlus, FileText, NotebookText } from 'lucide-react'
import { lazy } from 'react'
import { nounWords } from '../../kernel/nouns.ts'
import { toolPages, type WebTool } from '../../kernel/pages.ts'
import { notePaths } from './note-paths.ts'

export const notesTool: WebTool = {
  name: 'notes',
  words: {
    en: {
      name: 'Notes',
      begin: { says: 'Write down what everybody here should know.', does: 'Write a note' },
    },
    fr: {
      name: 'Notes',
      begin: {
        says: 'Écrivez ce que tout le monde devrait savoir ici.',
        does: 'Écrire une note',
      },
    },
  },
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
    keep: (...given) => import('./keep-text.ts').then((m) => m.keepWords(...given)),
  },
  containers: {
    notebook: {
      icon: NotebookText,
      words: nounWords({ en: 'notebook', fr: 'un carnet' }),
    },
  },
  items: {
    note: {
      icon: FileText,
      words: nounWords({ en: 'note', fr: 'une note' }),
      home: { 'item.edited': { en: 'wrote in', fr: 'a écrit dans' } },
    },
  },
  verbs: {
    en: {
      add: ['add notes'],
      edit: ['edit the notes of others'],
      delete: ['delete the notes of others'],
    },
    fr: {
      add: ['ajouter des notes'],
      edit: ['modifier les notes des autres'],
      delete: ['supprimer les notes des autres'],
    },
  },
  commands: [
    {
      key: 'new-note',
      icon: FilePlus,
      words: {
        en: { label: (space) => `New note in ${space}` },
        fr: { label: (space) => `Nouvelle note dans ${space}` },
      },
      href: notePaths.newNote,
    },
  ],
  keys: {
    en: {
      title: 'While writing a note',
      keys: {
        '/': 'Insert, at the beginning of a line',
        '@': 'Mention a person or a group',
        '[[': 'Link to a note or another item',
        'Alt+F10': 'Formatting, and back with Escape',
        'Ctrl+Alt+M': 'Comment on the selected passage',
        'mod+b': 'Bold',
        'mod+i': 'Italic',
        'mod+e': 'Code',
        'mod+z': 'Undo',
      },
    },
    fr: {
      title: 'En écrivant une note',
      keys: {
        '/': 'Insérer, en début de ligne',
        '@': 'Mentionner une personne ou un groupe',
        '[[': 'Lier une note ou un autre élément',
        'Alt+F10': 'Mise en forme, retour par Échap',
        'Ctrl+Alt+M': 'Commenter le passage sélectionné',
        'mod+b': 'Gras',
        'mod+i': 'Italique',
        'mod+e': 'Code',
        'mod+z': 'Annuler',
      },
    },
  },
  overview: {
    happened: lazy(() => import('./overview.tsx').then((m) => ({ default: m.NotesOverview }))),
  },
  inSpace: toolPages('notes', {
    list: () => import('./notes-page.tsx').then((m) => m.NotesPage),
    item: () => import('./note-page.tsx').then((m) => m.NotePage),
  }),
}
