import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'group.exported': {
    history: {
      en: 'asked for the whole group as an archive',
      fr: 'a demandé le groupe entier sous forme d’archive',
    },
  },
  'group.imported': {
    history: {
      en: (say) => `made this group of an archive of “${say('from')}”`,
      fr: (say) => `a créé ce groupe à partir d’une archive de « ${say('from')} »`,
    },
  },
}
