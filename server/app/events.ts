import * as accessRequests from '../foundation/access-requests/events.ts'
import * as comments from '../foundation/comments/events.ts'
import * as files from '../foundation/files/events.ts'
import * as cases from '../foundation/cases/events.ts'
import * as credentials from '../foundation/credentials/events.ts'
import * as groups from '../foundation/groups/events.ts'
import * as invitations from '../foundation/invitations/events.ts'
import * as items from '../foundation/items/events.ts'
import * as liveText from '../foundation/live-text/events.ts'
import * as membership from '../foundation/membership/events.ts'
import * as order from '../foundation/order/events.ts'
import * as organizations from '../foundation/organizations/events.ts'
import * as people from '../foundation/people/events.ts'
import * as spaces from '../foundation/spaces/events.ts'
import * as versions from '../foundation/versions/events.ts'
import * as viewAs from '../foundation/view-as/events.ts'
import { eventsIn, type DeclaredEvent } from '../kernel/event.ts'
import * as emailChange from '../operations/email-change/events.ts'
import * as exchange from '../operations/exchange/events.ts'
import * as lifeCycle from '../operations/life-cycle/events.ts'
import { tools } from './tools.ts'

/** Every event that may be in the change log. */
export const events: DeclaredEvent[] = [
  ...[
    people,
    credentials,
    organizations,
    spaces,
    cases,
    groups,
    membership,
    invitations,
    accessRequests,
  ],
  ...[liveText, items, versions, order, files, comments, viewAs, emailChange, exchange, lifeCycle],
]
  .flatMap(eventsIn)
  .concat(tools.flatMap((tool) => tool.events ?? []))
