import type { AccessCase } from '../../kernel/tool.ts'

/** People who may bring others in, give roles and let them go, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'see the members',
    door: 'listMembers',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'add a colleague',
    door: 'addMembers',
    request: ({ space, outsider }) => ({
      params: { group: space },
      body: { people: [{ person: outsider, role: 'member' }] },
    }),
  },
  {
    act: 'add a colleague as a moderator',
    door: 'addMembers',
    request: ({ space, outsider }) => ({
      params: { group: space },
      body: { people: [{ person: outsider, role: 'moderator' }] },
    }),
  },
  {
    act: 'give a role',
    door: 'changeMemberRole',
    request: ({ space, person }) => ({
      params: { group: space, person },
      body: { role: 'co-administrator' },
    }),
  },
  {
    act: 'end a membership at a date',
    door: 'changeMemberRole',
    request: ({ space, person }) => ({
      params: { group: space, person },
      body: { until: '2999-01-01T00:00:00Z' },
    }),
  },
  {
    act: 'renew a guest',
    door: 'renewMember',
    request: ({ space, person }) => ({ params: { group: space, person } }),
  },
  {
    act: 'see who follows the administrator',
    door: 'getSeat',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'name who follows the administrator',
    door: 'nameSuccessor',
    request: ({ space, person }) => ({ params: { group: space }, body: { person } }),
  },
  {
    act: 'name nobody any more',
    door: 'forgetSuccessor',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'take the seat',
    door: 'acceptSuccession',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'decline the seat',
    door: 'declineSuccession',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'remove a member',
    door: 'removeMember',
    request: ({ space, person }) => ({ params: { group: space, person } }),
  },
  {
    act: 'remove everybody',
    door: 'removeAllMembers',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'hand the group over',
    door: 'handOver',
    request: ({ space, person }) => ({ params: { group: space }, body: { person } }),
  },
  {
    act: 'take back a hand-over',
    door: 'withdrawHandOver',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'accept a hand-over',
    door: 'acceptHandOver',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'decline a hand-over',
    door: 'declineHandOver',
    request: ({ space }) => ({ params: { group: space }, body: {} }),
  },
  {
    act: 'ask whether the administrator acts',
    door: 'askWhetherActing',
    request: ({ space }) => ({ params: { group: space }, body: {} }),
  },
  {
    act: 'answer that one acts',
    door: 'answerActing',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'see who is kept out',
    door: 'listKeptOut',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'keep somebody out',
    door: 'keepOut',
    request: ({ space, person }) => ({ params: { group: space, person }, body: {} }),
  },
  {
    act: 'let somebody come back',
    door: 'letBack',
    request: ({ space, person }) => ({ params: { group: space, person } }),
  },
  {
    act: 'delete the group',
    door: 'deleteGroup',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'leave',
    door: 'leaveGroup',
    request: ({ space }) => ({ params: { group: space }, body: {} }),
  },
  {
    act: 'put another group inside',
    door: 'nestGroup',
    request: ({ space, otherGroup }) => ({
      params: { group: space },
      body: { group: otherGroup, role: 'member' },
    }),
  },
  {
    act: 'join',
    door: 'joinGroup',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'ask to join',
    door: 'askToJoin',
    request: ({ space }) => ({ params: { group: space }, body: { message: '' } }),
  },
  {
    act: 'see who asks to join',
    door: 'listJoinRequests',
    request: ({ space }) => ({ params: { group: space } }),
  },
]
