import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'person.second-factor-removed': {
    history: {
      en: (say, { names }) => `removed the second factors of ${names[say('person')] ?? 'somebody'}`,
      fr: (say, { names }) =>
        `a retiré les seconds facteurs de ${names[say('person')] ?? 'quelqu’un'}`,
    },
  },
}
