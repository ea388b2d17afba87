import { authorizeGroup } from '../../access/groups.ts'
import { group } from '../../access/needs.ts'
import type { Context } from '../../kernel/context.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { SpaceId } from '../../kernel/ids.ts'
import { groupAnswer } from '../groups/answers.ts'
import { GroupShape } from '../groups/schema.ts'
import { comeThrough, declineNesting, myConsents } from './consent.ts'
import { inTurn } from './flat.ts'
import { nest, unnest } from './nesting.ts'
import { beginningsOf } from './over-time-store.ts'
import * as shapes from './schema.ts'
import { groupNested, groupUnnested, memberDeclined, memberJoined } from './events.ts'

/** Groups inside groups, and what people who come in through one decide (J4, J8). */
export const doors: Door[] = [
  door({
    name: 'nestGroup',
    line: groupNested,
    method: 'POST',
    path: '/api/groups/:group/nested-groups',
    summary: 'Puts a group that I administer into this one, with a role (G9).',
    needs: { group: group('nest'), inner: group('see', 'body.group') },
    body: shapes.Nesting,
    writes: false,
    run: (ctx, given) =>
      inTurn(
        ctx,
        'nest',
        given.group.id,
        async (turn, group) =>
          nest(turn, group, await authorizeGroup(turn, 'see', given.inner.id), given.body.role),
        given.inner.id,
      ),
  }),

  door({
    name: 'unnestGroup',
    line: groupUnnested,
    method: 'DELETE',
    path: '/api/groups/:group/nested-groups/:inner',
    summary: 'Takes an inner group out of this one.',
    needs: { group: group('nest') },
    otherIds: { 'params.inner': 'is looked up among the groups inside the authorized one' },
    writes: false,
    run: (ctx, given) => {
      const inner = given.params['inner'] as SpaceId
      const act = (turn: Context) => unnest(turn, given.group.id, inner)
      return inTurn(ctx, 'nest', given.group.id, act, inner)
    },
  }),

  door({
    name: 'comeThrough',
    line: memberJoined,
    method: 'POST',
    path: '/api/groups/:group/nesting-consent',
    summary:
      'Joins a group that one of my groups is inside, after being asked or having left it (G9, M4).',
    needs: { group: group('comeThrough') },
    answer: GroupShape,
    writes: false,
    run: async (ctx, given) => {
      await inTurn(ctx, 'comeThrough', given.group.id, comeThrough)
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'declineNesting',
    line: memberDeclined,
    method: 'DELETE',
    path: '/api/groups/:group/nesting-consent',
    summary: 'Stays out of a group that one of my groups is inside (G9).',
    needs: { group: group('comeThrough') },
    run: (ctx, given) => declineNesting(ctx, given.group),
  }),

  door({
    name: 'listMyConsents',
    method: 'GET',
    path: '/api/me/nesting-consents',
    summary: 'Groups that one of my groups is inside and that I was asked to join, or left (G9).',
    needs: {},
    answer: shapes.Consents,
    run: async (ctx) => ({ items: await myConsents(ctx) }),
  }),

  door({
    name: 'listMyBeginnings',
    method: 'GET',
    path: '/api/me/beginnings',
    summary: 'Groups that I will be a member of from a later date (M9).',
    needs: {},
    answer: shapes.Beginnings,
    run: async (ctx) => ({ items: await beginningsOf(ctx, ctx.person.id) }),
  }),

  door({
    name: 'takeGroupOut',
    line: groupUnnested,
    method: 'DELETE',
    path: '/api/groups/:group/outer-groups/:outer',
    summary: 'Takes this group out of another that holds it.',
    needs: { group: group('nest') },
    otherIds: { 'params.outer': 'is looked up among the groups around the authorized one' },
    writes: false,
    run: (ctx, given) => {
      const outer = given.params['outer'] as SpaceId
      const act = (turn: Context) => unnest(turn, outer, given.group.id)
      return inTurn(ctx, 'nest', given.group.id, act)
    },
  }),
]
