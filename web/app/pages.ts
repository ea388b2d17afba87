import { accessRequestPages } from '../foundation/access-requests/pages.ts'
import { credentialPages } from '../foundation/credentials/pages.ts'
import { groupPages } from '../foundation/groups/pages.ts'
import { historyPages } from '../foundation/history/pages.ts'
import { itemPages } from '../foundation/items/pages.ts'
import { invitationPages } from '../foundation/invitations/pages.ts'
import { membershipPages } from '../foundation/membership/pages.ts'
import { noticePages } from '../foundation/notices/pages.ts'
import { organizationPages } from '../foundation/organizations/pages.ts'
import { peoplePages } from '../foundation/people/pages.ts'
import { searchPages } from '../foundation/search/pages.ts'
import { reminderPages } from '../foundation/reminders/pages.ts'
import { sharedPages } from '../foundation/spaces/pages.ts'
import { load } from '../kernel/api.ts'
import { tellFrom, withEvents } from '../kernel/events.ts'
import type { Command, PageRoute, SlicePages } from '../kernel/pages.ts'
import type { MySpace } from '../kernel/session.ts'
import { emailChangePages } from '../operations/email-change/pages.ts'
import { exchangePages } from '../operations/exchange/pages.ts'
import { queries } from '../kernel/queries.ts'
import { tools } from './tools.ts'

tellFrom(async () => [...(await import('./events.ts')).slices, ...tools])

/** Every part of the kit in every state, to look at. */
const kit: SlicePages = {
  everywhere: [{ path: '/kit', page: () => import('./kit-page.tsx').then((m) => m.KitPage) }],
}

/** The one list of all pages, slice by slice. */
const slices: readonly SlicePages[] = [
  {
    everywhere: [
      {
        path: '/',
        page: () => withEvents(() => import('./home-page.tsx')).then((m) => m.HomePage),
        load: () => queries.prefetchQuery(load('/api/home')),
      },
      {
        path: '/reference',
        page: () => import('./reference-page.tsx').then((m) => m.ReferencePage),
      },
    ],
    inSpace: [{ path: '/tools', page: () => import('./tiles-page.tsx').then((m) => m.TilesPage) }],
  },
  peoplePages,
  credentialPages,
  organizationPages,
  groupPages,
  historyPages,
  membershipPages,
  invitationPages,
  accessRequestPages,
  sharedPages,
  searchPages,
  itemPages,
  noticePages,
  reminderPages,
  emailChangePages,
  exchangePages,
  ...tools,
  ...(import.meta.env.MODE === 'production' ? [] : [kit]),
]

export const everywherePages: readonly PageRoute[] = slices.flatMap((s) => s.everywhere ?? [])
export const spacePages: readonly PageRoute[] = slices.flatMap((s) => s.inSpace ?? [])
export const doorPages: readonly PageRoute[] = slices.flatMap((s) => s.atTheDoor ?? [])

const toolOf = new Map(
  tools.flatMap(({ name, commands = [] }) => commands.map(({ key }) => [key, name])),
)

/** The commands of all slices and tools that this person can expect in a space; nothing is done in an archived one. */
export function commandsIn(space: MySpace): Command[] {
  if (space.archived) return []
  return slices
    .flatMap(({ commands = [] }) => commands)
    .filter(({ key, offered }) => offered?.(space) ?? space.tools.includes(toolOf.get(key) ?? ''))
}

/** Whether a page exists: the rail and the palette offer no others. */
export function hasPage(path: string): boolean {
  return everywherePages.some((page) => page.path === path)
}
