import type { SlicePages } from '../../kernel/pages.ts'

export const emailChangePages: SlicePages = {
  everywhere: [
    { path: '/me/email', page: () => import('./email-page.tsx').then((m) => m.EmailPage) },
    {
      path: '/change-email/{token}',
      page: () => import('./proof-page.tsx').then((m) => m.ProofPage),
    },
  ],
  atTheDoor: [
    {
      path: '/stop-email-change/{token}',
      page: () => import('./stop-page.tsx').then((m) => m.StopPage),
    },
  ],
}
