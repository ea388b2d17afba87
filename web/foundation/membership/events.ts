import type { EventWords } from '../../kernel/events.ts'
import type { Language } from '../../kernel/language.ts'
import { en, fr } from '../../kernel/words.ts'
import { roleIn } from '../../ui/words.ts'

const cameIn: Record<Language, Record<string, (name: string, group: string) => string>> = {
  en: {
    created: () => 'became the first member',
    added: (name) => `added ${name}`,
    invited: (name) => `${name} accepted the invitation`,
    joined: (name) => `${name} joined`,
    approved: (name) => `accepted ${name}`,
    'through-group': (name, group) => `${name} joined through “${group}”`,
  },
  fr: {
    created: () => 'a rejoint le groupe en premier',
    added: (name) => `a ajouté ${name}`,
    invited: (name) => `${name} a accepté l’invitation`,
    joined: (name) => `${name} a rejoint le groupe`,
    approved: (name) => `a accepté ${name}`,
    'through-group': (name, group) => `${name} a rejoint le groupe par « ${group} »`,
  },
}

export const events: Record<string, EventWords> = {
  'member.joined': {
    history: {
      own: (say) => !['created', 'added', 'approved'].includes(say('how')),
      en: (say) => (cameIn.en[say('how')] ?? cameIn.en['joined']!)(say('name'), say('via')),
      fr: (say) => (cameIn.fr[say('how')] ?? cameIn.fr['joined']!)(say('name'), say('via')),
    },
    dates: true,
  },
  'member.left': {
    history: {
      own: true,
      en: (say) => `${say('name')} left`,
      fr: (say) => `${say('name')} a quitté le groupe`,
    },
  },
  'member.removed': {
    history: { en: (say) => `removed ${say('name')}`, fr: (say) => `a retiré ${say('name')}` },
  },
  'member.ended': {
    history: {
      own: true,
      en: (say) => `the membership of ${say('name')} ended at its date`,
      fr: (say) => `l’adhésion de ${say('name')} a pris fin à la date prévue`,
    },
  },
  'member.asked': {
    history: {
      own: true,
      en: (say) => `${say('name')} is asked whether to join through another group`,
      fr: (say) => `${say('name')} doit d’abord accepter de rejoindre le groupe par un autre`,
    },
  },
  'member.declined': {
    history: {
      own: true,
      en: (say) => `${say('name')} chose not to join`,
      fr: (say) => `${say('name')} a choisi de ne pas rejoindre le groupe`,
    },
  },
  'member.all-removed': {
    history: {
      en: (say) => `removed all other members (${en(Number(say('people')), 'person', 'people')})`,
      fr: (say) => `a retiré tous les autres membres (${fr(Number(say('people')), 'personne')})`,
    },
  },
  'member.kept-out': {
    history: {
      en: (say) => `keeps ${say('name')} out`,
      fr: (say) => `tient ${say('name')} à l’écart`,
    },
    dates: true,
  },
  'member.let-back': {
    history: {
      en: (say) => `lets ${say('name')} come back`,
      fr: (say) => `permet à ${say('name')} de revenir`,
    },
  },
  'member.dates-changed': {
    history: {
      en: (say) => `changed how long ${say('name')} stays`,
      fr: (say) => `a changé la durée de présence de ${say('name')}`,
    },
    dates: true,
  },
  'member.begun': {
    history: {
      own: true,
      en: (say) => `the membership of ${say('name')} began at its date`,
      fr: (say) => `l’adhésion de ${say('name')} a commencé à la date prévue`,
    },
  },
  'member.role-begun': {
    history: {
      own: true,
      en: (say) => `the role of ${say('name')} began at its date`,
      fr: (say) => `le rôle de ${say('name')} a commencé à la date prévue`,
    },
  },
  'member.role-ended': {
    history: {
      own: true,
      en: (say) => `the role of ${say('name')} ended at its date`,
      fr: (say) => `le rôle de ${say('name')} a pris fin à la date prévue`,
    },
  },
  'member.role-changed': {
    history: {
      en: (say) => `changed the role of ${say('name')} to: ${roleIn('en', say('to'))}`,
      fr: (say) => `a donné à ${say('name')} le rôle : ${roleIn('fr', say('to'))}`,
    },
  },
  'member.ending': {
    history: {
      own: true,
      en: (say) => `the stay of ${say('name')} ends soon`,
      fr: (say) => `la présence de ${say('name')} prend bientôt fin`,
    },
  },
  'member.renewed': {
    history: {
      en: (say) => `renewed the stay of ${say('name')}`,
      fr: (say) => `a prolongé la présence de ${say('name')}`,
    },
    dates: true,
  },
  'member.sponsor-changed': {
    history: {
      en: (say) => `made ${say('sponsor')} the sponsor of ${say('name')}`,
      fr: (say) => `a désigné ${say('sponsor')} comme personne référente de ${say('name')}`,
    },
  },
  'member.handed-over': {
    history: {
      own: true,
      en: (say) => `the group went from ${say('from')} to ${say('to')}`,
      fr: (say) => `le groupe est passé de ${say('from')} à ${say('to')}`,
    },
  },
  'member.hand-over-offered': {
    history: {
      en: (say) => `asked ${say('name')} to administer the group`,
      fr: (say) => `a proposé à ${say('name')} d’administrer le groupe`,
    },
    dates: true,
  },
  'member.hand-over-declined': {
    history: {
      own: true,
      en: (say) => `${say('name')} declined to administer the group`,
      fr: (say) => `${say('name')} a refusé d’administrer le groupe`,
    },
  },
  'member.hand-over-withdrawn': {
    history: {
      en: (say) => `no longer asks ${say('name')} to administer the group`,
      fr: (say) => `ne propose plus à ${say('name')} d’administrer le groupe`,
    },
  },
  'member.hand-over-ended': {
    history: {
      own: true,
      en: (say) => `${say('name')} did not answer whether they would administer the group`,
      fr: (say) => `${say('name')} n’a pas répondu à la proposition d’administrer le groupe`,
    },
  },
  'member.seat-asked': {
    history: {
      en: (say) => `asked ${say('name')} whether they still administer the group`,
      fr: (say) => `a demandé à ${say('name')} si cette personne administre toujours le groupe`,
    },
    dates: true,
  },
  'member.seat-answered': {
    history: {
      own: true,
      en: (say) => `${say('name')} answered that they administer the group`,
      fr: (say) => `${say('name')} a répondu administrer toujours le groupe`,
    },
  },
  'successor.named': {
    history: {
      en: (say) => `named ${say('name')} as successor`,
      fr: (say) => `a désigné ${say('name')} pour prendre la suite`,
    },
  },
  'successor.forgotten': {
    history: {
      en: 'named nobody as successor any more',
      fr: 'ne désigne plus personne pour prendre la suite',
    },
  },
  'successor.asked': {
    history: {
      own: true,
      en: (say) => `${say('name')} was asked to administer the group`,
      fr: (say) => `${say('name')} a reçu la proposition d’administrer le groupe`,
    },
  },
  'successor.declined': {
    history: {
      own: true,
      en: (say) => `${say('name')} declined to administer the group`,
      fr: (say) => `${say('name')} a refusé d’administrer le groupe`,
    },
  },
  'group.nested': {
    history: {
      en: (say) =>
        `added the group “${say('name')}” (${en(Number(say('people')), 'person', 'people')})`,
      fr: (say) =>
        `a inclus le groupe « ${say('name')} » (${fr(Number(say('people')), 'personne')})`,
    },
  },
  'group.unnested': {
    history: {
      en: (say) => `removed the group “${say('name')}”`,
      fr: (say) => `a retiré le groupe « ${say('name')} »`,
    },
  },
  'group.put-into': {
    history: {
      en: (say) => `added this group to “${say('name')}”`,
      fr: (say) => `a inclus ce groupe dans « ${say('name')} »`,
    },
  },
  'group.taken-out-of': {
    history: {
      en: (say) => `removed this group from “${say('name')}”`,
      fr: (say) => `a retiré ce groupe de « ${say('name')} »`,
    },
  },
  'group.guests-ending': {
    history: {
      en: (say) =>
        say('inside') === 'leave'
          ? 'ended the stay of guests: the organization no longer allows any'
          : 'let guests only read: the organization no longer allows any',
      fr: (say) =>
        say('inside') === 'leave'
          ? 'a mis fin à la présence des personnes externes : l’organisation n’en accepte plus'
          : 'a limité les personnes externes à la lecture : l’organisation n’en accepte plus',
    },
  },
  'request.made': {
    history: {
      own: (say) => say('by') === '',
      en: (say) =>
        say('by')
          ? `asked the administrator to accept ${say('name')}`
          : `${say('name')} asked to join`,
      fr: (say) =>
        say('by')
          ? `a demandé à l’administration du groupe d’accepter ${say('name')}`
          : `${say('name')} a demandé à rejoindre le groupe`,
    },
  },
  'request.withdrawn': {
    history: {
      own: true,
      en: (say) => `${say('name')} withdrew the request`,
      fr: (say) => `${say('name')} a retiré sa demande`,
    },
  },
  'request.approved': {
    history: {
      en: (say) => `approved the request of ${say('name')}`,
      fr: (say) => `a accepté la demande de ${say('name')}`,
    },
  },
  'request.declined': {
    history: {
      en: (say) => `declined the request of ${say('name')}`,
      fr: (say) => `a refusé la demande de ${say('name')}`,
    },
  },
}
