import { group, organization } from '../../access/needs.ts'
import { door, openDoor, type Door } from '../../kernel/door.ts'
import type { PersonId } from '../../kernel/ids.ts'
import { Paging, Shape } from '../../kernel/shapes.ts'
import { groupInvitations, withdrawGroupInvitation } from './across-groups.ts'
import * as answers from './answers.ts'
import { inviteFromCsv } from './colleagues-csv.ts'
import * as colleagues from './colleagues.ts'
import * as invitations from './invitations.ts'
import { myRequests, withdrawMyRequest } from './my-requests.ts'
import {
  Acceptance,
  Accepted,
  BlockedInviters,
  ColleaguesAsCsv,
  CsvResult,
  Declining,
  GroupInvitations,
  Invited,
  InvitedColleagues,
  MyInvitations,
  MyRequests,
  NewColleagues,
  NewInvitations,
  OfferShape,
  PendingColleagues,
  PendingInvitations,
  TokenParam,
} from './schema.ts'
import {
  invitationDeclined,
  invitationResent,
  invitationSent,
  invitationWithdrawn,
} from './events.ts'
import { memberJoined, requestWithdrawn } from '../membership/events.ts'
import { personJoined } from '../people/events.ts'

const ofThisGroup = { 'params.invitation': 'looked up among the pending ones of the group' }
const ofTheOrganization = {
  'params.invitation': 'looked up among the pending ones of the asker’s own organization',
}
const toMe = { 'params.invitation': 'looked up among those to the asker’s own address' }
const secret = { token: TokenParam }

const intoGroups: Door[] = [
  door({
    name: 'listInvitations',
    method: 'GET',
    path: '/api/groups/:group/invitations',
    summary: 'Invitations into a group that wait for an answer.',
    needs: { group: group('invite') },
    answer: PendingInvitations,
    run: (ctx, { group }) => invitations.pendingInvitations(ctx, group),
  }),
  door({
    name: 'invite',
    line: invitationSent,
    method: 'POST',
    path: '/api/groups/:group/invitations',
    summary: 'Invites people into a group, by address or by person.',
    needs: { group: group('invite') },
    otherIds: { 'body.people[].person': 'each is found by the right to meet them' },
    body: NewInvitations,
    answer: Invited,
    run: async (ctx, { group, body }) => ({ items: await invitations.invite(ctx, group, body) }),
  }),
  door({
    name: 'resendInvitation',
    line: invitationResent,
    method: 'POST',
    path: '/api/groups/:group/invitations/:invitation/resending',
    summary: 'Sends an invitation again, with a new link; the old one no longer works.',
    needs: { group: group('invite') },
    otherIds: ofThisGroup,
    run: (ctx, { group, params }) => invitations.resend(ctx, group, params['invitation']!),
  }),
  door({
    name: 'withdrawInvitation',
    line: invitationWithdrawn,
    method: 'DELETE',
    path: '/api/groups/:group/invitations/:invitation',
    summary: 'Withdraws an invitation; its link no longer works.',
    needs: { group: group('invite') },
    otherIds: ofThisGroup,
    run: (ctx, { group, params }) => invitations.withdraw(ctx, group, params['invitation']!),
  }),
]

const byLink: Door[] = [
  openDoor({
    name: 'readInvitation',
    method: 'GET',
    path: '/api/invitations/:token',
    summary: 'The content of an invitation, and what accepting it discloses.',
    params: secret,
    answer: OfferShape,
    run: (ctx, { params }) => answers.lookAt(ctx, params['token']!),
  }),
  openDoor({
    name: 'acceptInvitation',
    line: personJoined,
    method: 'POST',
    path: '/api/invitations/:token/acceptance',
    summary: 'Accepts as the owner of the invited address, or signs up with it.',
    params: secret,
    body: Acceptance,
    answer: Accepted,
    run: (ctx, { params, body, reply }) =>
      answers.acceptByToken(ctx, params['token']!, body, reply),
  }),
  openDoor({
    name: 'declineInvitation',
    line: invitationDeclined,
    method: 'POST',
    path: '/api/invitations/:token/declining',
    summary: 'Declines, and blocks the inviter if so wished.',
    params: secret,
    body: Declining,
    run: (ctx, { params, body }) =>
      answers.declineByToken(ctx, params['token']!, body.block ?? false),
  }),
]

const mine: Door[] = [
  door({
    name: 'listMyInvitations',
    method: 'GET',
    path: '/api/me/invitations',
    summary: 'Invitations that wait for my answer.',
    needs: {},
    answer: MyInvitations,
    run: (ctx) => answers.myInvitations(ctx),
  }),
  door({
    name: 'acceptMyInvitation',
    line: memberJoined,
    method: 'POST',
    path: '/api/me/invitations/:invitation/acceptance',
    summary: 'Accepts an invitation to my address.',
    needs: {},
    otherIds: toMe,
    answer: Accepted,
    run: (ctx, { params }) => answers.acceptMine(ctx, params['invitation']!),
  }),
  door({
    name: 'declineMyInvitation',
    line: invitationDeclined,
    method: 'POST',
    path: '/api/me/invitations/:invitation/declining',
    summary: 'Declines an invitation to my address, and blocks the inviter if so wished.',
    needs: {},
    otherIds: toMe,
    body: Declining,
    run: (ctx, { params, body }) =>
      answers.declineMine(ctx, params['invitation']!, body.block ?? false),
  }),
  door({
    name: 'listBlockedInviters',
    method: 'GET',
    path: '/api/me/blocked-inviters',
    summary: 'People whose invitations I have blocked.',
    needs: {},
    answer: BlockedInviters,
    run: (ctx) => answers.blockedInviters(ctx),
  }),
  door({
    name: 'unblockInviter',
    method: 'DELETE',
    path: '/api/me/blocked-inviters/:person',
    summary: 'Unblocks the invitations of a person.',
    needs: {},
    otherIds: { 'params.person': 'looked up among those whom the asker has blocked' },
    run: (ctx, { params }) => answers.unblock(ctx, params['person'] as PersonId),
  }),
]

const intoTheOrganization: Door[] = [
  door({
    name: 'listColleagueInvitations',
    method: 'GET',
    path: '/api/organization/invitations',
    summary: 'Invitations into my organization that wait for an answer.',
    needs: { organization: organization('administer') },
    answer: PendingColleagues,
    run: (ctx, { organization }) => colleagues.pendingColleagues(ctx, organization),
  }),
  door({
    name: 'inviteColleagues',
    line: invitationSent,
    method: 'POST',
    path: '/api/organization/invitations',
    summary: 'Invites people into my organization, with the groups they will be in.',
    needs: { organization: organization('administer') },
    otherIds: {
      'body.invitations[].plan': 'looked up among the plans of the asker’s own organization',
      'body.invitations[].groups[].group': 'each is found by what the asker may give in it',
    },
    body: NewColleagues,
    answer: InvitedColleagues,
    run: async (ctx, { organization, body }) => ({
      items: await colleagues.inviteColleagues(ctx, organization, body),
    }),
  }),
  door({
    name: 'inviteColleaguesFromCsv',
    line: invitationSent,
    method: 'POST',
    path: '/api/organization/invitations/csv',
    summary: 'Reads people from a CSV file; previews each line, or invites.',
    needs: { organization: organization('administer') },
    body: ColleaguesAsCsv,
    answer: CsvResult,
    run: (ctx, { organization, body }) => inviteFromCsv(ctx, organization, body),
  }),
  door({
    name: 'resendColleagueInvitation',
    line: invitationResent,
    method: 'POST',
    path: '/api/organization/invitations/:invitation/resending',
    summary: 'Sends an invitation again, with a new link; the old one no longer works.',
    needs: { organization: organization('administer') },
    otherIds: ofTheOrganization,
    run: (ctx, { organization, params }) =>
      colleagues.remindColleague(ctx, organization, params['invitation']!),
  }),
  door({
    name: 'withdrawColleagueInvitation',
    line: invitationWithdrawn,
    method: 'DELETE',
    path: '/api/organization/invitations/:invitation',
    summary: 'Withdraws an invitation; its link no longer works.',
    needs: { organization: organization('administer') },
    otherIds: ofTheOrganization,
    run: (ctx, { organization, params }) =>
      colleagues.withdrawColleague(ctx, organization, params['invitation']!),
  }),
]

const acrossGroups: Door[] = [
  door({
    name: 'listGroupInvitations',
    method: 'GET',
    path: '/api/organization/group-invitations',
    summary: 'Pending invitations to all groups, the first to end on top (V1).',
    needs: { organization: organization('govern') },
    query: Shape(Paging),
    answer: GroupInvitations,
    run: (ctx, { organization, query }) => groupInvitations(ctx, organization, query),
  }),
  door({
    name: 'withdrawGroupInvitation',
    line: invitationWithdrawn,
    method: 'DELETE',
    path: '/api/organization/group-invitations/:invitation',
    summary: 'Withdraws an invitation into any group; its history says so (M3).',
    needs: { organization: organization('govern') },
    otherIds: ofTheOrganization,
    run: (ctx, { organization, params }) =>
      withdrawGroupInvitation(ctx, organization, params['invitation']!),
  }),
]

const requests: Door[] = [
  door({
    name: 'listMyRequests',
    method: 'GET',
    path: '/api/me/join-requests',
    summary: 'My requests to join: pending ones, and those declined recently with the reason (J3).',
    needs: {},
    answer: MyRequests,
    run: (ctx) => myRequests(ctx),
  }),
  door({
    name: 'withdrawMyRequest',
    line: requestWithdrawn,
    method: 'DELETE',
    path: '/api/me/join-requests/:request',
    summary: 'Withdraws a request of mine to join, even if the group has changed since.',
    needs: {},
    otherIds: { 'params.request': 'looked up among the asker’s own open requests' },
    run: (ctx, { params }) => withdrawMyRequest(ctx, params['request']!),
  }),
]

/** All doors for invitations and requests to join. */
export const doors: Door[] = [
  ...intoGroups,
  ...byLink,
  ...mine,
  ...requests,
  ...intoTheOrganization,
  ...acrossGroups,
]
