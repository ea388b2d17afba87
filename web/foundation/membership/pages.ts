import { load } from '../../kernel/api.ts'
import type { SlicePages } from '../../kernel/pages.ts'
import { queries } from '../../kernel/queries.ts'
import { groupQuery } from '../groups/group.ts'

const ahead = ({ space = '' }: Record<string, string>) => queries.prefetchQuery(groupQuery(space))

export const membershipPages: SlicePages = {
  everywhere: [
    {
      path: '/directory',
      page: () => import('./directory-page.tsx').then((m) => m.DirectoryPage),
    },
    {
      path: '/directory/everyone',
      page: () => import('./everyone-page.tsx').then((m) => m.EveryonePage),
    },
    {
      path: '/people/{person}',
      page: () => import('./person-page.tsx').then((m) => m.PersonPage),
    },
    {
      path: '/groups/{group}',
      page: () => import('./about-page.tsx').then((m) => m.AboutPage),
      load: ({ group = '' }) => queries.prefetchQuery(groupQuery(group)),
    },
  ],
  inSpace: [
    {
      path: '/',
      page: () => import('./overview-page.tsx').then((m) => m.OverviewPage),
      load: ahead,
    },
    {
      path: '/members',
      page: () => import('./members-page.tsx').then((m) => m.MembersPage),
      load: ahead,
    },
    {
      path: '/requests',
      page: () => import('./requests-page.tsx').then((m) => m.RequestsPage),
      load: ({ space = '' }) =>
        queries.prefetchQuery(
          load('/api/groups/{group}/join-requests', { path: { group: space } }),
        ),
    },
    {
      path: '/settings',
      page: () => import('./settings-page.tsx').then((m) => m.SettingsPage),
      load: ahead,
    },
  ],
}
