import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'group.created': {
    history: {
      en: (say) => `created the group “${say('name')}”`,
      fr: (say) => `a créé le groupe « ${say('name')} »`,
    },
  },
  'group.renamed': {
    history: {
      en: (say) => `renamed it from “${say('from')}” to “${say('to')}”`,
      fr: (say) => `l’a renommé de « ${say('from')} » en « ${say('to')} »`,
    },
  },
  'group.changed': { history: { en: 'changed the settings', fr: 'a modifié les réglages' } },
  'group.picture-changed': { history: { en: 'changed the picture', fr: 'a changé l’image' } },
  'group.archived': { history: { en: 'archived the group', fr: 'a archivé le groupe' } },
  'group.unarchived': {
    history: {
      en: 'reopened the group',
      fr: 'a rouvert le groupe',
    },
  },
  'group.deleted': { history: { en: 'deleted the group', fr: 'a supprimé le groupe' } },
}
