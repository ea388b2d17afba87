import { load } from '../../kernel/api.ts'
import { withEvents } from '../../kernel/events.ts'
import type { SlicePages } from '../../kernel/pages.ts'
import { queries } from '../../kernel/queries.ts'

export const noticePages: SlicePages = {
  everywhere: [
    {
      path: '/notices',
      page: () => withEvents(() => import('./notices-page.tsx')).then((m) => m.NoticesPage),
    },
    {
      path: '/me/notices',
      page: () => import('./choices-page.tsx').then((m) => m.ChoicesPage),
      load: () => queries.prefetchQuery(load('/api/me/notice-settings')),
    },
  ],
  atTheDoor: [
    {
      path: '/unsubscribe/{token}',
      page: () => import('./stop-page.tsx').then((m) => m.StopPage),
    },
  ],
}
