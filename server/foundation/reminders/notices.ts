import type { NoticeKind } from '../../kernel/notice.ts'

/** To the person who set it. */
export const reminder: NoticeKind = {
  kind: 'reminder',
  family: 'reminder',
  of: [],
  who: 'n.person_id',
  about: 'item',
  ofOneself: true,
  words: {
    en: ({ thing }) => `Reminder: ${thing}`,
    fr: ({ thing }) => `Rappel : ${thing}`,
  },
}
