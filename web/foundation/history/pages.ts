import { withEvents } from '../../kernel/events.ts'
import type { SlicePages } from '../../kernel/pages.ts'

export const historyPages: SlicePages = {
  everywhere: [
    {
      path: '/admin/history',
      page: () =>
        withEvents(() => import('./organization-history-page.tsx')).then(
          (m) => m.OrganizationHistoryPage,
        ),
    },
  ],
  inSpace: [
    {
      path: '/history',
      page: () => withEvents(() => import('./group-history-page.tsx')).then((m) => m.HistoryPage),
    },
  ],
}
