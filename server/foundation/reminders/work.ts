import type { Work } from '../../kernel/work.ts'
import { remindAllDue } from './reminders.ts'
import { untilNext } from './store.ts'

export const work: Work[] = [
  {
    name: 'reminders',
    title: { en: 'Reminders', fr: 'Rappels' },
    next: ({ db }) => untilNext(db),
    run: (house) => remindAllDue(house),
  },
]
