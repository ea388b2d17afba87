import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'group.restored': { history: { en: 'restored the group', fr: 'a rétabli le groupe' } },
  'group.purged': {
    history: {
      own: true,
      en: (say) => `“${say('name')}” was removed for good, with all that was in it`,
      fr: (say) => `« ${say('name')} » a été effacé pour de bon, avec tout son contenu`,
    },
  },
}
