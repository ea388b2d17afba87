import type { EventWords } from '../../kernel/events.ts'

export const events: Record<string, EventWords> = {
  'invitation.sent': {
    history: { en: (say) => `invited ${say('email')}`, fr: (say) => `a invité ${say('email')}` },
  },
  'invitation.resent': {
    history: { en: (say) => `reminded ${say('email')}`, fr: (say) => `a relancé ${say('email')}` },
  },
  'invitation.withdrawn': {
    history: {
      en: (say) => `withdrew the invitation of ${say('email')}`,
      fr: (say) => `a retiré l’invitation de ${say('email')}`,
    },
  },
  'invitation.declined': {
    history: {
      own: true,
      en: (say) => `${say('email')} declined the invitation`,
      fr: (say) => `${say('email')} a décliné l’invitation`,
    },
  },
  'invitation.recognized': {
    history: {
      en: (say) => `accepted what the imported group credits to ${say('names')} as their own`,
      fr: (say) => `a repris à son nom ce que le groupe importé attribue à ${say('names')}`,
    },
  },
}
