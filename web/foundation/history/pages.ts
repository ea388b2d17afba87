import type { SlicePages } from '../../kernel/pages.ts'

export const historyPages: SlicePages = {
  everywhere: [
    {
      path: '/admin/history',
      page: () => import('./organization-history-page.tsx').then((m) => m.OrganizationHistoryPage),
    },
  ],
  inSpace: [
    { path: '/history', page: () => import('./group-history-page.tsx').then((m) => m.HistoryPage) },
  ],
}
