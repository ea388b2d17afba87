import type { SlicePages } from '../../kernel/pages.ts'

export const organizationPages: SlicePages = {
  atTheDoor: [
    { path: '/set-up', page: () => import('./set-up-page.tsx').then((m) => m.SetUpPage) },
  ],
}
