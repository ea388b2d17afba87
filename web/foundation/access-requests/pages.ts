import type { SlicePages } from '../../kernel/pages.ts'

export const accessRequestPages: SlicePages = {
  everywhere: [
    {
      path: '/access-requests',
      page: () => import('./access-requests-page.tsx').then((m) => m.AccessRequestsPage),
    },
  ],
}
