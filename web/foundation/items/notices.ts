import { FilePlus, Pencil, Trash2 } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'
import { paths } from '../../kernel/paths.ts'

const changedMany: NoticeWords['many'] = {
  en: ({ who, things, place, event }) => {
    if (event !== 'item.moved') return `${who} changed ${things}`
    return place ? `${who} moved ${things} to “${place}”` : `${who} moved ${things}`
  },
  fr: ({ who, things, place, event }) => {
    if (event !== 'item.moved') return `${who} a modifié ${things}`
    return place ? `${who} a déplacé ${things} vers « ${place} »` : `${who} a déplacé ${things}`
  },
}

export const notices: Record<string, NoticeWords> = {
  followed: {
    icon: Pencil,
    en: ({ who, what }) => `${who} changed “${what}”`,
    fr: ({ who, what }) => `${who} a modifié « ${what} »`,
    many: changedMany,
  },
  'new-item': {
    icon: FilePlus,
    en: ({ who, what }) => `${who} added “${what}”`,
    fr: ({ who, what }) => `${who} a ajouté « ${what} »`,
    many: {
      en: ({ who, things, place }) =>
        place ? `${who} added ${things} to “${place}”` : `${who} added ${things}`,
      fr: ({ who, things, place }) =>
        place ? `${who} a ajouté ${things} dans « ${place} »` : `${who} a ajouté ${things}`,
    },
  },
  'changed-item': {
    icon: Pencil,
    en: ({ who, what }) => `${who} changed “${what}”`,
    fr: ({ who, what }) => `${who} a modifié « ${what} »`,
    many: changedMany,
  },
  deleted: {
    icon: Trash2,
    en: ({ who, what }) => `${who} put “${what}”, which is yours, into the trash`,
    fr: ({ who, what }) => `${who} a mis à la corbeille « ${what} », dont vous êtes l’auteur·rice`,
    many: {
      en: ({ who, things }) => `${who} put ${things}, which are yours, into the trash`,
      fr: ({ who, things }) => `${who} a mis à la corbeille ${things} dont vous êtes l’auteur·rice`,
    },
    href: (_, space) => paths.trash(space),
  },
}
