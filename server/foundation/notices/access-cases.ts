import type { AccessCase } from '../../kernel/tool.ts'

/** Anyone who may choose how they are told about a space, for the access matrix. */
export const accessCases: AccessCase[] = [
  {
    act: 'choose what to hear of here',
    door: 'setNoticeLevelsOfSpace',
    request: ({ space }) => ({
      params: { space },
      body: { comment: { product: true, push: false, mail: 'off' } },
    }),
  },
  {
    act: 'hear of here as of elsewhere',
    door: 'dropNoticeLevelsOfSpace',
    request: ({ space }) => ({ params: { space } }),
  },
  {
    act: 'mute this place',
    door: 'muteSpace',
    request: ({ space }) => ({ params: { space }, body: {} }),
  },
  {
    act: 'hear of this place again',
    door: 'unmuteSpace',
    request: ({ space }) => ({ params: { space } }),
  },
]
