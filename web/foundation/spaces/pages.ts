import type { SlicePages } from '../../kernel/pages.ts'

export const sharedPages: SlicePages = {
  everywhere: [
    { path: '/shared', page: () => import('./shared-page.tsx').then((m) => m.SharedPage) },
  ],
}
