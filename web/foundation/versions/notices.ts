import { BadgeCheck, LockOpen } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'

export const notices: Record<string, NoticeWords> = {
  validated: {
    icon: BadgeCheck,
    en: ({ who, what }) => `${who} validated “${what}”`,
    fr: ({ who, what }) => `${who} a validé « ${what} »`,
  },
  reopened: {
    icon: LockOpen,
    en: ({ who, what }) => `${who} opened “${what}” for changes again`,
    fr: ({ who, what }) => `${who} a rouvert la modification de « ${what} »`,
  },
}
