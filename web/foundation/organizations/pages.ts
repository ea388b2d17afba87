import type { SlicePages } from '../../kernel/pages.ts'

export const organizationPages: SlicePages = {
  everywhere: [
    {
      path: '/admin',
      page: () => import('./overview-page.tsx').then((m) => m.AdminOverviewPage),
    },
    {
      path: '/admin/people',
      page: () => import('./people-page.tsx').then((m) => m.AdminPeoplePage),
    },
    {
      path: '/admin/people/invite',
      page: () => import('./invite-page.tsx').then((m) => m.AdminInvitePage),
    },
    {
      path: '/admin/groups',
      page: () => import('./groups-page.tsx').then((m) => m.AdminGroupsPage),
    },
    {
      path: '/admin/groups/deleted',
      page: () => import('./deleted-page.tsx').then((m) => m.AdminDeletedPage),
    },
    {
      path: '/admin/invitations',
      page: () => import('./group-invitations-page.tsx').then((m) => m.AdminGroupInvitationsPage),
    },
    {
      path: '/admin/health',
      page: () => import('./health-page.tsx').then((m) => m.AdminHealthPage),
    },
    {
      path: '/admin/plans',
      page: () => import('./plans-page.tsx').then((m) => m.AdminPlansPage),
    },
    {
      path: '/admin/policies',
      page: () => import('./policies-page.tsx').then((m) => m.AdminPoliciesPage),
    },
    {
      path: '/admin/outbox',
      page: () => import('./outbox-page.tsx').then((m) => m.AdminOutboxPage),
    },
  ],
  atTheDoor: [
    { path: '/set-up', page: () => import('./set-up-page.tsx').then((m) => m.SetUpPage) },
  ],
}
