import type { AccessCase } from '../../kernel/tool.ts'

/** Exporting and importing a group, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'take all of it along as an archive',
    door: 'askGroupExport',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'see one’s archives of it',
    door: 'listGroupExports',
    request: ({ space }) => ({ params: { group: space } }),
  },
]
