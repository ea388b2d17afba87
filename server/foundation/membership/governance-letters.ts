import type { SpaceId } from '../../kernel/ids.ts'
import type { Told, ToldIn } from './told.ts'

/** Mails to administrators and members about what governors did in a group, and about its seat (M1, M3). */

const page = (of: string) => (group: SpaceId) => `/s/${group}${of}`

/** One thing that a governor did; the history keeps it for the administrator of that time. */
function governed(en: Told['heading'], fr: Told['heading']): ToldIn {
  return {
    en: {
      heading: en,
      sentence: () =>
        'This person governs your organization. That gives no access to the content of the group, and its history records what they do.',
      action: { label: 'See the history', path: page('/history') },
    },
    fr: {
      heading: fr,
      sentence: () =>
        'Cette personne gère votre organisation. Cela ne lui donne aucun accès au contenu du groupe, et ce qu’elle fait figure dans l’historique.',
      action: { label: 'Voir l’historique', path: page('/history') },
    },
  }
}

export const governanceNews = {
  'governor-asks': {
    en: {
      heading: ({ whom, group }) => `May ${whom} join “${group}”?`,
      sentence: ({ whom }) =>
        `${whom} governs your organization, and the group is private: only you can accept them, and they see nothing of it before that.`,
      action: { label: 'Answer', path: page('/requests') },
    },
    fr: {
      heading: ({ whom, group }) => `Acceptez-vous ${whom} dans « ${group} » ?`,
      sentence: ({ whom }) =>
        `${whom} gère votre organisation, et le groupe est privé : vous seul·e pouvez accepter, et cette personne n’en voit rien d’ici là.`,
      action: { label: 'Répondre', path: page('/requests') },
    },
  },
  'governor-let-in': {
    en: {
      heading: ({ whom, group }) => `${whom} is now a member of “${group}”`,
      sentence: ({ actor }) => `${actor} has agreed.`,
    },
    fr: {
      heading: ({ whom, group }) => `${whom} est désormais membre de « ${group} »`,
      sentence: ({ actor }) => `${actor} a donné son accord.`,
    },
  },
  'governor-came': {
    en: {
      heading: ({ whom, group }) => `${whom} has joined “${group}”`,
      sentence: ({ actor, whom }) =>
        `${actor} added ${whom}, who governs your organization. From now on they see what members see.`,
      action: { label: 'See the members', path: page('/members') },
    },
    fr: {
      heading: ({ whom, group }) => `${whom} a rejoint « ${group} »`,
      sentence: ({ actor, whom }) =>
        `Ajout par ${actor}. ${whom} gère votre organisation et voit désormais ce que voient les membres.`,
      action: { label: 'Voir les membres', path: page('/members') },
    },
  },
  'governed-added': governed(
    ({ actor, whom, group }) => `${actor} added ${whom} to “${group}”`,
    ({ actor, whom, group }) => `${actor} a ajouté ${whom} à « ${group} »`,
  ),
  'governed-prepared': {
    en: {
      heading: ({ whom, group }) => `${whom} is now a member of “${group}”`,
      sentence: () =>
        'They are new in your organization. The person who invited them there chose this group for them.',
      action: { label: 'See the members', path: page('/members') },
    },
    fr: {
      heading: ({ whom, group }) => `${whom} est désormais membre de « ${group} »`,
      sentence: () =>
        'Cette personne vient d’arriver dans votre organisation, et son invitation prévoyait ce groupe.',
      action: { label: 'Voir les membres', path: page('/members') },
    },
  },
  'governed-approved': governed(
    ({ actor, whom, group }) => `${actor} accepted ${whom} in “${group}”`,
    ({ actor, whom, group }) => `${actor} a accepté ${whom} dans « ${group} »`,
  ),
  'governed-declined': governed(
    ({ actor, whom, group }) => `${actor} declined the request of ${whom} to join “${group}”`,
    ({ actor, whom, group }) => `${actor} a refusé la demande de ${whom} de rejoindre « ${group} »`,
  ),
  'governed-removed': governed(
    ({ actor, whom, group }) => `${actor} removed ${whom} from “${group}”`,
    ({ actor, whom, group }) => `${actor} a retiré ${whom} de « ${group} »`,
  ),
  'governed-emptied': governed(
    ({ actor, group }) => `${actor} removed all members of “${group}”`,
    ({ actor, group }) => `${actor} a retiré tous les membres de « ${group} »`,
  ),
  'governed-kept-out': governed(
    ({ actor, whom, group }) => `${actor} keeps ${whom} out of “${group}”`,
    ({ actor, whom, group }) => `${actor} tient ${whom} à l’écart de « ${group} »`,
  ),
  'governed-let-back': governed(
    ({ actor, whom, group }) => `${actor} lets ${whom} come back to “${group}”`,
    ({ actor, whom, group }) => `${actor} permet à ${whom} de revenir dans « ${group} »`,
  ),
  'governed-withdrawn': governed(
    ({ actor, whom, group }) => `${actor} withdrew the invitation of ${whom} to “${group}”`,
    ({ actor, whom, group }) =>
      `${actor} a retiré l’invitation de ${whom} à rejoindre « ${group} »`,
  ),
  'governed-archived': governed(
    ({ actor, group }) => `${actor} archived “${group}”`,
    ({ actor, group }) => `${actor} a archivé « ${group} »`,
  ),
  'governed-unarchived': governed(
    ({ actor, group }) => `${actor} reopened “${group}”`,
    ({ actor, group }) => `${actor} a rouvert « ${group} »`,
  ),
  'governed-restored': governed(
    ({ actor, group }) => `${actor} restored “${group}”`,
    ({ actor, group }) => `${actor} a restauré « ${group} »`,
  ),
  'governed-offered': governed(
    ({ actor, whom, group }) => `${actor} asks ${whom} to administer “${group}”`,
    ({ actor, whom, group }) => `${actor} propose à ${whom} d’administrer « ${group} »`,
  ),
  'seat-asked': {
    en: {
      heading: ({ group }) => `Do you still administer “${group}”?`,
      sentence: ({ actor, day }) =>
        `${actor} asks. If you do not answer by ${day}, the group can be given another administrator.`,
      action: { label: 'Answer', path: page('') },
    },
    fr: {
      heading: ({ group }) => `Administrez-vous toujours « ${group} » ?`,
      sentence: ({ actor, day }) =>
        `${actor} vous pose la question. Sans réponse d’ici le ${day}, l’administration du groupe pourra être confiée à quelqu’un d’autre.`,
      action: { label: 'Répondre', path: page('') },
    },
  },
  'seat-answered': {
    en: {
      heading: ({ actor, group }) => `${actor} still administers “${group}”`,
      sentence: () => 'The group keeps its administrator.',
    },
    fr: {
      heading: ({ actor, group }) => `${actor} administre toujours « ${group} »`,
      sentence: () => 'L’administration du groupe ne change pas.',
    },
  },
  'seat-lost': {
    en: {
      heading: ({ group }) => `You no longer administer “${group}”`,
      sentence: ({ actor, whom }) =>
        `${actor} made ${whom} the administrator. You can still read in the history what was done about it.`,
      action: { label: 'See the history', path: page('/history') },
    },
    fr: {
      heading: ({ group }) => `Vous n’administrez plus « ${group} »`,
      sentence: ({ actor, whom }) =>
        `${actor} a confié l’administration à ${whom}. Vous pouvez toujours lire dans l’historique ce qui a été fait à ce sujet.`,
      action: { label: 'Voir l’historique', path: page('/history') },
    },
  },
  'seat-given': {
    en: {
      heading: ({ whom, group }) => `${whom} now administers “${group}”`,
      sentence: ({ actor }) =>
        `${actor}, who governs your organization, changed the administrator, because nobody acted as one.`,
      action: { label: 'See the members', path: page('/members') },
    },
    fr: {
      heading: ({ whom, group }) => `${whom} administre désormais « ${group} »`,
      sentence: ({ actor }) =>
        `${actor}, qui gère votre organisation, a confié l’administration à quelqu’un d’autre, car plus personne ne l’assurait.`,
      action: { label: 'Voir les membres', path: page('/members') },
    },
  },
  'hand-over-offered': {
    en: {
      heading: ({ actor, group }) => `${actor} asks you to administer “${group}”`,
      sentence: ({ day }) =>
        `Its members, storage and guests would count towards your plan. You can accept or decline until ${day}; until then nothing changes.`,
      action: { label: 'Answer', path: page('') },
    },
    fr: {
      heading: ({ actor, group }) => `${actor} vous propose d’administrer « ${group} »`,
      sentence: ({ day }) =>
        `Ses membres, son stockage et ses personnes externes compteraient dans votre forfait. Vous pouvez accepter ou refuser jusqu’au ${day} ; rien ne change d’ici là.`,
      action: { label: 'Répondre', path: page('') },
    },
  },
  'hand-over-accepted': {
    en: {
      heading: ({ actor, group }) => `${actor} now administers “${group}”`,
      sentence: () => 'Your offer was accepted.',
      action: { label: 'Open the group', path: page('') },
    },
    fr: {
      heading: ({ actor, group }) => `${actor} administre désormais « ${group} »`,
      sentence: () => 'Votre proposition a été acceptée.',
      action: { label: 'Ouvrir le groupe', path: page('') },
    },
  },
  'hand-over-declined': {
    en: {
      heading: ({ actor, group }) => `${actor} does not wish to administer “${group}”`,
      sentence: () => 'Nothing changes. You can ask another member.',
      action: { label: 'See the members', path: page('/members') },
    },
    fr: {
      heading: ({ actor, group }) => `${actor} ne souhaite pas administrer « ${group} »`,
      sentence: () => 'Rien ne change. Vous pouvez le proposer à un autre membre.',
      action: { label: 'Voir les membres', path: page('/members') },
    },
  },
  'hand-over-withdrawn': {
    en: {
      heading: ({ group }) => `You are no longer asked to administer “${group}”`,
      sentence: () => 'The offer was withdrawn. There is nothing to do.',
    },
    fr: {
      heading: ({ group }) => `Il ne vous est plus proposé d’administrer « ${group} »`,
      sentence: () => 'La proposition a été retirée. Vous n’avez rien à faire.',
    },
  },
  'hand-over-ended': {
    en: {
      heading: ({ whom, group }) =>
        `${whom} has not answered whether they would administer “${group}”`,
      sentence: () => 'The offer to administer the group has expired. Nothing changes.',
      action: { label: 'See the members', path: page('/members') },
    },
    fr: {
      heading: ({ whom, group }) =>
        `${whom} n’a pas répondu à la proposition d’administrer « ${group} »`,
      sentence: () => 'La proposition d’administrer le groupe a expiré. Rien ne change.',
      action: { label: 'Voir les membres', path: page('/members') },
    },
  },
} satisfies Record<string, ToldIn>
