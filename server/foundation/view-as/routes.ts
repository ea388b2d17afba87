import { group } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import { NewViewing, ViewingShape } from './schema.ts'
import { beginViewing } from './view-as.ts'
import { groupViewedAs } from './events.ts'

export const doors: Door[] = [
  door({
    name: 'viewGroupAs',
    line: groupViewedAs,
    method: 'POST',
    path: '/api/groups/:group/viewings',
    summary: 'Begins to see a group as a role or a member does: for an hour, reading only.',
    needs: { group: group('viewAs') },
    otherIds: { 'body.person': 'only somebody who is in the group is taken' },
    body: NewViewing,
    answer: ViewingShape,
    status: 201,
    secret: true,
    run: (ctx, given) => beginViewing(ctx, given.group, given.body),
  }),
]
