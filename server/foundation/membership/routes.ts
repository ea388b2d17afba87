import { Type } from 'typebox'
import { group, organization } from '../../access/needs.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { Paging, Shape } from '../../kernel/shapes.ts'
import { groupAnswer } from '../groups/answers.ts'
import { GroupShape } from '../groups/schema.ts'
import { inTurn } from './flat.ts'
import { founding } from './founding.ts'
import { endGuests, guestsInside } from './guests-ending.ts'
import { keepOut, keptOutOf, letBack } from './keeping-out.ts'
import { beforeLeaving, leave } from './leaving.ts'
import { renew } from './lifetime.ts'
import { changeMember } from './member.ts'
import { listMembers } from './members.ts'
import { addMembers, removeAll, removeMember } from './membership.ts'
import { approve, askToJoin, decline, join, pendingRequests, withdrawRequest } from './requests.ts'
import * as shapes from './schema.ts'
import {
  memberAllRemoved,
  memberJoined,
  memberKeptOut,
  memberLeft,
  memberLetBack,
  memberRemoved,
  memberRenewed,
  memberRoleChanged,
  requestApproved,
  requestDeclined,
  requestMade,
  requestWithdrawn,
} from './events.ts'
import { doors as seat, ofTheGroup } from './seat-routes.ts'
import { doors as nesting } from './nesting-routes.ts'

const members: Door[] = [
  door({
    name: 'listMembers',
    method: 'GET',
    path: '/api/groups/:group/members',
    summary: 'Who is in a group and why, by last name (M7, G9).',
    needs: { group: group('seeMembers') },
    query: Shape({ search: Type.Optional(Type.String({ maxLength: 100 })), ...Paging }),
    answer: shapes.Members,
    run: (ctx, given) => listMembers(ctx, given.group, given.query),
  }),

  door({
    name: 'addMembers',
    line: memberJoined,
    method: 'POST',
    path: '/api/groups/:group/members',
    summary:
      'Adds colleagues without asking them; `ask` marks people who have to be invited, `waiting` those whom only the administrator lets in (M3, M4).',
    needs: { group: group('add') },
    otherIds: {
      'body.people[].person':
        'must be a colleague whom the asker may know of; all others are refused alike',
    },
    body: shapes.Additions,
    answer: shapes.Added,
    writes: false,
    run: async (ctx, given) => ({
      items: await inTurn(ctx, 'add', given.group.id, (turn, group) =>
        addMembers(turn, group, given.body.people, given.body),
      ),
    }),
  }),

  door({
    name: 'changeMemberRole',
    line: memberRoleChanged,
    method: 'PATCH',
    path: '/api/groups/:group/members/:person',
    summary: 'Gives a member another role, start and end dates, or another sponsor (M2, M9).',
    needs: { group: group('setRoles') },
    otherIds: {
      'params.person': ofTheGroup,
      'body.sponsor':
        'must be an internal inside the authorized group; all others are refused alike',
    },
    body: shapes.ChangedMember,
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'setRoles', given.group.id, (turn, group) =>
        changeMember(turn, group, given.params['person'] as PersonId, given.body),
      ),
  }),

  door({
    name: 'renewMember',
    line: memberRenewed,
    method: 'POST',
    path: '/api/groups/:group/members/:person/renewal',
    summary:
      'Renews the stay of a guest for the time that the policy sets; by their sponsor or the administrator (M9).',
    needs: { group: group('see') },
    otherIds: { 'params.person': ofTheGroup },
    answer: shapes.Renewed,
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'see', given.group.id, (turn, group) =>
        renew(turn, group, given.params['person'] as PersonId),
      ),
  }),

  door({
    name: 'removeMember',
    line: memberRemoved,
    method: 'DELETE',
    path: '/api/groups/:group/members/:person',
    summary: 'Removes a member; their access ends immediately (J6).',
    needs: { group: group('removeMembers') },
    otherIds: { 'params.person': ofTheGroup },
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'removeMembers', given.group.id, (turn, group) =>
        removeMember(turn, group, given.params['person'] as PersonId),
      ),
  }),

  door({
    name: 'removeAllMembers',
    line: memberAllRemoved,
    method: 'DELETE',
    path: '/api/groups/:group/members',
    summary: 'Removes everybody but the administrator, groups inside included (M7, G7).',
    needs: { group: group('removeMembers') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'removeMembers', given.group.id, removeAll),
  }),

  door({
    name: 'listKeptOut',
    method: 'GET',
    path: '/api/groups/:group/kept-out',
    summary: 'Who is kept out, why and until when (J7).',
    needs: { group: group('removeMembers') },
    answer: shapes.KeptOut,
    run: (ctx, given) => keptOutOf(ctx, given.group),
  }),

  door({
    name: 'keepOut',
    line: memberKeptOut,
    method: 'PUT',
    path: '/api/groups/:group/kept-out/:person',
    summary: 'Removes somebody, if they are inside, and keeps them from coming back (J7).',
    needs: { group: group('removeMembers') },
    otherIds: { 'params.person': 'must be known to the authorized group, else not found' },
    body: shapes.KeepingOut,
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'removeMembers', given.group.id, (turn, group) =>
        keepOut(turn, group, given.params['person'] as PersonId, given.body),
      ),
  }),

  door({
    name: 'letBack',
    line: memberLetBack,
    method: 'DELETE',
    path: '/api/groups/:group/kept-out/:person',
    summary: 'Lets somebody come back who was kept out (J7).',
    needs: { group: group('removeMembers') },
    otherIds: { 'params.person': 'is looked up among those whom the authorized group keeps out' },
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'removeMembers', given.group.id, (turn, group) =>
        letBack(turn, group, given.params['person'] as PersonId),
      ),
  }),
]

const leaving: Door[] = [
  door({
    name: 'beforeLeaving',
    aboutMe: true,
    method: 'GET',
    path: '/api/groups/:group/leaving',
    summary: 'What I gave members of this group on my private data, and what they gave me (J4).',
    needs: { group: group('leave') },
    answer: shapes.BeforeLeaving,
    run: (ctx, given) => beforeLeaving(ctx, given.group),
  }),

  door({
    name: 'leaveGroup',
    line: memberLeft,
    method: 'POST',
    path: '/api/groups/:group/leaving',
    summary: 'Leaves a group; rights that only this group justified are withdrawn (J4).',
    needs: { group: group('leave') },
    otherIds: { 'body.keep[]': 'must be among the asker’s own grants that stay justified' },
    body: shapes.Leaving,
    writes: false,
    run: (ctx, given) =>
      inTurn(
        ctx,
        'leave',
        given.group.id,
        (turn, group) => leave(turn, group, given.body.keep),
        ctx.person.privateSpace,
      ),
  }),
]

const joining: Door[] = [
  door({
    name: 'joinGroup',
    line: memberJoined,
    method: 'POST',
    path: '/api/groups/:group/join',
    summary: 'Joins an open group (J3).',
    needs: { group: group('join') },
    answer: GroupShape,
    writes: false,
    run: async (ctx, given) => {
      await inTurn(ctx, 'join', given.group.id, join)
      return groupAnswer(ctx, given.group.id)
    },
  }),

  door({
    name: 'askToJoin',
    line: requestMade,
    method: 'POST',
    path: '/api/groups/:group/join-requests',
    summary: 'Asks to join a restricted group (J3).',
    needs: { group: group('askToJoin') },
    body: shapes.Asking,
    answer: shapes.Asked,
    status: 201,
    run: (ctx, given) => askToJoin(ctx, given.group, given.body.message),
  }),

  door({
    name: 'withdrawJoinRequest',
    line: requestWithdrawn,
    method: 'DELETE',
    path: '/api/groups/:group/join-requests/mine',
    summary: 'Withdraws my request to join.',
    needs: { group: group('see') },
    run: (ctx, given) => withdrawRequest(ctx, given.group),
  }),

  door({
    name: 'listJoinRequests',
    method: 'GET',
    path: '/api/groups/:group/join-requests',
    summary: 'Requests to join, oldest first.',
    needs: { group: group('approve') },
    answer: shapes.JoinRequests,
    run: async (ctx, given) => ({ items: await pendingRequests(ctx, given.group) }),
  }),

  door({
    name: 'approveJoinRequest',
    line: requestApproved,
    method: 'POST',
    path: '/api/groups/:group/join-requests/:request/approval',
    summary: 'Approves a request to join.',
    needs: { group: group('approve') },
    otherIds: { 'params.request': 'is looked up among the requests of the authorized group' },
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'approve', given.group.id, (turn, group) =>
        approve(turn, group, given.params['request']!),
      ),
  }),

  door({
    name: 'refuseJoinRequest',
    line: requestDeclined,
    method: 'POST',
    path: '/api/groups/:group/join-requests/:request/refusal',
    summary: 'Declines a request to join, with a reason.',
    needs: { group: group('approve') },
    otherIds: { 'params.request': 'is looked up among the requests of the authorized group' },
    body: shapes.Refusal,
    run: (ctx, given) => decline(ctx, given.group, given.params['request']!, given.body.reason),
  }),
]

const guests: Door[] = [
  door({
    name: 'listGuestsInside',
    method: 'GET',
    path: '/api/organization/guests',
    summary: 'Guests inside the groups of my organization, and what was decided about them (O5).',
    needs: { organization: organization('govern') },
    answer: shapes.GuestsInside,
    run: (ctx, given) => guestsInside(ctx, given.organization.id),
  }),

  door({
    name: 'endGuests',
    method: 'PUT',
    path: '/api/organization/guests',
    summary: 'Stops allowing guests: those inside may only read, or leave by a date (O5).',
    needs: { organization: organization('administer') },
    body: shapes.GuestsEnding,
    writes: false,
    run: (ctx, given) => endGuests(ctx, given.organization.id, given.body),
  }),
]

export const doors: Door[] = [
  founding,
  ...members,
  ...seat,
  ...leaving,
  ...nesting,
  ...joining,
  ...guests,
]
