import { Type } from 'typebox'
import { authorizeGroup } from '../../access/groups.ts'
import { group, organization } from '../../access/needs.ts'
import type { Context } from '../../kernel/context.ts'
import { door, type Door } from '../../kernel/door.ts'
import type { PersonId, SpaceId } from '../../kernel/ids.ts'
import { Paging, Shape } from '../../kernel/shapes.ts'
import { groupAnswer } from '../groups/answers.ts'
import { archiveGroup, unarchiveGroup } from '../groups/groups.ts'
import { GroupShape } from '../groups/schema.ts'
import { comeThrough, declineNesting, myConsents } from './consent.ts'
import { inTurn } from './flat.ts'
import { founding } from './founding.ts'
import { endGuests, guestsInside } from './guests-ending.ts'
import { tellAdministrator } from './governance.ts'
import {
  acceptHandOver,
  declineHandOver,
  handOver,
  tryHandOver,
  withdrawHandOver,
} from './hand-over.ts'
import { keepOut, keptOutOf, letBack } from './keeping-out.ts'
import { beforeLeaving, leave } from './leaving.ts'
import { renew } from './lifetime.ts'
import { changeMember } from './member.ts'
import { listMembers } from './members.ts'
import { addMembers, endGroup, removeAll, removeMember } from './membership.ts'
import { nest, unnest } from './nesting.ts'
import { beginningsOf } from './over-time-store.ts'
import { approve, askToJoin, decline, join, pendingRequests, withdrawRequest } from './requests.ts'
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
  groupNested,
  groupUnnested,
  memberAllRemoved,
  memberDeclined,
  memberHandedOver,
  memberHandOverDeclined,
  memberHandOverOffered,
  memberHandOverWithdrawn,
  memberJoined,
  memberKeptOut,
  memberLeft,
  memberLetBack,
  memberRemoved,
  memberRenewed,
  memberRoleChanged,
  memberSeatAnswered,
  memberSeatAsked,
  requestApproved,
  requestDeclined,
  requestMade,
  requestWithdrawn,
  successorDeclined,
  successorForgotten,
  successorNamed,
} from './events.ts'
import { groupArchived, groupDeleted, groupUnarchived } from '../groups/events.ts'

const ofTheGroup = 'is looked up as a member of the authorized group, else not found'

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
      'Adds colleagues without asking them; `ask` marks those who are to be invited, `waiting` those whom only the administrator lets in (M3, M4).',
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
      'A guest stays for as long as policy says, from now on; by their sponsor or the administrator (M9).',
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
    summary: 'Removes a member; their access ends at once (J6).',
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
    summary: 'Keeps somebody out no more (J7).',
    needs: { group: group('removeMembers') },
    otherIds: { 'params.person': 'is looked up among those whom the authorized group keeps out' },
    writes: false,
    run: (ctx, given) =>
      inTurn(ctx, 'removeMembers', given.group.id, (turn, group) =>
        letBack(turn, group, given.params['person'] as PersonId),
      ),
  }),
]

const seat: Door[] = [
  door({
    name: 'tryHandOver',
    method: 'GET',
    path: '/api/groups/:group/hand-over/:person',
    summary: 'Whether this member’s plan would hold the group (M1).',
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
      'Offers the seat to another member; it passes when they accept, or at once where policy has it so (M1, M3).',
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
    summary: 'Takes back what was offered (M1).',
    needs: { group: group('handOver') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'handOver', given.group.id, withdrawHandOver),
  }),

  door({
    name: 'acceptHandOver',
    line: memberHandedOver,
    method: 'POST',
    path: '/api/groups/:group/hand-over/acceptance',
    summary: 'Takes the seat that I was offered, if my plan holds the group (M1).',
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
    summary: 'Declines the seat that I was offered; whoever offered it is told (M1).',
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
    summary: 'I still administer this group (M3).',
    needs: { group: group('answerSeat') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'answerSeat', given.group.id, answerActing),
  }),

  door({
    name: 'getSeat',
    method: 'GET',
    path: '/api/groups/:group/successor',
    summary:
      'Who is to follow the administrator, what was offered or asked of them, and what I am asked (M1, M3, M8).',
    needs: { group: group('see') },
    answer: shapes.Seat,
    run: (ctx, given) => seatOf(ctx, given.group),
  }),

  door({
    name: 'nameSuccessor',
    line: successorNamed,
    method: 'PUT',
    path: '/api/groups/:group/successor',
    summary: 'Names who will be asked when the administrator’s account stops (M8).',
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
    summary: 'Nobody is named any more (M8).',
    needs: { group: group('setRoles') },
    writes: false,
    run: (ctx, given) => inTurn(ctx, 'setRoles', given.group.id, forgetSuccessor),
  }),

  door({
    name: 'acceptSuccession',
    line: memberHandedOver,
    method: 'POST',
    path: '/api/groups/:group/succession',
    summary: 'Takes the seat that I am asked to take, if my plan holds the group (M8).',
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
    summary: 'Declines to follow the administrator; the admins of the organization are told (M8).',
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
    summary: 'Makes a group read-only for all (G6).',
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
    summary: 'Brings an archived group back, if its administrator’s plan holds it.',
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
    summary: 'Leaves; what only this group justified is withdrawn (J4).',
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

const nesting: Door[] = [
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
      'Comes into a group that one of mine is inside: I was asked first, or had left it (G9, M4).',
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
    summary: 'Stays out of a group that one of mine is inside (G9).',
    needs: { group: group('comeThrough') },
    run: (ctx, given) => declineNesting(ctx, given.group),
  }),

  door({
    name: 'listMyConsents',
    method: 'GET',
    path: '/api/me/nesting-consents',
    summary:
      'Groups that one of mine is inside and that wait for my yes, or that I left alone (G9).',
    needs: {},
    answer: shapes.Consents,
    run: async (ctx) => ({ items: await myConsents(ctx) }),
  }),

  door({
    name: 'listMyBeginnings',
    method: 'GET',
    path: '/api/me/beginnings',
    summary: 'Groups that I was let into and that have yet to begin for me (M9).',
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
    summary: 'Withdraws my request.',
    needs: { group: group('see') },
    run: (ctx, given) => withdrawRequest(ctx, given.group),
  }),

  door({
    name: 'listJoinRequests',
    method: 'GET',
    path: '/api/groups/:group/join-requests',
    summary: 'Who asks to join, oldest first.',
    needs: { group: group('approve') },
    answer: shapes.JoinRequests,
    run: async (ctx, given) => ({ items: await pendingRequests(ctx, given.group) }),
  }),

  door({
    name: 'approveJoinRequest',
    line: requestApproved,
    method: 'POST',
    path: '/api/groups/:group/join-requests/:request/approval',
    summary: 'Lets somebody in who asked.',
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
    summary: 'Declines a request, with a reason.',
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
    summary: 'Allows no guests any more: those inside may only read, or leave by a date (O5).',
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
