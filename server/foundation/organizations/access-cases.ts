import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on the organization, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'see the organization',
    door: 'getOrganization',
    request: () => ({ params: {} }),
  },
  {
    act: 'change its policies',
    door: 'changeOrganization',
    request: () => ({ params: {}, body: { policies: { guestsAllowed: false } } }),
  },
  {
    act: 'see the groups it has',
    door: 'listOrganizationGroups',
    request: () => ({ params: {} }),
  },
  {
    act: 'see the people',
    door: 'listOrganizationPeople',
    request: () => ({ params: {} }),
  },
  {
    act: 'change somebody’s role',
    door: 'changeOrganizationPerson',
    request: ({ person }) => ({ params: { person }, body: { orgRole: 'manager' } }),
  },
  {
    act: 'stop somebody’s account',
    door: 'deactivatePerson',
    request: ({ person }) => ({ params: { person } }),
  },
  {
    act: 'see the plans',
    door: 'listPlans',
    request: () => ({ params: {} }),
  },
  {
    act: 'invite a colleague',
    door: 'inviteColleagues',
    request: () => ({
      params: {},
      body: {
        invitations: [{ email: 'new.colleague@example.org', orgRole: 'member' }],
        message: '',
      },
    }),
  },
  {
    act: 'see what needs attention',
    door: 'readConsole',
    request: () => ({ params: {} }),
  },
  {
    act: 'see deleted groups',
    door: 'listDeletedGroups',
    request: () => ({ params: {} }),
  },
  {
    act: 'see invitations into all groups',
    door: 'listGroupInvitations',
    request: () => ({ params: {} }),
  },
  {
    act: 'see how the instance is',
    door: 'readHealth',
    request: () => ({ params: {} }),
  },
  {
    act: 'see what was mailed',
    door: 'listOutbox',
    request: () => ({ params: {} }),
  },
]
