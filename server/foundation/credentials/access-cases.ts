import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on another person's credentials, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'remove somebody’s second factors',
    door: 'removeSecondFactors',
    request: ({ person }) => ({ params: { person } }),
  },
]
