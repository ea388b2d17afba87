import type { AccessCase } from '../../kernel/tool.ts'

/** Acts on attachments, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'list the attachments',
    door: 'listAttachments',
    request: ({ space, item }) => ({ params: { space, item } }),
  },
  {
    act: 'attach a file',
    door: 'attachToItem',
    request: ({ space, item }) => ({ params: { space, item }, query: { name: 'Plan.pdf' } }),
  },
  {
    act: 'begin to upload a file',
    door: 'beginUpload',
    request: ({ space, item }) => ({
      params: { space, item },
      body: { name: 'Film.mp4', size: 1000 },
    }),
  },
]
