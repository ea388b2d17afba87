import type { SlicePages } from '../../kernel/pages.ts'

export const credentialPages: SlicePages = {
  everywhere: [
    {
      path: '/me/security',
      page: () => import('./security-page.tsx').then((m) => m.SecurityPage),
    },
  ],
}
