import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'person.email-changed': {
    history: {
      en: (say) =>
        `changed the e-mail address of ${say('name')} from ${say('from')} to ${say('to')}`,
      fr: (say) => `a changé l’adresse e-mail de ${say('name')}, de ${say('from')} en ${say('to')}`,
    },
  },
}
