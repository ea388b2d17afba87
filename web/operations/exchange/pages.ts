import { load } from '../../kernel/api.ts'
import type { SlicePages } from '../../kernel/pages.ts'
import { queries } from '../../kernel/queries.ts'

export const exchangePages: SlicePages = {
  everywhere: [
    { path: '/groups/import', page: () => import('./import-page.tsx').then((m) => m.ImportPage) },
  ],
  inSpace: [
    {
      path: '/export',
      page: () => import('./export-page.tsx').then((m) => m.ExportPage),
      load: ({ space = '' }) =>
        queries.prefetchQuery(load('/api/groups/{group}/exports', { path: { group: space } })),
    },
  ],
}
