import type { SlicePages } from '../../kernel/pages.ts'

export const spacePages: SlicePages = {
  everywhere: [
    { path: '/shared', page: () => import('./shared-page.tsx').then((m) => m.SharedPage) },
  ],
}
