import { File, FileUp, FolderOpen, Send } from 'lucide-react'
import { lazy } from 'react'
import { nounWords } from '../../kernel/nouns.ts'
import { paths } from '../../kernel/paths.ts'
import { toolPages, type WebTool } from '../../kernel/pages.ts'
import { notices } from './notices.ts'

const file = nounWords({ en: 'file', fr: 'un fichier' })

export const documentsTool: WebTool = {
  name: 'documents',
  words: {
    en: {
      name: 'Documents',
      begin: { says: 'Add the files that everybody needs.', does: 'Upload files' },
    },
    fr: {
      name: 'Documents',
      begin: {
        says: 'Déposez les fichiers dont tout le monde a besoin.',
        does: 'Envoyer des fichiers',
      },
    },
  },
  icon: FolderOpen,
  key: 'f',
  containers: {},
  items: {
    file: {
      icon: File,
      words: {
        en: { ...file.en, make: 'Upload files' },
        fr: { ...file.fr, make: 'Envoyer des fichiers' },
      },
      home: {
        'item.edited': { en: 'uploaded a new version of', fr: 'a envoyé une nouvelle version de' },
      },
    },
  },
  commands: [
    {
      key: 'upload-files',
      icon: FileUp,
      words: {
        en: { label: (space) => `Upload files to ${space}` },
        fr: { label: (space) => `Envoyer des fichiers dans ${space}` },
      },
      href: (space) => `${paths.tool(space, 'documents')}?new=file`,
    },
    {
      key: 'send-files',
      icon: Send,
      words: {
        en: { label: () => 'Send files to a person' },
        fr: { label: () => 'Envoyer des fichiers à une personne' },
      },
      href: () => paths.dropFolder('send'),
      offered: ({ kind }) => kind === 'private',
    },
  ],
  ofPerson: {
    part: lazy(() => import('./send-to-person.tsx').then((m) => ({ default: m.SendToPerson }))),
    icon: Send,
    words: {
      en: { label: (name) => `Send files to ${name}` },
      fr: { label: (name) => `Envoyer des fichiers à ${name}` },
    },
    href: (person) => paths.person(person, 'send'),
  },
  notices,
  everywhere: [
    {
      path: '/drop-folder',
      page: () => import('./drop-folder-page.tsx').then((m) => m.DropFolderPage),
    },
  ],
  overview: {
    happened: lazy(() => import('./overview.tsx').then((m) => ({ default: m.DocumentsOverview }))),
  },
  inSpace: toolPages('documents', {
    list: () => import('./documents-page.tsx').then((m) => m.DocumentsPage),
    item: () => import('./file-page.tsx').then((m) => m.FilePage),
  }),
}
