import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'group.restored': { history: { en: 'restored the group', fr: 'a restauré le groupe' } },
  'group.purged': {
    history: {
      own: true,
      en: (say) => `“${say('name')}” was deleted for good, with everything in it`,
      fr: (say) => `« ${say('name')} » a été supprimé définitivement, avec tout son contenu`,
    },
  },
}
