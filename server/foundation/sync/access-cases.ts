import type { AccessCase } from '../../kernel/tool.ts'

export const accessCases: AccessCase[] = [
  {
    act: 'follow the items of a notebook',
    door: 'listItemChanges',
    request: ({ space, container }) => ({ params: { space, container } }),
  },
]
