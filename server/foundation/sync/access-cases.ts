import type { AccessCase } from '../../kernel/tool.ts'

export const accessCases: AccessCase[] = [
  {
    act: 'follow the items of a container',
    door: 'listItemChanges',
    request: ({ space, container }) => ({ params: { space, container } }),
  },
]
