import type { SlicePages } from '../../kernel/pages.ts'

export const invitationPages: SlicePages = {
  inSpace: [
    {
      path: '/invitations',
      page: () => import('./invitations-page.tsx').then((m) => m.InvitationsPage),
    },
  ],
  atTheDoor: [
    {
      path: '/invitations/{token}',
      page: () => import('./landing-page.tsx').then((m) => m.LandingPage),
    },
  ],
}
