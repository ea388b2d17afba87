import type { SlicePages } from '../../kernel/pages.ts'

export const groupPages: SlicePages = {
  everywhere: [
    { path: '/groups/new', page: () => import('./new-group-page.tsx').then((m) => m.NewGroupPage) },
  ],
}
