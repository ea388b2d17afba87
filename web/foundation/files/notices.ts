import { Paperclip } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'

export const notices: Record<string, NoticeWords> = {
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
