import { door, type Door } from '../../kernel/door.ts'
import { accessRequests, approveAccess, declineAccess } from './answering.ts'
import { askForAccess, myAccessRequests, withdrawAccessRequest } from './asking.ts'
import * as shapes from './schema.ts'

const amongMine = {
  'params.accessRequest':
    'is looked up among the requests that the asker may answer at this moment',
}

export const doors: Door[] = [
  door({
    name: 'askForAccess',
    method: 'POST',
    path: '/api/access-requests',
    summary:
      'Asks for access to what a link led to; answered alike whether or not there is anything (J8).',
    needs: {},
    otherIds: {
      'body.space': 'is written down as it stood in the link, and looked up for nobody here',
      'body.thing': 'is written down as it stood in the link, and looked up for nobody here',
    },
    body: shapes.NewAccessRequest,
    run: (ctx, given) => askForAccess(ctx, given.body),
  }),

  door({
    name: 'listMyAccessRequests',
    method: 'GET',
    path: '/api/me/access-requests',
    summary: 'My requests for access that were not granted, by the target of the link.',
    needs: {},
    answer: shapes.MyAccessRequests,
    run: (ctx) => myAccessRequests(ctx),
  }),

  door({
    name: 'withdrawAccessRequest',
    method: 'DELETE',
    path: '/api/me/access-requests/:myAccessRequest',
    summary: 'Withdraws a request of mine.',
    needs: {},
    otherIds: { 'params.myAccessRequest': 'is looked up among the asker’s own' },
    run: (ctx, given) => withdrawAccessRequest(ctx, given.params['myAccessRequest']!),
  }),

  door({
    name: 'listAccessRequests',
    method: 'GET',
    path: '/api/access-requests',
    summary: 'Requests for access that I may answer, oldest first.',
    needs: {},
    answer: shapes.AccessRequests,
    run: (ctx) => accessRequests(ctx),
  }),

  door({
    name: 'approveAccess',
    method: 'POST',
    path: '/api/access-requests/:accessRequest/approval',
    summary:
      'Grants a request for access at a level of my choice, or invites where membership is needed.',
    needs: {},
    otherIds: amongMine,
    body: shapes.Approval,
    writes: false,
    run: (ctx, given) => approveAccess(ctx, given.params['accessRequest']!, given.body.level),
  }),

  door({
    name: 'declineAccess',
    method: 'POST',
    path: '/api/access-requests/:accessRequest/refusal',
    summary: 'Declines a request for access; the asker is not told.',
    needs: {},
    otherIds: amongMine,
    writes: false,
    run: (ctx, given) => declineAccess(ctx, given.params['accessRequest']!),
  }),
]
