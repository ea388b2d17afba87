import type { AccessCase } from '../../kernel/tool.ts'

/** Viewing a group as others see it, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'see it as a guest would',
    door: 'viewGroupAs',
    request: ({ space }) => ({ params: { group: space }, body: { role: 'member', guest: true } }),
  },
]
