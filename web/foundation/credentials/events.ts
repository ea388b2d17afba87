import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'person.second-factor-removed': {
    history: {
      en: (say, { names }) =>
        `took away the second step at sign-in of ${names[say('person')] ?? 'somebody'}`,
      fr: (say, { names }) =>
        `a retiré à ${names[say('person')] ?? 'quelqu’un'} la seconde étape de connexion`,
    },
  },
}
