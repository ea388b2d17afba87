import { Type } from 'typebox'
import { organization } from '../../access/needs.ts'
import { CardShape } from '../../foundation/people/cards.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { Id, ListOf, Maybe, Shape, Text, Time } from '../../kernel/shapes.ts'
import { deletedGroups, restoreGroup } from './restoring.ts'
import { groupRestored } from './events.ts'

export const doors: Door[] = [
  door({
    name: 'listDeletedGroups',
    method: 'GET',
    path: '/api/organization/deleted-groups',
    summary: 'Deleted groups that can still be restored, the newest first (G7).',
    needs: { organization: organization('govern') },
    answer: ListOf(
      Type.Object({
        id: Type.Unsafe<SpaceId>(Id('the group')),
        name: Type.String(),
        administrator: Maybe(CardShape),
        mayName: Type.Boolean(),
        deletedAt: Time(),
        deletedBy: CardShape,
        restorableUntil: Time(),
        storage: Type.Integer(),
      }),
    ),
    run: async (ctx, given) => ({ items: await deletedGroups(ctx, given.organization) }),
  }),

  door({
    name: 'restoreGroup',
    line: groupRestored,
    method: 'POST',
    path: '/api/organization/deleted-groups/:group/restoration',
    summary:
      'Restores a deleted group under its name, if it fits the plan of its administrator or of the person named instead (G7).',
    needs: { organization: organization('administer') },
    otherIds: {
      'params.group': 'looked up among the deleted groups of the asker’s organization',
      'body.person': 'looked up among the people of the asker’s organization',
    },
    body: Shape({
      person: Type.Optional(
        Type.Unsafe<PersonId>(Id('who administers it from now on; without, who did before')),
      ),
      reason: Type.Optional(Text(2000, 0)),
    }),
    run: (ctx, { organization, params, body }) =>
      restoreGroup(ctx, organization, params['group']!, body),
  }),
]
