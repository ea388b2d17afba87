import type { SlicePages } from '../../kernel/pages.ts'

export const itemPages: SlicePages = {
  inSpace: [{ path: '/trash', page: () => import('./trash-page.tsx').then((m) => m.TrashPage) }],
}
