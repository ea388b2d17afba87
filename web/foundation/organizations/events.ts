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
      fr: (say) => `a ajouté l’abonnement « ${say('name')} »`,
    },
  },
  'plan.changed': {
    history: {
      en: (say) => `changed the plan “${say('name')}”`,
      fr: (say) => `a modifié l’abonnement « ${say('name')} »`,
    },
  },
  'plan.deleted': {
    history: {
      en: (say) => `deleted the plan “${say('name')}”`,
      fr: (say) => `a supprimé l’abonnement « ${say('name')} »`,
    },
  },
  'person.role-changed': {
    history: {
      en: (say) => `made ${say('name')}: ${roleIn('en', say('to'))}`,
      fr: (say) => `a donné à ${say('name')} le rôle « ${roleIn('fr', say('to'))} »`,
    },
  },
  'person.plan-changed': {
    history: {
      en: (say) => `gave ${say('name')} the plan “${say('to')}”`,
      fr: (say) => `a donné à ${say('name')} l’abonnement « ${say('to')} »`,
    },
  },
  'person.deactivated': {
    history: {
      en: (say) => `stopped the account of ${say('name')}`,
      fr: (say) => `a suspendu le compte de ${say('name')}`,
    },
  },
  'person.reactivated': {
    history: {
      en: (say) => `let the account of ${say('name')} work again`,
      fr: (say) => `a rétabli le compte de ${say('name')}`,
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
      en: (say) => `took back the deletion of ${say('name')}`,
      fr: (say) => `a annulé la suppression du compte de ${say('name')}`,
    },
  },
}
