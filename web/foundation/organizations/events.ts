import type { EventWords } from '../../kernel/events.ts'
import { roleIn } from '../../ui/words.ts'

export const events: Record<string, EventWords> = {
  'organization.founded': {
    history: { en: (say) => `founded “${say('name')}”`, fr: (say) => `a fondé « ${say('name')} »` },
  },
  'organization.changed': {
    history: {
      en: 'changed the settings of the organization',
      fr: 'a modifié les réglages de l’organisation',
    },
  },
  'plan.added': {
    history: {
      en: (say) => `added the plan “${say('name')}”`,
      fr: (say) => `a ajouté le forfait « ${say('name')} »`,
    },
  },
  'plan.changed': {
    history: {
      en: (say) => `changed the plan “${say('name')}”`,
      fr: (say) => `a modifié le forfait « ${say('name')} »`,
    },
  },
  'plan.deleted': {
    history: {
      en: (say) => `deleted the plan “${say('name')}”`,
      fr: (say) => `a supprimé le forfait « ${say('name')} »`,
    },
  },
  'person.role-changed': {
    history: {
      en: (say) => `changed the role of ${say('name')} to: ${roleIn('en', say('to'))}`,
      fr: (say) => `a donné à ${say('name')} le rôle « ${roleIn('fr', say('to'))} »`,
    },
  },
  'person.plan-changed': {
    history: {
      en: (say) => `gave ${say('name')} the plan “${say('to')}”`,
      fr: (say) => `a donné à ${say('name')} le forfait « ${say('to')} »`,
    },
  },
  'person.deactivated': {
    history: {
      en: (say) => `stopped the account of ${say('name')}`,
      fr: (say) => `a arrêté le compte de ${say('name')}`,
    },
  },
  'person.reactivated': {
    history: {
      en: (say) => `reactivated the account of ${say('name')}`,
      fr: (say) => `a réactivé le compte de ${say('name')}`,
    },
  },
  'person.deletion-asked': {
    history: {
      en: (say) => `asked for the account of ${say('name')} to be deleted`,
      fr: (say) => `a demandé la suppression du compte de ${say('name')}`,
    },
  },
  'person.deletion-taken-back': {
    history: {
      en: (say) => `canceled the deletion of the account of ${say('name')}`,
      fr: (say) => `a annulé la suppression du compte de ${say('name')}`,
    },
  },
}
