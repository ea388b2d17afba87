import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on drafts, for the access matrix: allowed where there is nothing to publish, too. */
export const accessCases: AccessCase[] = [
  {
    act: 'keep a draft private',
    door: 'unmakeDraft',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'publish it, if it is a draft',
    door: 'publishDraft',
    request: ({ space, item }) => ({ params: { space, item }, body: {} }),
  },
]
