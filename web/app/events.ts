import { notices as askedNotices } from '../foundation/access-requests/notices.ts'
import { events as commentEvents } from '../foundation/comments/events.ts'
import { notices as commentNotices } from '../foundation/comments/notices.ts'
import { events as credentialEvents } from '../foundation/credentials/events.ts'
import { events as fileEvents } from '../foundation/files/events.ts'
import { notices as fileNotices } from '../foundation/files/notices.ts'
import { events as groupEvents } from '../foundation/groups/events.ts'
import { notices as groupNotices } from '../foundation/groups/notices.ts'
import { events as invitationEvents } from '../foundation/invitations/events.ts'
import { notices as invitationNotices } from '../foundation/invitations/notices.ts'
import { events as itemEvents } from '../foundation/items/events.ts'
import { notices as itemNotices } from '../foundation/items/notices.ts'
import { events as membershipEvents } from '../foundation/membership/events.ts'
import { notices as membershipNotices } from '../foundation/membership/notices.ts'
import { events as organizationEvents } from '../foundation/organizations/events.ts'
import { events as peopleEvents } from '../foundation/people/events.ts'
import { notices as reminderNotices } from '../foundation/reminders/notices.ts'
import { events as spaceEvents } from '../foundation/spaces/events.ts'
import { notices as spaceNotices } from '../foundation/spaces/notices.ts'
import { events as versionEvents } from '../foundation/versions/events.ts'
import { notices as versionNotices } from '../foundation/versions/notices.ts'
import { events as viewAsEvents } from '../foundation/view-as/events.ts'
import type { ToldEvents } from '../kernel/events.ts'
import { events as emailChangeEvents } from '../operations/email-change/events.ts'
import { events as exchangeEvents } from '../operations/exchange/events.ts'
import { events as lifeCycleEvents } from '../operations/life-cycle/events.ts'

/** The words of all slices for their events and notices; tools bring theirs. */
export const slices: ToldEvents[] = [
  { events: peopleEvents },
  { events: credentialEvents },
  { events: organizationEvents },
  { events: spaceEvents, notices: spaceNotices },
  { events: groupEvents, notices: groupNotices },
  { events: membershipEvents, notices: membershipNotices },
  { events: invitationEvents, notices: invitationNotices },
  { notices: askedNotices },
  { events: itemEvents, notices: itemNotices },
  { events: versionEvents, notices: versionNotices },
  { events: fileEvents, notices: fileNotices },
  { events: commentEvents, notices: commentNotices },
  { notices: reminderNotices },
  { events: viewAsEvents },
  { events: emailChangeEvents },
  { events: exchangeEvents },
  { events: lifeCycleEvents },
]
