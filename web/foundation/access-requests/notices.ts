import { KeyRound } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'
import { paths } from '../../kernel/paths.ts'

export const notices: Record<string, NoticeWords> = {
  'access-asked': {
    icon: KeyRound,
    en: ({ who }) => `${who} asks for access`,
    fr: ({ who }) => `${who} demande un accès`,
    href: () => paths.accessRequests(),
  },
}
