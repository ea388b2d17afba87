import { Inbox } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'

export const notices: Record<string, NoticeWords> = {
  'file-sent': {
    icon: Inbox,
    en: ({ who, what }) => `${who} sent you “${what}”`,
    fr: ({ who, what }) => `${who} vous a envoyé « ${what} »`,
  },
}
