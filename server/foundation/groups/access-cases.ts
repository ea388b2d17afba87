import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on a group itself, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'see the group',
    door: 'readGroup',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'change its settings',
    door: 'changeGroup',
    request: ({ space }) => ({ params: { group: space }, body: { objective: 'Another' } }),
  },
  {
    act: 'rename it',
    door: 'changeGroup',
    request: ({ space }) => ({ params: { group: space }, body: { name: 'Another name' } }),
  },
  {
    act: 'open it to everybody',
    door: 'changeGroup',
    request: ({ space }) => ({
      params: { group: space },
      body: { settings: { listed: 'organization', joining: 'open' } },
    }),
  },
  {
    act: 'take its picture away',
    door: 'removeGroupPicture',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'archive it',
    door: 'archiveGroup',
    request: ({ space }) => ({ params: { group: space } }),
  },
  {
    act: 'bring it back',
    door: 'unarchiveGroup',
    request: ({ space }) => ({ params: { group: space } }),
  },
]
