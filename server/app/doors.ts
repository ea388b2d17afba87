import { doors as accessRequests } from '../foundation/access-requests/routes.ts'
import { doors as comments } from '../foundation/comments/routes.ts'
import { doors as bulk } from '../foundation/bulk/routes.ts'
import { doors as drafts } from '../foundation/drafts/routes.ts'
import { doors as credentials } from '../foundation/credentials/routes.ts'
import { doors as files } from '../foundation/files/routes.ts'
import { doors as groups } from '../foundation/groups/routes.ts'
import { doors as history } from '../foundation/history/routes.ts'
import { doors as invitations } from '../foundation/invitations/routes.ts'
import { doors as items } from '../foundation/items/routes.ts'
import { linkDoors } from '../foundation/items/link-routes.ts'
import { doors as membership } from '../foundation/membership/routes.ts'
import { doors as order } from '../foundation/order/routes.ts'
import { doors as notices } from '../foundation/notices/routes.ts'
import { doors as organizations } from '../foundation/organizations/routes.ts'
import { doors as overview } from '../foundation/overview/routes.ts'
import { doors as people } from '../foundation/people/routes.ts'
import { doors as search } from '../foundation/search/routes.ts'
import { doors as receipts } from '../foundation/receipts/routes.ts'
import { doors as reminders } from '../foundation/reminders/routes.ts'
import { doors as spaces } from '../foundation/spaces/routes.ts'
import { doors as sync } from '../foundation/sync/routes.ts'
import type { Door } from '../kernel/door.ts'
import { doors as admin } from '../operations/routes.ts'
import { doors as versions } from '../foundation/versions/routes.ts'
import { doors as viewAs } from '../foundation/view-as/routes.ts'
import { tools } from './tools.ts'

/** Every HTTP operation of the product. */
export const doors: Door[] = [
  ...people,
  ...credentials,
  ...organizations,
  ...spaces,
  ...groups,
  ...membership,
  ...invitations,
  ...accessRequests,
  ...items,
  ...linkDoors,
  ...versions,
  ...drafts,
  ...order,
  ...bulk,
  ...files,
  ...comments,
  ...sync,
  ...overview,
  ...search,
  ...history,
  ...viewAs,
  ...notices,
  ...reminders,
  ...receipts,
  ...tools.flatMap((tool) => tool.doors),
  ...admin,
]
