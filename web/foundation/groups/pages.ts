import type { SlicePages } from '../../kernel/pages.ts'

export const groupPages: SlicePages = {
  everywhere: [
    { path: '/me/plan', page: () => import('./plan-page.tsx').then((m) => m.PlanPage) },
    { path: '/groups/new', page: () => import('./new-group-page.tsx').then((m) => m.NewGroupPage) },
  ],
}
