import type { SlicePages } from '../../kernel/pages.ts'

export const groupPages: SlicePages = {
  everywhere: [
    { path: '/groups/new', page: () => import('./new-group-page.tsx').then((m) => m.NewGroupPage) },
  ],
  inSpace: [
    { path: '/history', page: () => import('./history-page.tsx').then((m) => m.HistoryPage) },
  ],
}
