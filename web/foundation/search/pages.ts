import type { SlicePages } from '../../kernel/pages.ts'

export const searchPages: SlicePages = {
  everywhere: [
    { path: '/search', page: () => import('./search-page.tsx').then((m) => m.SearchPage) },
  ],
}
