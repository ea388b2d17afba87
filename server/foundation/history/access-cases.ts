import type { AccessCase } from '../../kernel/tool.ts'

/** Reading the history, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'read the history',
    door: 'readGroupHistory',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'take the history along',
    door: 'exportGroupHistory',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'read the history of the organization',
    door: 'readOrganizationHistory',
    request: () => ({ params: {} }),
  },
]
