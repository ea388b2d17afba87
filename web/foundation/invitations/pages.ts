import { UserPlus } from 'lucide-react'
import type { SlicePages } from '../../kernel/pages.ts'
import { paths } from '../../kernel/paths.ts'

export const invitationPages: SlicePages = {
  commands: [
    {
      key: 'invite',
      icon: UserPlus,
      words: {
        en: { label: (group) => `Invite people to ${group}` },
        fr: { label: (group) => `Inviter à rejoindre ${group}` },
      },
      href: paths.invitations,
      offered: ({ mayInvite }) => mayInvite,
    },
  ],
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
