import { Paperclip, ShieldAlert } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'

export const notices: Record<string, NoticeWords> = {
  'file-infected': {
    icon: ShieldAlert,
    en: ({ what }) => `A virus was found in a file of “${what}”: nobody can open it`,
    fr: ({ what }) =>
      `Un virus a été détecté dans un fichier de « ${what} » : personne ne peut l’ouvrir`,
  },
  attached: {
    icon: Paperclip,
    en: ({ who, what, count }) =>
      count > 1
        ? `${who} attached ${count} files to “${what}”`
        : `${who} attached a file to “${what}”`,
    fr: ({ who, what, count }) =>
      count > 1
        ? `${who} a joint ${count} fichiers à « ${what} »`
        : `${who} a joint un fichier à « ${what} »`,
  },
}
