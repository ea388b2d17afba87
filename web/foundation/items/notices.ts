import { FilePlus, Pencil, Trash2 } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'
import { paths } from '../../kernel/paths.ts'

export const notices: Record<string, NoticeWords> = {
  followed: {
    icon: Pencil,
    en: ({ who, what }) => `${who} changed “${what}”`,
    fr: ({ who, what }) => `${who} a modifié « ${what} »`,
  },
  'new-item': {
    icon: FilePlus,
    en: ({ who, what }) => `${who} added “${what}”`,
    fr: ({ who, what }) => `${who} a ajouté « ${what} »`,
  },
  'changed-item': {
    icon: Pencil,
    en: ({ who, what }) => `${who} changed “${what}”`,
    fr: ({ who, what }) => `${who} a modifié « ${what} »`,
  },
  deleted: {
    icon: Trash2,
    en: ({ who, what }) => `${who} put “${what}”, which is yours, into the trash`,
    fr: ({ who, what }) => `${who} a mis à la corbeille « ${what} », dont vous êtes l’auteur·e`,
    href: (_, space) => paths.trash(space),
  },
}
