import { AlarmClock } from 'lucide-react'
import type { NoticeWords } from '../../kernel/events.ts'

export const notices: Record<string, NoticeWords> = {
  reminder: {
    icon: AlarmClock,
    en: ({ what }) => `Reminder: “${what}”`,
    fr: ({ what }) => `Rappel : « ${what} »`,
  },
}
