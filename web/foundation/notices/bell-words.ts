import { defineWords } from '../../kernel/words.ts'

/** On every page; the words of the page of notices are loaded with it. */
export const words = defineWords({
  en: {
    title: 'Notices',
    count: (count: number) => (count >= 99 ? '99 unread or more' : `${count} unread`),
  },
  fr: {
    title: 'Notifications',
    count: (count: number) =>
      count >= 99 ? '99 non lues ou plus' : `${count} non ${count > 1 ? 'lues' : 'lue'}`,
  },
})
