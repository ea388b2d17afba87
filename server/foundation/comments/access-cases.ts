import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on comments, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'read the comments',
    door: 'listComments',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'comment',
    door: 'comment',
    request: ({ space, item }) => ({ params: { space, item }, body: { body: 'Well put.' } }),
  },
  {
    act: 'resolve a comment of its author',
    door: 'resolveComment',
    request: ({ space, item, comment }) => ({ params: { space, item, comment } }),
  },
  {
    act: 'open a resolved comment again',
    door: 'reopenComment',
    request: ({ space, item, comment }) => ({ params: { space, item, comment } }),
  },
  {
    act: 'look up whom to mention',
    door: 'listMentionable',
    request: ({ space }) => ({ params: { space } }),
  },
]
