import * as accessRequests from '../foundation/access-requests/notices.ts'
import * as comments from '../foundation/comments/notices.ts'
import * as files from '../foundation/files/notices.ts'
import * as groups from '../foundation/groups/notices.ts'
import * as invitations from '../foundation/invitations/notices.ts'
import * as items from '../foundation/items/notices.ts'
import * as membership from '../foundation/membership/notices.ts'
import * as reminders from '../foundation/reminders/notices.ts'
import * as spaces from '../foundation/spaces/notices.ts'
import * as versions from '../foundation/versions/notices.ts'
import { noticesIn, type NoticeKind } from '../kernel/notice.ts'
import { tools } from './tools.ts'

/** Every kind of notice. */
export const notices: NoticeKind[] = [
  ...[spaces, groups, membership, invitations, accessRequests, items, versions, files, comments],
  reminders,
]
  .flatMap(noticesIn)
  .concat(tools.flatMap((tool) => tool.notices ?? []))
