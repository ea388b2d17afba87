import type { AccessCase } from '../../kernel/tool.ts'

/** Questions about a space as a whole, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'read what changed',
    door: 'listChanges',
    request: ({ space }) => ({ params: { space }, query: { since: 0 } }),
  },
  {
    act: 'see what is unread',
    door: 'seeUnread',
    request: ({ space }) => ({ params: { space } }),
  },
  {
    act: 'see the storage',
    door: 'seeStorage',
    request: ({ space }) => ({ params: { space } }),
  },
]
