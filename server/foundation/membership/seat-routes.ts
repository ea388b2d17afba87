import { group } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { groupAnswer } from '../groups/answers.ts'
import { archiveGroup, unarchiveGroup } from '../groups/groups.ts'
import { GroupShape } from '../groups/schema.ts'
import { inTurn } from './flat.ts'
import { tellAdministrator } from './governance.ts'
import {
  acceptHandOver,
  declineHandOver,
  handOver,
  tryHandOver,
  withdrawHandOver,
} from './hand-over.ts'
import { endGroup } from './membership.ts'
import * as shapes from './schema.ts'
import { answerActing, askWhetherActing, seatOf } from './seat.ts'
import {
  acceptSuccession,
  declineSuccession,
  forgetSuccessor,
  mySuccessions,
  nameSuccessor,
} from './succession.ts'
import {
  memberHandedOver,
  memberHandOverDeclined,
  memberHandOverOffered,
  memberHandOverWithdrawn,
  memberSeatAnswered,
  memberSeatAsked,
  successorDeclined,
  successorForgotten,
  successorNamed,
} from './events.ts'
import { groupArchived, groupDeleted, groupUnarchived } from '../groups/events.ts'

/** Why the id of a person is checked, in the doors of a group. */
export const ofTheGroup = 'is looked up as a member of the authorized group, else not found'

/** Who administers a group: the seat, its hand-over and succession, and what its holder decides of the whole group. */
export const doors: Door[] = [
  door({
    name: 'tryHandOver',
    method: 'GET',
    path: '/api/groups/:group/hand-over/:person',
    summary: 'Whether the group would fit this member’s plan (M1).',
    needs: { group: group('handOver') },
    otherIds: { 'params.person': ofTheGroup },
    answer: shapes.HandOverTried,
    run: (ctx, given) => tryHandOver(ctx, given.group, given.params['person'] as PersonId),
  }),

  door({
    name: 'handOver',
    line: memberHandOverOffered,
    method: 'POST',
    path: '/api/groups/:group/hand-over',
    summary:
      'Offers the administration of a group to another member; it passes when they accept, or immediately if the policy says so (M1, M3).',
    needs: { group: group('handOver') },
    otherIds: { 'body.person': ofTheGroup },
    body: shapes.HandOver,
    answer: GroupShape,
    writes: false,
    run: async (ctx, given) => {
      await inTurn(ctx, 'handOver', given.group.id, (turn, group) =>
        handOver(turn, group, given.body.person, given.body.reason),
      )
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'withdrawHandOver',
    line: memberHandOverWithdrawn,
    method: 'DELETE',
    path: '/api/groups/:group/hand-over',
    summary: 'Withdraws the offer (M1).',
    needs: { group: group('handOver') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'handOver', given.group.id, withdrawHandOver),
  }),

  door({
    name: 'acceptHandOver',
    line: memberHandedOver,
    method: 'POST',
    path: '/api/groups/:group/hand-over/acceptance',
    summary: 'Accepts the administration that I was offered, if the group fits my plan (M1).',
    needs: { group: group('see') },
    answer: GroupShape,
    writes: false,
    run: async (ctx, given) => {
      await inTurn(ctx, 'see', given.group.id, acceptHandOver)
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'declineHandOver',
    line: memberHandOverDeclined,
    method: 'POST',
    path: '/api/groups/:group/hand-over/refusal',
    summary:
      'Declines the administration that I was offered; the person who offered it is told (M1).',
    needs: { group: group('see') },
    body: shapes.Answered,
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'see', given.group.id, (turn, group) =>
        declineHandOver(turn, group, given.body.reason ?? ''),
      ),
  }),

  door({
    name: 'askWhetherActing',
    line: memberSeatAsked,
    method: 'POST',
    path: '/api/groups/:group/seat-question',
    summary: 'Asks the administrator whether they still act as one, with a day to answer by (M3).',
    needs: { group: group('questionSeat') },
    body: shapes.Question,
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'questionSeat', given.group.id, (turn, group) =>
        askWhetherActing(turn, group, given.body.reason ?? ''),
      ),
  }),

  door({
    name: 'answerActing',
    line: memberSeatAnswered,
    method: 'POST',
    path: '/api/groups/:group/seat-question/answer',
    summary: 'Answers that I still administer this group (M3).',
    needs: { group: group('answerSeat') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'answerSeat', given.group.id, answerActing),
  }),

  door({
    name: 'getSeat',
    method: 'GET',
    path: '/api/groups/:group/successor',
    summary: 'The successor, the pending offer or question, and what I am asked (M1, M3, M8).',
    needs: { group: group('see') },
    answer: shapes.Seat,
    run: (ctx, given) => seatOf(ctx, given.group),
  }),

  door({
    name: 'nameSuccessor',
    line: successorNamed,
    method: 'PUT',
    path: '/api/groups/:group/successor',
    summary: 'Names the successor, who is asked when the administrator’s account stops (M8).',
    needs: { group: group('setRoles') },
    otherIds: { 'body.person': ofTheGroup },
    body: shapes.Successor,
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'setRoles', given.group.id, (turn, group) =>
        nameSuccessor(turn, group, given.body.person),
      ),
  }),

  door({
    name: 'forgetSuccessor',
    line: successorForgotten,
    method: 'DELETE',
    path: '/api/groups/:group/successor',
    summary: 'Removes the named successor (M8).',
    needs: { group: group('setRoles') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'setRoles', given.group.id, forgetSuccessor),
  }),

  door({
    name: 'acceptSuccession',
    line: memberHandedOver,
    method: 'POST',
    path: '/api/groups/:group/succession',
    summary: 'Accepts the administration as successor, if the group fits my plan (M8).',
    needs: { group: group('see') },
    answer: GroupShape,
    writes: false,
    run: async (ctx, given) => {
      await inTurn(ctx, 'see', given.group.id, acceptSuccession)
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'declineSuccession',
    line: successorDeclined,
    method: 'DELETE',
    path: '/api/groups/:group/succession',
    summary:
      'Declines the administration as successor; the admins of the organization are told (M8).',
    needs: { group: group('see') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'see', given.group.id, declineSuccession),
  }),

  door({
    name: 'listMySuccessions',
    method: 'GET',
    path: '/api/me/successions',
    summary: 'Groups whose administrator I am asked to become (M1, M8).',
    needs: {},
    answer: shapes.Successions,
    run: async (ctx) => ({ items: await mySuccessions(ctx) }),
  }),

  door({
    name: 'archiveGroup',
    line: groupArchived,
    method: 'POST',
    path: '/api/groups/:group/archive',
    summary: 'Archives a group: it is read-only for all (G6).',
    needs: { group: group('archive') },
    answer: GroupShape,
    run: async (ctx, given) => {
      await archiveGroup(ctx, given.group)
      await tellAdministrator(ctx, 'governed-archived', given.group.id)
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'unarchiveGroup',
    line: groupUnarchived,
    method: 'DELETE',
    path: '/api/groups/:group/archive',
    summary: 'Reopens an archived group, if it fits its administrator’s plan.',
    needs: { group: group('unarchive') },
    answer: GroupShape,
    run: async (ctx, given) => {
      await unarchiveGroup(ctx, given.group)
      await tellAdministrator(ctx, 'governed-unarchived', given.group.id)
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'deleteGroup',
    line: groupDeleted,
    method: 'DELETE',
    path: '/api/groups/:group',
    summary: 'Deletes a group in which nobody else is left (G7).',
    needs: { group: group('delete') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'delete', given.group.id, endGroup),
  }),
]
