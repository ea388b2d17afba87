import { Archive } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'

export const notices: Record<string, NoticeWords> = {
  archived: {
    icon: Archive,
    en: ({ group }) => `“${group}” has been archived`,
    fr: ({ group }) => `« ${group} » a été archivé`,
  },
}
