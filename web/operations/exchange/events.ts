import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'group.exported': {
    history: {
      en: 'asked for an export of the whole group',
      fr: 'a demandé un export du groupe entier',
    },
  },
  'group.imported': {
    history: {
      en: (say) => `created this group from an export of “${say('from')}”`,
      fr: (say) => `a créé ce groupe à partir d’un export de « ${say('from')} »`,
    },
  },
}
