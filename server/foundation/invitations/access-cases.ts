import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on invitations, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'see who is invited',
    door: 'listInvitations',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'invite a guest',
    door: 'invite',
    request: ({ space }) => ({
      params: { group: space },
      body: { people: [{ email: 'somebody.new@example.org' }] },
    }),
  },
  {
    act: 'invite as a co-administrator',
    door: 'invite',
    request: ({ space, outsider }) => ({
      params: { group: space },
      body: { people: [{ person: outsider, role: 'co-administrator' }] },
    }),
  },
]
