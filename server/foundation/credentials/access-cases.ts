import type { AccessCase } from '../../kernel/tool.ts'

/** What can be done with how somebody else signs in, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'remove somebody’s second factors',
    door: 'removeSecondFactors',
    request: ({ person }) => ({ params: { person } }),
  },
]
