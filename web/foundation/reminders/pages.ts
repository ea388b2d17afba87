import type { SlicePages } from '../../kernel/pages.ts'

export const reminderPages: SlicePages = {
  everywhere: [
    { path: '/reminders', page: () => import('./reminders-page.tsx').then((m) => m.RemindersPage) },
  ],
}
